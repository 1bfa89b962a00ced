"""What one price is: `Quote`, its `Extended` hours, and the daily `Close`. Frozen, exact, aware, never NaN. Pure."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

# Beyond these no price was ever quoted; within them no sum here can overflow.
_SMALLEST, _LARGEST = Decimal("1e-6"), Decimal("1e12")
_YEARS = range(1990, 2101)


def unfit(price: Decimal) -> str:
    """Return why `price` cannot be one: "not finite", "not positive", "out of range"; "" where it can."""
    if not price.is_finite():
        return "not finite"
    if price <= 0:
        return "not positive"
    return "" if _SMALLEST <= price <= _LARGEST else "out of range"


def _check(prices: Iterable[Decimal | None], time: datetime) -> None:
    for price in prices:
        # Written out: a poll makes thousands of these checks.
        if price is not None and not (price.is_finite() and _SMALLEST <= price <= _LARGEST):
            raise ValueError(unfit(price))
    if time.tzinfo is None:
        raise ValueError("time without a zone")
    if time.year not in _YEARS:
        raise ValueError("time out of range")


class Hours(StrEnum):
    """The hours of trading outside the regular session, as New York has them; the value is how people call them."""

    PRE = "pre-market"
    POST = "after hours"


@dataclass(frozen=True, slots=True)
class Extended:
    """A price of extended hours. It is never the regular session's, and its move is never that session's move.

    `base` is the regular close it is measured against: before the open the last one, after hours that day's (None
    unknown). Making one raises ValueError as making a `Quote` does.
    """

    price: Decimal
    time: datetime
    hours: Hours
    base: Decimal | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be a price."""
        _check((self.price, self.base), self.time)

    @property
    def percent(self) -> Decimal | None:
        """Per cent since `base`."""
        return None if self.base is None else (self.price / self.base - 1) * 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One price of one instrument, as the source gave it.

    `time` is when it was traded; prices are in `currency` (ISO 4217, "" unknown); None is unknown, never zero.
    `price` and `percent` are of the regular session; `extended` is a newer price outside it.
    `shares` are those outstanding; `average_volume` is of three months, in shares a day.
    Making one raises ValueError, with the reason for the log, where a price or the time cannot be true.
    """

    symbol: str
    price: Decimal
    time: datetime
    currency: str
    previous_close: Decimal | None = None
    open: Decimal | None = None
    high: Decimal | None = None
    low: Decimal | None = None
    volume: int | None = None
    delay_minutes: int = 0
    market_cap: Decimal | None = None
    extended: Extended | None = None
    shares: int | None = None
    year_high: Decimal | None = None
    year_low: Decimal | None = None
    average_volume: int | None = None
    name: str = ""
    sector: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a quote."""
        day = (self.previous_close, self.open, self.high, self.low)
        _check((self.price, *day, self.year_high, self.year_low), self.time)

    @property
    def change(self) -> Decimal | None:
        """Points since the previous close (None where that is unknown)."""
        return None if self.previous_close is None else self.price - self.previous_close

    @property
    def percent(self) -> Decimal | None:
        """Per cent since the previous close: 1.598 means +1.598 %."""
        if self.previous_close is None:
            return None
        return (self.price / self.previous_close - 1) * 100

    @property
    def pre_market_price(self) -> Decimal | None:
        """The price of the pre-market that follows the last close; None outside it."""
        return self.extended.price if self.extended and self.extended.hours is Hours.PRE else None

    @property
    def turnover(self) -> Decimal | None:
        """Price times volume, in `currency`: an estimate of the value traded today (None without a volume)."""
        return None if self.volume is None else self.price * self.volume


@dataclass(frozen=True, slots=True)
class Close:
    """One day's closing price."""

    day: date
    price: Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """Daily closes, oldest first; `complete` where they reach back to the instrument's first day."""

    closes: tuple[Close, ...] = ()
    complete: bool = False

    def before(self, day: date) -> "Series":
        """Return the closes of the days before `day`."""
        end = bisect_left(self.closes, day, key=attrgetter("day"))
        return self if end == len(self.closes) else Series(self.closes[:end], self.complete)
