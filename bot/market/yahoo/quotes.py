"""Yahoo's batched quotes (`/v7/finance/quote`): JSON to quotes. Pure; shapes as recorded in 2022 to 2026."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from bot.errors import BadAnswer
from bot.market.admission import HONG_KONG_DELAY
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.provider import Refused
from bot.market.quotes import Quote, unfit

Entry = Mapping[str, object]

# Prices in hundredths of a currency, whose market caps Yahoo gives in the currency itself.
HUNDREDTHS = {"GBp": "GBP", "ZAc": "ZAR", "ILA": "ILS"}
# Yahoo's own per cent and ours may differ by rounding, in percentage points.
AGREES = Decimal("0.05")
_LARGEST = Decimal("1e18")
_DAY = 24 * 60

DELISTED = "delisted"
MISSING = "missing from the answer"


@dataclass(frozen=True, slots=True)
class Batch:
    """What one answer says: quotes, entries that are none, and the asked symbols that it does not have at all."""

    quotes: tuple[Quote, ...]
    refused: tuple[Refused, ...]
    absent: frozenset[str]


def document(body: bytes) -> object:
    """Return the JSON of an answer, its numbers exact. Raises BadAnswer, for a page in its place too."""
    try:
        # One NaN must cost its entry, not the answer.
        return json.loads(body, parse_float=Decimal, parse_constant=Decimal)
    except (ValueError, RecursionError) as error:
        page = body.lstrip()[:1] == b"<"
        what = "a page instead of figures" if page else "something that nobody can read"
        raise BadAnswer(f"Yahoo answered with {what}.") from error


def read(body: bytes, asked: Collection[str]) -> Batch:
    """Return what the answer to a request for the symbols `asked` says. Raises BadAnswer."""
    entries = _entries(document(body))
    spelled = {symbol.upper(): symbol for symbol in asked}
    quotes: dict[str, Quote] = {}
    refused: list[Refused] = []
    for entry in entries:
        given = str(entry.get("symbol"))
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


def _entries(payload: object) -> list[Entry]:
    match payload:
        case {"quoteResponse": {"result": list(entries)}}:
            return [entry for entry in entries if isinstance(entry, dict)]
        case {"quoteResponse": {"error": {"description": str(why)}}} | {
            "finance": {"error": {"description": str(why)}}
        }:
            raise BadAnswer(f"Yahoo refused to answer: {why[:80].rstrip('.')}.")
        case _:
            raise BadAnswer("Yahoo's answer has no quotes in it.")


def _quote(symbol: str, entry: Entry) -> Quote:
    """Read one entry. Raises ValueError with the reason for the log."""
    if entry.get("quoteType") == "NONE":
        raise ValueError(DELISTED)
    price, previous = number(entry.get("regularMarketPrice")), _previous(entry)
    if price is None:
        raise ValueError("no price")
    _check(price, previous, entry)
    given = str(entry.get("currency") or "")
    unit = Decimal("0.01") if given in HUNDREDTHS else Decimal(1)

    def price_of(field: str) -> Decimal | None:
        return _price(entry.get(field), unit)

    volume = _positive(entry.get("regularMarketVolume"))
    return Quote(
        symbol=symbol,
        price=price * unit,
        time=_time(entry.get("regularMarketTime")),
        currency=HUNDREDTHS.get(given, given.upper()),
        previous_close=_price(previous, unit),
        open=price_of("regularMarketOpen"),
        high=price_of("regularMarketDayHigh"),
        low=price_of("regularMarketDayLow"),
        volume=None if volume is None else int(volume),
        delay_minutes=_delay(symbol, entry),
        market_cap=_positive(entry.get("marketCap")),
        pre_market_price=_pre_market(entry, unit),
        name=next(_names(entry), ""),
    )


def number(value: object) -> Decimal | None:
    """Return the number that `value` is; None where it is none, or none to reckon with (NaN, infinity, 1e999)."""
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return None
    found = Decimal(value)
    return found if found.is_finite() and abs(found) <= _LARGEST else None


def _positive(value: object) -> Decimal | None:
    """Return an amount; zero is Yahoo's way to say that it has none."""
    found = number(value)
    return found if found is not None and found > 0 else None


def _price(value: object, unit: Decimal) -> Decimal | None:
    found = number(value)
    return None if found is None or unfit(found * unit) else found * unit


def _previous(entry: Entry) -> Decimal | None:
    """Return what the change is measured against.

    What trades around the clock has no close: its change is over 24 hours, and its "previous close" is midnight's.
    """
    price, change = number(entry.get("regularMarketPrice")), number(entry.get("regularMarketChange"))
    if entry.get("quoteType") == "CRYPTOCURRENCY" and price is not None and change is not None:
        return price - change
    return number(entry.get("regularMarketPreviousClose"))


def _check(price: Decimal, previous: Decimal | None, entry: Entry) -> None:
    """Refuse a price and a previous close that contradict the per cent which Yahoo states beside them."""
    stated = number(entry.get("regularMarketChangePercent"))
    if stated is None or previous is None or unfit(price) or unfit(previous):
        return
    if abs((price / previous - 1) * 100 - stated) > AGREES:
        raise ValueError("per cent contradicts the previous close")


def _time(value: object) -> datetime:
    """Return the aware time of seconds since 1970. Raises ValueError."""
    if (seconds := number(value)) is None:
        raise ValueError("no time")
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ArithmeticError, OSError, ValueError) as error:
        raise ValueError("time out of range") from error


def _delay(symbol: str, entry: Entry) -> int:
    """Return the delay in minutes; where Yahoo does not say, the one that it publishes for the exchange."""
    delay = number(entry.get("exchangeDataDelayedBy"))
    if delay is not None and 0 <= delay <= _DAY:
        return int(delay)
    return HONG_KONG_DELAY if named(symbol).exchange is Exchange.HONG_KONG else 0


def _pre_market(entry: Entry, unit: Decimal) -> Decimal | None:
    """Return the pre-market price while the pre-market is on, and only if it is newer than the last close."""
    at, closed = number(entry.get("preMarketTime")), number(entry.get("regularMarketTime"))
    if entry.get("marketState") != "PRE" or at is None or closed is None or at <= closed:
        return None
    return _price(entry.get("preMarketPrice"), unit)


def _names(entry: Entry) -> Iterator[str]:
    for field in ("longName", "shortName", "displayName"):
        if isinstance(name := entry.get(field), str) and name.strip():
            yield name.strip()
