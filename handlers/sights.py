"""What cards show of the market, gathered from the desk: each time one request at the most, shared with all who ask."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from bot.errors import MarketError
from bot.market.catalogue import catalogue
from bot.market.freshness import Freshness, Shown
from bot.market.history import Since, highest_since, lowest_since
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import members, named
from bot.market.leaders import breadth, ladder
from bot.market.quotes import Quote, Series
from bot.market.sessions import final, local_date
from bot.market.turnover import TurnoverHistory
from bot.surge import Surge
from handlers.cards.board import Panorama
from handlers.cards.leaders import Ranking
from handlers.cards.prices import Priced, as_of
from handlers.cards.quote import Sight
from handlers.cards.turnover import Traded

HONG_KONG = Exchange.HONG_KONG
INDEX = "^HSI"
BESIDE = (INDEX, "HSTECH.HK")
BOARD = (INDEX, "HSTECH.HK", "^HSCE", "000300.SS", "^HXC")


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
    )


async def traded(surge: Surge) -> Traded | None:
    """Return Hong Kong's turnover and what it is held against, None while there is none."""
    turnover = await surge.desk.turnover()
    if turnover is None:
        return None
    history = TurnoverHistory(turnover.scope)
    with suppress(MarketError):
        history = await surge.desk.turnovers()
    if history.scope is not turnover.scope:
        history = TurnoverHistory(turnover.scope)
    day = local_date(HONG_KONG, turnover.time)
    return Traded(
        turnover=turnover,
        now=surge.clock(),
        mean=history.mean(day),
        average=history.month_before(day),
        since=history.highest_since(turnover.value, day),
    )


async def ranking(surge: Surge) -> Ranking | None:
    """Return Hong Kong's shares ranked, None while none has figures."""
    shares = _shares(surge)
    priced = list(_newest([Priced(named(s), shown) for s, shown in (await surge.desk.quotes(shares)).items()]))
    if not priced:
        return None
    quotes = tuple(each.quote for each in priced)
    listed = catalogue()
    return Ranking(
        ladder=ladder(quotes),
        breadth=breadth(_members(quotes), len(members(INDEX))),
        quotes=quotes,
        as_of=as_of(max(priced, key=lambda each: each.quote.time), surge.clock()),
        classification=listed.source,
    )


async def panorama(surge: Surge) -> Panorama:
    """Return what the board shows."""
    indices, shares = [named(symbol) for symbol in BOARD], members(INDEX)
    shown = await surge.desk.quotes([*indices, *shares])
    priced = _newest([Priced(each, shown[each.symbol]) for each in shares if each.symbol in shown])
    quotes = tuple(each.quote for each in priced)
    return Panorama(
        now=surge.clock(),
        indices=tuple(Priced(each, shown[each.symbol]) for each in indices if each.symbol in shown),
        traded=await traded(surge),
        breadth=breadth(quotes, len(shares)),
        quotes=quotes,
    )


def _shares(surge: Surge) -> set[Instrument]:
    """Return the index's members and every other Hong Kong share that the source has; yuan counters are repeats."""
    known = (named(symbol) for symbol in surge.desk.known)
    others = (each for each in known if each.exchange is HONG_KONG and each.type is Type.SHARE)
    return {*members(INDEX), *(each for each in others if each.currency == "HKD")}


def _members(quotes: Iterable[Quote]) -> list[Quote]:
    inside = {each.symbol for each in members(INDEX)}
    return [quote for quote in quotes if quote.symbol in inside]


def _newest(priced: list[Priced]) -> list[Priced]:
    """Keep those of the newest day: an old price among them would count as a move of today."""
    days = [local_date(each.instrument.exchange, each.quote.time) for each in priced]
    newest = max(days, default=None)
    return [each for each, day in zip(priced, days, strict=True) if day == newest]


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
