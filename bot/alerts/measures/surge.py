"""How many of the five signs of a surge are on, all one way: 4 up is 4, 4 down is −4. Pure.

Keyed by the date in Hong Kong: its own legs are that session's and latch at the close, New York's is of the night
before. What is not known is not counted.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache, partial

from bot.alerts.measure import Figure, Measure, Unit, View, Want
from bot.alerts.targets import young
from bot.market.instrument import Exchange
from bot.market.instruments import members, named
from bot.market.leaders import breadth
from bot.market.nights import overnight
from bot.market.quotes import Quote
from bot.market.sessions import local_date
from bot.market.signals import Levels, Readings, Signals, Way, signals
from bot.market.turnover import Scope, Turnover
from bot.words.language import Phrase

HONG_KONG = Exchange.HONG_KONG
INDEX, TECH, DRAGON = "^HSI", "HSTECH.HK", "^HXC"
BESIDE = "leg:"

LACKING = Phrase(
    "no figures of the Hang Seng or Hang Seng TECH have come yet",
    "尚未有恒指或科指的數據",
    "暂无恒指或恒生科技指数的数据",
)


@cache
def surge(levels: Levels, words: str) -> Measure:
    """Return the measure of the signs held against `levels`, which `words` tell from others."""
    wants = (Want("turnovers", Scope.MARKET), *(Want("closes", symbol) for symbol in _night()))
    return Measure(
        f"surge {words}".rstrip(),
        Unit.COUNT,
        from_zero=True,
        read=partial(_read, levels),
        symbols=_symbols,
        wants=wants,
        joint=True,
        beside=partial(_beside, levels),
        lacking=LACKING,
    )


def _read(levels: Levels, view: View, target: str) -> Figure | None:  # noqa: ARG001 - there is one target
    looked = _looked(levels, view)
    if looked is None:
        return None
    found, time = looked
    way = found.leaning
    count = len(found.on(way)) if way else 0
    return Figure(Decimal(-count if way is Way.DOWN else count), time)


def _beside(levels: Levels, view: View, target: str) -> Mapping[str, Decimal]:  # noqa: ARG001 - the same
    """Return the reading of each leg that is known."""
    looked = _looked(levels, view)
    legs = looked[0].legs if looked else ()
    return {f"{BESIDE}{each.leg}": each.reading for each in legs if each.reading is not None}


def _looked(levels: Levels, view: View) -> tuple[Signals, datetime] | None:
    """Return the signs of the newest date that an index of Hong Kong has figures of, and when they were so."""
    found = {symbol: quote for symbol in (INDEX, TECH) if (quote := view.quote(symbol))}
    if not found:
        return None
    day = max(local_date(HONG_KONG, quote.time) for quote in found.values())
    shares = _of(day, view, [each.symbol for each in members(INDEX, day)])
    indices, turnover = _of(day, view, [*found]), view.turnover(Scope.MARKET)
    traded = turnover if turnover and local_date(HONG_KONG, turnover.time) == day else None
    readings = Readings(
        day=day,
        hsi=_percent(indices.get(INDEX)),
        hstech=_percent(indices.get(TECH)),
        turnover=_multiple(view, traded, day),
        overnight=_overnight(view, day),
        breadth=breadth(shares.values(), len(members(INDEX, day))) if len(shares) * 2 >= len(members(INDEX)) else None,
    )
    times = [quote.time for quote in (*found.values(), *shares.values())] + ([traded.time] if traded else [])
    return signals(readings, levels), max(times)


def _of(day: date, view: View, symbols: Sequence[str]) -> Mapping[str, Quote]:
    """Return the quotes of `day` that did not stand still while the market went on."""
    quotes = {symbol: quote for symbol in symbols if (quote := view.quote(symbol))}
    return {
        symbol: quote
        for symbol, quote in quotes.items()
        if local_date(HONG_KONG, quote.time) == day and young(symbol, quote.time, view.now)
    }


def _percent(quote: Quote | None) -> Decimal | None:
    return quote.percent if quote else None


def _multiple(view: View, traded: Turnover | None, day: date) -> Decimal | None:
    """Return the turnover over its 20-day mean, or over HKEX's average of the month before."""
    if traded is None:
        return None
    history = view.turnovers(Scope.MARKET)
    month = history.month_before(day)
    mean = history.mean(day) or (month[1] if month else None)
    return traded.value / mean if mean else None


def _overnight(view: View, day: date) -> Decimal | None:
    """Return Golden Dragon's move of the night before, or that of what stands in for it."""
    moves = (overnight(view.quote(symbol), view.closes(symbol), day) for symbol in _night())
    return next((move for move in moves if move is not None), None)


def _night() -> Sequence[str]:
    return (DRAGON, *named(DRAGON).proxies)


def _symbols(target: str) -> Sequence[str]:  # noqa: ARG001 - there is one target
    return (INDEX, TECH, *_night(), *(each.symbol for each in members(INDEX)))
