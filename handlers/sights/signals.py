"""The signs of a surge as they stand: each of one date in Hong Kong, and New York's of the night before."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

from bot.errors import MarketError
from bot.market.freshness import Freshness, Shown
from bot.market.instrument import Exchange, Instrument
from bot.market.instruments import named
from bot.market.leaders import Breadth, breadth
from bot.market.nights import overnight
from bot.market.quotes import Series
from bot.market.sessions import local_date
from bot.market.signals import Readings, Signals, signals
from bot.surge import Surge
from bot.words.language import NOTHING, Phrase, in_all, same
from bot.words.times import month
from handlers.cards.shares import Shares
from handlers.cards.turnover import Traded

HONG_KONG = Exchange.HONG_KONG
AVERAGE = Phrase("{month}'s daily average", "{month}日均", "{month}日均")
INDEX, TECH, DRAGON = "^HSI", "HSTECH.HK", "^HXC"


async def signs(
    surge: Surge, shown: Mapping[str, Shown], traded: Traded | None, members: Shares | None
) -> Signals | None:
    """Return the signals of the newest date that an index of Hong Kong has figures of, None while none has."""
    days = [local_date(HONG_KONG, shown[symbol].quote.time) for symbol in (INDEX, TECH) if symbol in shown]
    if not days:
        return None
    day = max(days)
    multiple, mean = _multiple(traded, day)
    overnight, proxy = await _overnight(surge, shown, day)
    readings = Readings(
        day=day,
        hsi=_percent(shown.get(INDEX), day),
        hstech=_percent(shown.get(TECH), day),
        turnover=multiple,
        overnight=overnight,
        breadth=_breadth(members, day),
        mean=mean,
        proxy=proxy,
    )
    return signals(readings)


def _percent(shown: Shown | None, day: date) -> Decimal | None:
    """Return the move of `day`; a price that stood still while the market went on is no reading."""
    if shown is None or shown.freshness is Freshness.STALE or local_date(HONG_KONG, shown.quote.time) != day:
        return None
    return shown.quote.percent


def _multiple(traded: Traded | None, day: date) -> tuple[Decimal | None, Phrase]:
    """Return the day's turnover over its mean, and that mean's name where it is not the usual one."""
    if traded is None or local_date(HONG_KONG, traded.turnover.time) != day:
        return None, NOTHING
    if traded.mean:
        return traded.turnover.value / traded.mean, NOTHING
    if traded.average:
        key, average = traded.average
        return traded.turnover.value / average, AVERAGE.with_(month=in_all(lambda language: month(key, language)))
    return None, NOTHING


def _breadth(members: Shares | None, day: date) -> Breadth | None:
    if members is None or local_date(HONG_KONG, members.last.quote.time) != day:
        return None
    return None if members.last.shown.freshness is Freshness.STALE else breadth(members.quotes, members.of)


async def _overnight(surge: Surge, shown: Mapping[str, Shown], day: date) -> tuple[Decimal | None, Phrase]:
    """Return Golden Dragon's move in the last session of New York before `day`, or its proxy's with its name."""
    dragon = named(DRAGON)
    for each in (dragon, *(named(symbol) for symbol in dragon.proxies)):
        last = shown.get(each.symbol)
        move = overnight(last.quote if last else None, await _series(surge, each), day)
        if move is not None:
            return move, NOTHING if each is dragon else same(each.short)
    return None, NOTHING


async def _series(surge: Surge, instrument: Instrument) -> Series:
    with suppress(MarketError):
        return await surge.desk.series(instrument.symbol)
    return Series()
