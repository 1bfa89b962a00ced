"""What one price is: `Quote`, and the daily `Close`. Frozen, exact, with aware times, never NaN. Pure."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One price of one instrument, as the source gave it.

    `time` is when it was traded; prices are in `currency` (ISO 4217); None is unknown, never zero.
    Making one raises ValueError, with the reason for the log, where price, time or currency cannot be true.
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
        """Refuse what cannot be a price."""
        if not self.price.is_finite():
            raise ValueError("not finite")
        if self.price <= 0:
            raise ValueError("not positive")
        if self.time.tzinfo is None:
            raise ValueError("time without a zone")

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
