"""Market caps and share counts by day: kept beside the daily closes, looked back on for milestones."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

import structlog

from bot.errors import StorageError
from bot.market.instruments import named
from bot.market.milestones import DayFigures
from bot.market.quotes import Quote
from bot.market.sessions import final, local_date

log = structlog.get_logger()

# Symbols whose past stays in memory: so many are asked for again and again.
ROOM = 256


class Watched(Protocol):
    """Whose quotes bring the figures: the desk."""

    @property
    def wanted(self) -> Collection[str]:
        """The symbols that were asked for."""

    def latest(self, symbol: str) -> Quote | None:
        """Return the last quote that was admitted."""


class FiguresStore(Protocol):
    """Keeps figures of days whose close is kept. Every method may raise StorageError."""

    async def read(self, symbol: str) -> Sequence[DayFigures]:
        """Return what is kept of `symbol`, oldest first."""

    async def keep(self, figures: Mapping[str, DayFigures]) -> Collection[str]:
        """Keep one day's figures of each symbol; return those whose close of that day is kept."""


class Figures:
    """Keeps the figures of every final quote, and serves those of earlier days."""

    def __init__(self, store: FiguresStore) -> None:
        self._store = store
        self._kept: dict[str, DayFigures] = {}
        self._memory: dict[str, Sequence[DayFigures]] = {}

    async def of(self, symbol: str) -> Sequence[DayFigures]:
        """Return what is kept of `symbol`, oldest first; nothing where it cannot be read."""
        if symbol not in self._memory:
            try:
                self._memory[symbol] = await self._store.read(symbol)
            except StorageError as error:
                log.warning("daily figures not read", symbol=symbol, error=error.sentence)
                return ()
            if len(self._memory) > ROOM:
                del self._memory[next(iter(self._memory))]
        return self._memory[symbol]

    def forget(self) -> None:
        """Read everything anew from now on: another process keeps what comes."""
        self._memory.clear()

    async def turn(self, desk: Watched) -> None:
        """Keep what is new; what has no close yet is tried again the next time. Raises StorageError."""
        quotes = (desk.latest(symbol) for symbol in desk.wanted)
        found = {quote.symbol: entry for quote in quotes if quote and (entry := _entry(quote))}
        new = {symbol: entry for symbol, entry in found.items() if self._kept.get(symbol) != entry}
        if new:
            for symbol in await self._store.keep(new):
                self._kept[symbol] = new[symbol]
                self._memory.pop(symbol, None)


def _entry(quote: Quote) -> DayFigures | None:
    """Return the figures of a day that is over."""
    exchange = named(quote.symbol).exchange
    if not (quote.market_cap or quote.shares) or not final(exchange, quote.time):
        return None
    return DayFigures(local_date(exchange, quote.time), quote.market_cap, quote.shares)
