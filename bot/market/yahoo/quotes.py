"""Yahoo's batched quotes (`/v7/finance/quote`): JSON to quotes. Pure; shapes as recorded in 2022 to 2026."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import msgspec

from bot.errors import BadAnswer
from bot.market.admission import HONG_KONG_DELAY
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.premarket import extended_hours, follows
from bot.market.provider import DELISTED, Refused
from bot.market.quotes import Extended, Hours, Quote, unfit
from bot.market.yahoo.answers import HUNDREDTHS, decoded, number

# Yahoo's own per cent and ours may differ by rounding, in percentage points.
AGREES = Decimal("0.05")
_DAY = 24 * 60
_WHOLE, _HUNDREDTH = Decimal(1), Decimal("0.01")
LARGEST = 10**18


@dataclass(frozen=True, slots=True)
class Batch:
    """What one answer says: quotes, entries that are none, and the asked symbols that it does not have at all."""

    quotes: tuple[Quote, ...]
    refused: tuple[Refused, ...]
    absent: frozenset[str]


_NAMES = {
    "symbol": "symbol",
    "kind": "quoteType",
    "state": "marketState",
    "currency": "currency",
    "price": "regularMarketPrice",
    "time": "regularMarketTime",
    "change": "regularMarketChange",
    "percent": "regularMarketChangePercent",
    "previous": "regularMarketPreviousClose",
    "open": "regularMarketOpen",
    "high": "regularMarketDayHigh",
    "low": "regularMarketDayLow",
    "volume": "regularMarketVolume",
    "cap": "marketCap",
    "pre_price": "preMarketPrice",
    "pre_time": "preMarketTime",
    "post_price": "postMarketPrice",
    "post_time": "postMarketTime",
    "shares": "sharesOutstanding",
    "year_high": "fiftyTwoWeekHigh",
    "year_low": "fiftyTwoWeekLow",
    "average_volume": "averageDailyVolume3Month",
    "delay": "exchangeDataDelayedBy",
    "long_name": "longName",
    "short_name": "shortName",
    "display_name": "displayName",
}


class Entry(msgspec.Struct, rename=_NAMES):
    """The fields of an entry that are read, out of eighty: only these become objects. Each may hold anything."""

    symbol: object = None
    kind: object = None
    state: object = None
    currency: object = None
    price: object = None
    time: object = None
    change: object = None
    percent: object = None
    previous: object = None
    open: object = None
    high: object = None
    low: object = None
    volume: object = None
    cap: object = None
    pre_price: object = None
    pre_time: object = None
    post_price: object = None
    post_time: object = None
    shares: object = None
    year_high: object = None
    year_low: object = None
    average_volume: object = None
    delay: object = None
    long_name: object = None
    short_name: object = None
    display_name: object = None


class _Response(msgspec.Struct):
    result: list[Entry] | None = None
    error: object = None


class _Document(msgspec.Struct, rename={"response": "quoteResponse"}):
    response: _Response


_DOCUMENT = msgspec.json.Decoder(_Document, float_hook=Decimal)


def read(body: bytes, asked: Collection[str]) -> Batch:
    """Return what the answer to a request for the symbols `asked` says. Raises BadAnswer."""
    entries = _entries(decoded(body, _DOCUMENT, "quotes").response)
    spelled = {symbol.upper(): symbol for symbol in asked}
    quotes: dict[str, Quote] = {}
    refused: list[Refused] = []
    for entry in entries:
        given = str(entry.symbol)
        symbol = spelled.get(given.upper())
        if symbol is None:
            refused.append(Refused(given[:20], "not asked for"))
            continue
        try:
            quotes[symbol] = _quote(symbol, entry)
        except ValueError as error:
            refused.append(Refused(symbol, str(error)))
    absent = frozenset(asked) - quotes.keys() - {each.symbol for each in refused}
    return Batch(tuple(quotes.values()), tuple(refused), absent)


def quoted(entries: Iterable[Entry]) -> Iterator[Quote]:
    """Yield the quotes of entries that nobody asked for by name; those that are none are left out."""
    for entry in entries:
        with suppress(ValueError):
            yield _quote(str(entry.symbol), entry)


def _entries(response: _Response) -> list[Entry]:
    match response:
        case _Response(result=list(entries)):
            return entries
        case _Response(error={"description": str(why)}):
            raise BadAnswer(f"Yahoo refused to answer: {why[:80].rstrip('.')}.")
        case _:
            raise BadAnswer("Yahoo's answer has no quotes in it.")


def _quote(symbol: str, entry: Entry) -> Quote:
    """Read one entry. Raises ValueError with the reason for the log."""
    if entry.kind == "NONE":
        raise ValueError(DELISTED)
    price, previous = number(entry.price), _previous(entry)
    if price is None:
        raise ValueError("no price")
    _check(price, previous, entry)
    given = str(entry.currency or "")
    unit = _HUNDREDTH if given in HUNDREDTHS else _WHOLE
    price, time = price * unit, _time(entry.time)
    return Quote(
        symbol=symbol,
        price=price,
        time=time,
        currency=HUNDREDTHS.get(given, given.upper()),
        previous_close=_price(previous, unit),
        open=_price(entry.open, unit),
        high=_price(entry.high, unit),
        low=_price(entry.low, unit),
        volume=_count(entry.volume),
        delay_minutes=_delay(symbol, entry),
        market_cap=_positive(entry.cap),
        extended=_extended(entry, price, time, unit) if entry.pre_price or entry.post_price else None,
        shares=_count(entry.shares),
        year_high=_price(entry.year_high, unit),
        year_low=_price(entry.year_low, unit),
        average_volume=_count(entry.average_volume),
        name=_name(entry),
    )


def _positive(value: object) -> Decimal | None:
    """Return an amount; zero is Yahoo's way to say that it has none."""
    found = number(value)
    return found if found is not None and found > 0 else None


def _count(value: object) -> int | None:
    found = value if type(value) is int else number(value)
    return int(found) if found is not None and 1 <= found <= LARGEST else None


def _price(value: object, unit: Decimal) -> Decimal | None:
    if (found := number(value)) is None:
        return None
    if unit is not _WHOLE:
        found *= unit
    return None if unfit(found) else found


def _previous(entry: Entry) -> Decimal | None:
    """Return what the change is measured against.

    What trades around the clock has no close: its change is over 24 hours, and its "previous close" is midnight's.
    """
    if entry.kind == "CRYPTOCURRENCY":
        price, change = number(entry.price), number(entry.change)
        if price is not None and change is not None:
            return price - change
    return number(entry.previous)


def _check(price: Decimal, previous: Decimal | None, entry: Entry) -> None:
    """Refuse a price and a previous close that contradict the per cent which Yahoo states beside them."""
    stated = number(entry.percent)
    if stated is None or previous is None or unfit(price) or unfit(previous):
        return
    if abs((price / previous - 1) * 100 - stated) > AGREES:
        raise ValueError("per cent contradicts the previous close")


def _time(value: object) -> datetime:
    """Return the aware time of seconds since 1970. Raises ValueError."""
    seconds = value if type(value) is int else number(value)
    if seconds is None:
        raise ValueError("no time")
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ArithmeticError, OSError, ValueError) as error:
        raise ValueError("time out of range") from error


def _delay(symbol: str, entry: Entry) -> int:
    """Return the delay in minutes; where Yahoo does not say, the one that it publishes for the exchange."""
    delay = entry.delay if type(entry.delay) is int else number(entry.delay)
    if delay is not None and 0 <= delay <= _DAY:
        return int(delay)
    return HONG_KONG_DELAY if named(symbol).exchange is Exchange.HONG_KONG else 0


def _extended(entry: Entry, close: Decimal, closed: datetime, unit: Decimal) -> Extended | None:
    """Return the price outside the regular session that the entry's market state lets be said."""
    hours = extended_hours(str(entry.state))
    before = hours is Hours.PRE
    price = _price(entry.pre_price if before else entry.post_price, unit)
    if hours is None or price is None:
        return None
    try:
        found = Extended(price, _time(entry.pre_time if before else entry.post_time), hours, close)
    except ValueError:
        return None
    return found if follows(found, closed) else None


def _name(entry: Entry) -> str:
    for name in (entry.long_name, entry.short_name, entry.display_name):
        if isinstance(name, str) and (given := name.strip()):
            return given
    return ""
