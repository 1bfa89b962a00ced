"""What is known of China's shares in New York before, in and after its session, and what that implies here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from bot.market.catalogue import catalogue
from bot.market.contributions import COVERED, capped
from bot.market.freshness import Freshness, Shown
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import members, named, weights
from bot.market.parity import BAND, USD_HKD, Parity, Rate, implied_open, last_close, newer, parity
from bot.market.premarket import moves
from bot.market.quotes import Close
from bot.market.sessions import local_date
from bot.surge import Surge
from handlers.cards.moves import Listed
from handlers.cards.parity import Implied, Level, Parities
from handlers.cards.premarket import Abroad

DRAGON, INDEX = "^HXC", "^HSI"
HONG_KONG, NEW_YORK = Exchange.HONG_KONG, Exchange.NEW_YORK
FUNDS = ("PGJ", "KWEB", "MCHI", "FXI")
INDUSTRY = "China ADRs"


async def abroad(surge: Surge) -> Abroad:
    """Return what the card shows; a symbol without figures is named, and left out of every sum."""
    now, dragon = surge.clock(), named(DRAGON)
    funds = list(dict.fromkeys((*dragon.proxies, *FUNDS)))
    receipts = [each for each in catalogue().instruments.values() if _receipt(each)]
    ordinary = [each.ordinary for each in receipts if each.ordinary]
    index = members(INDEX, local_date(HONG_KONG, now))
    symbols = [DRAGON, *funds, INDEX, USD_HKD, *ordinary]
    shown = await surge.desk.quotes({*map(named, symbols), *receipts, *index})
    levels = _levels(receipts, shown, now)
    return Abroad(
        now=now,
        replay=surge.desk.source.replay is not None,
        dragon=_listed(dragon, shown, now),
        proxies=dragon.proxies,
        funds=tuple(_all((named(symbol) for symbol in funds), shown, now)),
        receipts=tuple(_all(receipts, shown, now)),
        missing=tuple(each.short for each in receipts if each.symbol not in shown),
        here=Parities(levels, _rate(shown), _implied(levels, shown, index)),
    )


def _receipt(instrument: Instrument) -> bool:
    is_share = instrument.exchange is NEW_YORK and instrument.type is Type.SHARE
    return is_share and (bool(instrument.ordinary) or instrument.industry == INDUSTRY)


def _all(instruments: Iterable[Instrument], shown: Mapping[str, Shown], now: datetime) -> Iterable[Listed]:
    return filter(None, (_listed(each, shown, now) for each in instruments))


def _listed(instrument: Instrument, shown: Mapping[str, Shown], now: datetime) -> Listed | None:
    found = shown.get(instrument.symbol)
    if found is None:
        return None
    return Listed(instrument, found.quote, moves(found.quote, now), found.freshness is Freshness.STALE)


def _rate(shown: Mapping[str, Shown]) -> Rate | None:
    found = shown.get(USD_HKD)
    return Rate(found.quote.price, found.quote.time) if found else None


def _levels(receipts: Iterable[Instrument], shown: Mapping[str, Shown], now: datetime) -> tuple[Level, ...]:
    """Return what each receipt's newest price implies for its ordinary share.

    Without a rate it lies between what the ends of its band imply.
    """
    rate = _rate(shown)
    rates = (rate.value, rate.value) if rate else BAND
    found: list[Level] = []
    for each in receipts:
        move, close = _newest(each, shown, now), _close(each.ordinary, shown)
        if move is None or close is None or not newer(move[1], close):
            continue
        low, high = (parity(each, move[0], value, close.price) for value in rates)
        if low and high:
            found.append(Level(each, move[0], low, high, close))
    return tuple(found)


def _newest(receipt: Instrument, shown: Mapping[str, Shown], now: datetime) -> tuple[Decimal, datetime] | None:
    found = shown.get(receipt.symbol)
    if found is None or found.quote.currency != "USD":
        return None
    newest = moves(found.quote, now).newest
    return newest.price, newest.time


def _close(symbol: str, shown: Mapping[str, Shown]) -> Close | None:
    found = shown.get(symbol)
    return last_close(found.quote) if found else None


def _implied(levels: Iterable[Level], shown: Mapping[str, Shown], index: tuple[Instrument, ...]) -> Implied | None:
    """Return what the receipts imply for the index; None without a rate, its close, or its members' weights."""
    close = _close(INDEX, shown)
    if close is None or USD_HKD not in shown:
        return None
    listed = weights(INDEX, close.day)
    known = {symbol: weight / 100 for symbol, weight in listed.weights.items()} if listed else _by_cap(shown, index)
    parities: list[Parity] = [level.low for level in levels if level.close.day == close.day]
    found = implied_open(close.price, parities, known)
    source = f"weights of {listed.as_of:%Y-%m-%d}, {listed.source}" if listed else ""
    return Implied(found, close, source) if found else None


def _by_cap(shown: Mapping[str, Shown], index: tuple[Instrument, ...]) -> dict[str, Decimal]:
    caps = {
        each.symbol: found.quote.market_cap
        for each in index
        if (found := shown.get(each.symbol)) and found.quote.market_cap
    }
    return capped(caps) if len(caps) >= COVERED * len(index) else {}
