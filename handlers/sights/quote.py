"""What a quote card shows of one instrument."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.errors import MarketError
from bot.market.freshness import Freshness, Shown
from bot.market.history import WORTH_SAYING, Fact, Since, Today, highest_since, lowest_since, worth_saying
from bot.market.instrument import Exchange, Instrument
from bot.market.instruments import named
from bot.market.milestones import milestone_lines
from bot.market.quotes import Quote, Series
from bot.market.sessions import final, local_date
from bot.market.silence import TICKING, halted
from bot.surge import Surge
from bot.words.language import NOTHING
from handlers.cards.prices import Priced, names
from handlers.cards.quote import Sight
from handlers.sights.news import catalyst
from handlers.sights.sharing import INDEX

HONG_KONG = Exchange.HONG_KONG
BESIDE = (INDEX, "HSTECH.HK")
# What a close and a quote of it may differ by, where one of the two was rounded.
ROUNDED = Decimal("0.0005")


@dataclass(frozen=True, slots=True)
class _Past:
    """What the closes say of today's price; `by` names the proxy whose closes they are, "" its own."""

    since: Since | None = None
    by: str = ""
    facts: tuple[Fact, ...] = ()


async def sight(instrument: Instrument, surge: Surge) -> Sight:
    """Return what a quote card shows of `instrument`, or of its proxy. Raises NoData."""
    hong_kong = instrument.exchange is HONG_KONG
    beside = [named(symbol) for symbol in BESIDE if hong_kong and symbol != instrument.symbol]
    proxies = [named(symbol) for symbol in instrument.proxies]
    shown = await surge.desk.quotes([instrument, *beside, *proxies])
    priced = next((Priced(each, shown[each.symbol]) for each in (instrument, *proxies) if each.symbol in shown), None)
    if priced is None:
        priced = Priced(instrument, await surge.desk.quote(instrument))
    own, quote = priced.instrument, priced.quote
    day, series = _day(priced), await _series(surge, own.symbol)
    past = await _past(priced, series, shown, surge)
    traded = surge.desk.latest_turnover() if hong_kong else None
    return Sight(
        priced=priced,
        now=surge.clock(),
        final=final(own.exchange, quote.time),
        since=past.since,
        since_by=past.by,
        facts=past.facts,
        previous_day=_previous_day(series, quote, day),
        beside=tuple(_priced(beside, shown, day)),
        turnover=traded if traded and local_date(HONG_KONG, traded.time) == day else None,
        proxy_for=NOTHING if own is instrument else names(instrument),
        headline=catalyst(priced, surge),
        halted=halted(quote, _ticking(own.exchange, shown, surge), surge.clock()),
        milestones=tuple(milestone_lines(quote, day, await surge.figures.of(own.symbol))) if surge.figures else (),
    )


def _ticking(exchange: Exchange, shown: Mapping[str, Shown], surge: Surge) -> Iterator[Quote]:
    """Yield the last quotes of what never rests while its exchange trades."""
    for symbol in TICKING[exchange]:
        if found := shown[symbol].quote if symbol in shown else surge.desk.latest(symbol):
            yield found


def _priced(instruments: Iterable[Instrument], shown: dict[str, Shown], day: date) -> Iterable[Priced]:
    for each in instruments:
        found = shown.get(each.symbol)
        if found and local_date(each.exchange, found.quote.time) == day:
            yield Priced(each, found)


def _day(priced: Priced) -> date:
    return local_date(priced.instrument.exchange, priced.quote.time)


async def _past(priced: Priced, series: Series, shown: Mapping[str, Shown], surge: Surge) -> _Past:
    """Return what is worth saying of today's price among earlier closes: of a stale one nothing is."""
    own, quote, day = priced.instrument, priced.quote, _day(priced)
    if priced.shown.freshness is Freshness.STALE:
        return _Past()
    earlier = series.before(day)
    facts = worth_saying(Today(quote.price, day, earlier, own.type)) if _based(earlier, quote) else ()
    if len(earlier.closes) < WORTH_SAYING and not series.complete:
        for proxy in (Priced(named(symbol), shown[symbol]) for symbol in own.proxies if symbol in shown):
            if since := await _by_proxy(proxy, priced, surge):
                return _Past(since, proxy.instrument.symbol, facts)
    return _Past(_since(series, quote, day), "", facts)


async def _by_proxy(proxy: Priced, priced: Priced, surge: Surge) -> Since | None:
    """Return since when the proxy is the highest; None where it does not tell of the same day's same move."""
    (day, up, closed), other = (_standing(each) for each in (proxy, priced))
    if (day, up, closed) != other:
        return None
    return _since(await _series(surge, proxy.instrument.symbol), proxy.quote, day)


def _standing(priced: Priced) -> tuple[date, bool, bool]:
    """Return of which day a price is, whether it is a rise, and whether it is final."""
    quote = priced.quote
    return _day(priced), (quote.change or Decimal()) > 0, final(priced.instrument.exchange, quote.time)


def _based(earlier: Series, quote: Quote) -> bool:
    """Whether the last close is the one that today's change is measured from: a move has two ends."""
    if not earlier.closes or quote.previous_close is None:
        return False
    return abs(earlier.closes[-1].price / quote.previous_close - 1) <= ROUNDED


def _since(series: Series, quote: Quote, day: date) -> Since | None:
    """Look back in the direction of the day's move."""
    if not quote.change:
        return None
    look = highest_since if quote.change > 0 else lowest_since
    return look(series, quote.price, day)


def _previous_day(series: Series, quote: Quote, day: date) -> date | None:
    """Return the date of the previous close, where a recorded close proves it."""
    before = series.before(day).closes
    if before and quote.previous_close is not None and before[-1].price == quote.previous_close:
        return before[-1].day
    return None


async def _series(surge: Surge, symbol: str) -> Series:
    """Return the daily closes; a card can be drawn without."""
    with suppress(MarketError):
        return await surge.desk.series(symbol)
    return Series()
