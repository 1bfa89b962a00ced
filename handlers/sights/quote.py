"""What a quote card shows of one instrument."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from bot.errors import MarketError
from bot.market.freshness import Freshness, Shown
from bot.market.history import Since, highest_since, lowest_since
from bot.market.instrument import Exchange, Instrument
from bot.market.instruments import named
from bot.market.quotes import Quote, Series
from bot.market.sessions import final, local_date
from bot.surge import Surge
from handlers.cards.prices import Priced
from handlers.cards.quote import Sight
from handlers.sights.news import catalyst
from handlers.sights.sharing import INDEX

HONG_KONG = Exchange.HONG_KONG
BESIDE = (INDEX, "HSTECH.HK")


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
    day, series = local_date(own.exchange, quote.time), await _series(surge, own.symbol)
    traded = surge.desk.latest_turnover() if hong_kong else None
    return Sight(
        priced=priced,
        now=surge.clock(),
        final=final(own.exchange, quote.time),
        since=None if priced.shown.freshness is Freshness.STALE else _since(series, quote, day),
        previous_day=_previous_day(series, quote, day),
        beside=tuple(_priced(beside, shown, day)),
        turnover=traded if traded and local_date(HONG_KONG, traded.time) == day else None,
        proxy_for="" if own is instrument else instrument.name,
        headline=catalyst(priced, surge),
    )


def _priced(instruments: Iterable[Instrument], shown: dict[str, Shown], day: date) -> Iterable[Priced]:
    for each in instruments:
        found = shown.get(each.symbol)
        if found and local_date(each.exchange, found.quote.time) == day:
            yield Priced(each, found)


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
