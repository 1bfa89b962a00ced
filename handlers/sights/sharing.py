"""What several sights need: the shares of a market or an index, all of one session."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import NoData
from bot.market.contributions import Contributions, contributions
from bot.market.freshness import Shown
from bot.market.instrument import Instrument
from bot.market.instruments import members, named, weights
from bot.market.market import Market
from bot.market.sessions import local_date
from bot.surge import Surge
from bot.words.times import day
from handlers.cards.prices import Priced
from handlers.cards.shares import Shares
from handlers.sights.kept import Kept

INDEX = "^HSI"

_KEPT: Kept[Shares | None] = Kept()


async def of_market(surge: Surge, market: Market) -> Shares | None:
    """Return the shares of `market` with figures of its newest session, None while none has any."""
    index = named(INDEX) if market is Market.HONG_KONG else None

    async def made() -> Shares | None:
        return await _asked(surge, universe(surge, market), index)

    return _now(await _KEPT.get(surge, market, made), surge)


async def of_index(surge: Surge, index: Instrument) -> Shares | None:
    """Return the members of `index` with figures of its newest session, None while none has any."""

    async def made() -> Shares | None:
        return await _asked(surge, listed(index.symbol, surge.clock()), index)

    return _now(await _KEPT.get(surge, index.symbol, made), surge)


def universe(surge: Surge, market: Market) -> tuple[Instrument, ...]:
    """Return which shares of `market` are looked at.

    In Hong Kong those that the turnover is estimated from, where it is: they are asked for anyway. Else those known by
    name, and those the source is sure to have.
    """
    counted = surge.tally.shares if surge.tally and market is Market.HONG_KONG else ()
    if not counted:
        return market.shares(surge.desk.known)
    own = (*(named(symbol) for symbol in sorted(counted)), *listed(INDEX, surge.clock()))
    return tuple(dict.fromkeys(each for each in own if market.has(each)))


def listed(index: str, now: datetime) -> tuple[Instrument, ...]:
    """Return the members of `index` on the market day of `now`."""
    return members(index, local_date(named(index).exchange, now))


def absent(surge: Surge, label: str) -> NoData:
    """Return what to say where no share of a place has figures."""
    if surge.desk.source.replay:
        return NoData(f"{label} shares: not recorded, or not yet at this time of the tape, so nothing can be ranked.")
    return NoData(f"No {label} share has figures yet, so nothing can be ranked.")


def gathered(
    instruments: Iterable[Instrument], index: Instrument | None, shown: Mapping[str, Shown], now: datetime
) -> Shares | None:
    """Return those of the newest session among `instruments`, with their index's own figures of that session."""
    wanted = tuple(instruments)
    priced = newest([Priced(each, shown[each.symbol]) for each in wanted if each.symbol in shown])
    if not priced:
        return None
    last = max(priced, key=lambda each: each.quote.time)
    beside = Priced(index, shown[index.symbol]) if index and index.symbol in shown else None
    if beside and newest([last, beside]) != [last, beside]:
        beside = None
    return Shares(quotes=tuple(each.quote for each in priced), of=len(wanted), last=last, now=now, index=beside)


def inside(shares: Shares, symbol: str) -> Shares:
    """Return those of `shares` that are members of the index `symbol`."""
    own = {each.symbol for each in listed(symbol, shares.now)}
    return replace(shares, quotes=tuple(each for each in shares.quotes if each.symbol in own), of=len(own))


def points(shares: Shares) -> Contributions | None:
    """Return what the members of an index brought of its points, None where that cannot be told."""
    if shares.index is None:
        return None
    quote = shares.index.quote
    # Weights of the close before: those of the day itself hold the day's moves already.
    dated = weights(quote.symbol, local_date(shares.index.instrument.exchange, quote.time) - timedelta(days=1))
    if dated is None:
        return contributions(quote, shares.quotes, shares.of)
    fractions = {symbol: weight / 100 for symbol, weight in dated.weights.items()}
    return contributions(quote, shares.quotes, shares.of, fractions, f"weights of {day(dated.as_of)}, {dated.source}")


def newest(priced: list[Priced]) -> list[Priced]:
    """Keep those of the newest day: an old price among them would count as a move of today."""
    days = [local_date(each.instrument.exchange, each.quote.time) for each in priced]
    newest = max(days, default=None)
    return [each for each, day in zip(priced, days, strict=True) if day == newest]


async def _asked(surge: Surge, instruments: tuple[Instrument, ...], index: Instrument | None) -> Shares | None:
    beside = [index] if index else []
    return gathered(instruments, index, await surge.desk.quotes([*beside, *instruments]), surge.clock())


def _now(shares: Shares | None, surge: Surge) -> Shares | None:
    """What was kept is shown with the age it has by now."""
    return replace(shares, now=surge.clock()) if shares else None
