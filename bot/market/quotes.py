"""What one price is: `Quote`, and the daily `Close`. Frozen, exact, with aware times, never NaN. Pure."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One price of one instrument, as the source gave it.

    `time` is when it was traded; prices are in `currency` (ISO 4217, "" unknown); None is unknown, never zero.
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
    pre_market_price: Decimal | None = None
    name: str = ""
    sector: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be a quote."""
        prices = (self.price, self.previous_close, self.open, self.high, self.low, self.pre_market_price)
        for price in prices:
            if price is not None and (reason := unfit(price)):
                raise ValueError(reason)
        if self.time.tzinfo is None:
            raise ValueError("time without a zone")
        if self.time.year not in _YEARS:
            raise ValueError("time out of range")

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
