"""The parts of a tape's line: JSON entries to quotes, turnovers and daily closes. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from bot.market.admission import HONG_KONG_DELAY
from bot.market.instrument import SYMBOL, Exchange
from bot.market.instruments import named
from bot.market.provider import Answer, Refused
from bot.market.quotes import Close, Extended, Hours, Quote, Series, unfit
from bot.market.sessions import local_date
from bot.market.turnover import Scope, Turnover, TurnoverHistory

Entry = Mapping[str, object]

# Market caps and volumes have no bound of their own; this one keeps sums readable.
_LARGEST = Decimal("1e18")
_DAY = 24 * 60


def moment(value: object, name: str) -> datetime:
    """Return the aware time that `value` writes. Raises ValueError."""
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        time = None
    if time is None:
        raise ValueError(f"no time in `{name}`")
    if time.tzinfo is None:
        raise ValueError(f"time without a zone in `{name}`")
    # A whole number of calendar years of room, so that no zone can shift it out of what a date can hold.
    if not date.min.year < time.year < date.max.year:
        raise ValueError(f"time out of range in `{name}`")
    return time


def number(value: object) -> Decimal:
    """Return the number that `value` is or writes, NaN and infinity included. Raises ValueError."""
    try:
        match value:
            case int() | Decimal() | str() if not isinstance(value, bool):
                return Decimal(value)
            case _:
                raise ValueError("not a number")
    except InvalidOperation as error:
        raise ValueError("not a number") from error


def _optional(value: object) -> Decimal | None:
    """Return a price, market cap or volume; None where `value` cannot be one: unknown, never zero."""
    try:
        found = number(value)
    except ValueError:
        return None
    return found if found.is_finite() and 0 < found <= _LARGEST else None


def _price(value: object) -> Decimal | None:
    found = _optional(value)
    return None if found is None or unfit(found) else found


def _count(value: object) -> int | None:
    found = _optional(value)
    return int(found) if found is not None and found >= 1 else None


def _known(value: Decimal | None) -> Decimal:
    if value is None:
        raise ValueError("no figure")
    return value


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _symbol(entry: object) -> str:
    symbol = _text(entry.get("symbol")).upper() if isinstance(entry, dict) else ""
    if not SYMBOL.fullmatch(symbol):
        raise ValueError("no symbol")
    return symbol


class Reader:
    """Reads entries line by line. A name or sector given once holds for the symbol's later entries."""

    def __init__(self) -> None:
        self._labels: dict[tuple[str, str], str] = {}

    def answer(self, at: datetime, entries: Sequence[object], turnover: object) -> Answer:
        """Return what the line at `at` says; entries that are no quotes are in `refused`."""
        quotes: list[Quote] = []
        refused: list[Refused] = []
        for entry in entries:
            symbol = "?"
            try:
                symbol = _symbol(entry)
                quotes.append(self._quote(symbol, entry if isinstance(entry, dict) else {}, at))
            except ValueError as error:
                refused.append(Refused(symbol, str(error)))
        try:
            total = None if turnover is None else _turnover(turnover, at, quotes)
        except ValueError as error:
            total = None
            refused.append(Refused("turnover", str(error)))
        return Answer(tuple(quotes), () if total is None else (total,), tuple(refused))

    def _quote(self, symbol: str, entry: Entry, at: datetime) -> Quote:
        instrument = named(symbol)
        quote = Quote(
            symbol=symbol,
            price=number(entry.get("price")),
            time=moment(entry.get("time"), "time"),
            currency=_text(entry.get("currency")).upper() or instrument.currency,
            previous_close=_price(entry.get("previous_close")),
            open=_price(entry.get("open")),
            high=_price(entry.get("high")),
            low=_price(entry.get("low")),
            volume=_count(entry.get("volume")),
            delay_minutes=_delay(entry.get("delay_minutes"), instrument.exchange),
            market_cap=_optional(entry.get("market_cap")),
            shares=_count(entry.get("shares")),
            year_high=_price(entry.get("year_high")),
            year_low=_price(entry.get("year_low")),
            average_volume=_count(entry.get("average_volume")),
            name=self._label(symbol, "name", entry),
            sector=self._label(symbol, "sector", entry),
        )
        extended = _extended(entry, quote, at)
        return replace(quote, extended=extended) if extended else quote

    def _label(self, symbol: str, field: str, entry: Entry) -> str:
        if text := _text(entry.get(field)):
            self._labels[symbol, field] = text
        return self._labels.get((symbol, field), "")


def _extended(entry: Entry, quote: Quote, at: datetime) -> Extended | None:
    """Return the line's price before or after hours; without a time of its own it is the line's."""
    exchange = named(quote.symbol).exchange
    # Once the day has opened, what was paid before is still held against the close before that.
    opened = local_date(exchange, quote.time) == local_date(exchange, at)
    before = quote.previous_close if opened else quote.price
    for name, hours, base in (("pre", Hours.PRE, before), ("post", Hours.POST, quote.price)):
        if price := _price(entry.get(f"{name}_market_price")):
            given = entry.get(f"{name}_market_time")
            return Extended(price, at if given is None else moment(given, f"{name}_market_time"), hours, base)
    return None


def _delay(value: object, exchange: Exchange) -> int:
    """Return the delay in minutes; where it is not given, the one that the exchange's public prices have."""
    try:
        delay = number(value)
    except ValueError:
        delay = Decimal("NaN")
    if delay.is_finite() and 0 <= delay <= _DAY:
        return int(delay)
    return HONG_KONG_DELAY if exchange is Exchange.HONG_KONG else 0


def _turnover(entry: object, at: datetime, quotes: Sequence[Quote]) -> Turnover:
    """Read a turnover. Without a `time` of its own it is as late as the line's most punctual Hong Kong quote."""
    given: Entry = entry if isinstance(entry, dict) else {"value": entry}
    delays = [quote.delay_minutes for quote in quotes if named(quote.symbol).exchange is Exchange.HONG_KONG]
    late = timedelta(minutes=min(delays, default=HONG_KONG_DELAY))
    time = at - late if given.get("time") is None else moment(given["time"], "time")
    return Turnover(_scope(given.get("scope")), number(given.get("value")), time)


def _scope(value: object) -> Scope:
    try:
        return Scope(_text(value))
    except ValueError as error:
        raise ValueError("unknown scope of turnover") from error


def closes(entry: object) -> tuple[dict[str, Series], list[str]]:
    """Return the header's daily closes by symbol, oldest first, and a sentence for what could not be read."""
    if not isinstance(entry, dict):
        return {}, [] if entry is None else ["The header's closes are no object: none are known."]
    found: dict[str, Series] = {}
    doubts: list[str] = []
    for symbol, rows in entry.items():
        days = dict(_days(rows, doubts, f"closes of {symbol}"))
        found[symbol] = Series(tuple(Close(day, days[day]) for day in sorted(days)))
    return found, doubts


def turnovers(entry: object) -> tuple[TurnoverHistory, list[str]]:
    """Return the header's earlier turnovers, and a sentence for what could not be read."""
    if not isinstance(entry, dict):
        return TurnoverHistory(), [] if entry is None else ["The header's turnover is no object: none is known."]
    doubts: list[str] = []
    if _text(entry.get("unit")) not in {"", "HKD"}:
        return TurnoverHistory(), ["The header's turnover is not in HKD: none is known."]
    try:
        scope = _scope(entry.get("scope", Scope.MARKET))
    except ValueError as error:
        return TurnoverHistory(), [f"The header's turnover has an {error}: none is known."]
    days = dict(_days(entry.get("days"), doubts, "days of turnover"))
    months = {f"{day:%Y-%m}": value for day, value in _days(entry.get("months"), doubts, "months of turnover")}
    return TurnoverHistory(scope, tuple(sorted(days.items())), tuple(sorted(months.items()))), doubts


def _days(rows: object, doubts: list[str], what: str) -> Iterator[tuple[date, Decimal]]:
    """Yield the [date, number] pairs of `rows` ("2025-06" is its first day); each other one is a doubt."""
    if isinstance(rows, dict):
        rows = list(rows.items())
    for row in rows if isinstance(rows, list) else []:
        try:
            day, value = row
            dated = str(day) if len(str(day)) > len("2025-06") else f"{day}-01"
            yield date.fromisoformat(dated), _known(_optional(value))
        except (TypeError, ValueError):
            doubts.append(f"The header's {what} have a row that cannot be read: {str(row)[:80]}.")
