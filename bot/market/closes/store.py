"""What keeps daily closes, and how far the past of each symbol is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from bot.market.quotes import Close, Series

# What `Past.trouble` says of an instrument whose past the source does not have: it grows its own.
NONE_THERE = "none at the source"


@dataclass(frozen=True, slots=True)
class Past:
    """How far the past of one symbol is known. Times are wall time.

    `complete`: its closes reach back to the first day. `filled_at` is when they came from the source (None: never, or
    not to the end), `tried_at` when it was asked for them last; `trouble` is why they did not come, "" nothing.
    """

    complete: bool = False
    filled_at: datetime | None = None
    tried_at: datetime | None = None
    trouble: str = ""

    @property
    def grown(self) -> bool:
        """Whether there are only the closes that Surge saw itself."""
        return self.filled_at is None and self.trouble == NONE_THERE

    @property
    def usable(self) -> bool:
        """Whether its closes are all there that can be had: half a filling tells nothing."""
        return self.filled_at is not None or self.grown


class ClosesStore(Protocol):
    """Keeps closes by symbol and day. Every method may raise StorageError."""

    async def pasts(self) -> Mapping[str, Past]:
        """Return how far each symbol's past is known."""

    async def series(self, symbol: str) -> Series:
        """Return all closes of `symbol`, oldest first."""

    async def last(self) -> Mapping[str, Close]:
        """Return the newest close of each symbol that has a past."""

    async def note(self, symbol: str, past: Past) -> None:
        """Keep how far its past is known."""

    async def fill(self, symbol: str, series: Series, past: Past, *, keep: bool) -> None:
        """Keep what the source sent; until all of it is kept, the past counts as not filled.

        `keep`: closes of days that the source does not have stay. Otherwise they go, up to the last that it has.
        """

    async def add(self, closes: Mapping[str, Close]) -> None:
        """Keep one close of each symbol; one of the same day is replaced."""


@dataclass(slots=True)
class MemoryCloses:
    """Keeps them as long as the process lives."""

    known: dict[str, Past] = field(default_factory=dict)
    days: dict[str, dict[date, Decimal]] = field(default_factory=dict)

    async def pasts(self) -> Mapping[str, Past]:
        """Return what was noted."""
        return dict(self.known)

    async def series(self, symbol: str) -> Series:
        """Return what was kept."""
        days = self.days.get(symbol, {})
        return Series(tuple(Close(day, days[day]) for day in sorted(days)), self.known.get(symbol, Past()).complete)

    async def last(self) -> Mapping[str, Close]:
        """Return the newest of each."""
        return {symbol: Close(*max(self.days[symbol].items())) for symbol in self.known if self.days.get(symbol)}

    async def note(self, symbol: str, past: Past) -> None:
        """Note it."""
        self.known[symbol] = past

    async def fill(self, symbol: str, series: Series, past: Past, *, keep: bool) -> None:
        """Keep them, all at once."""
        new = {close.day: close.price for close in series.closes}
        last = max(new, default=date.min)
        old = {day: price for day, price in self.days.get(symbol, {}).items() if keep or day > last}
        self.days[symbol], self.known[symbol] = old | new, past

    async def add(self, closes: Mapping[str, Close]) -> None:
        """Keep them."""
        for symbol, close in closes.items():
            self.days.setdefault(symbol, {})[close.day] = close.price
