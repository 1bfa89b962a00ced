"""Daily closes for a process that only reads them: another one fills and extends what is kept."""

from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.errors import StorageError
from bot.market import sessions
from bot.market.closes.desk import LARGEST, HistoryDesk, Progress
from bot.market.closes.filling import Fit, fit, unbroken
from bot.market.closes.store import ClosesStore, Past
from bot.market.instruments import named
from bot.market.quotes import Quote, Series

log = structlog.get_logger()

# Closes change once a day, and while they are filled.
AGAIN = timedelta(seconds=30)


class ClosesReader:
    """Serves closes over a store. `wall` is real time."""

    def __init__(self, store: ClosesStore, wall: Clock) -> None:
        self._store, self._wall = store, wall
        self._memory: dict[str, tuple[datetime, Series]] = {}
        self._pasts: dict[str, Past] = {}
        self._read_at: datetime | None = None

    @property
    def progress(self) -> Progress:
        """How far filling has come, as it was read last."""
        grown = tuple(sorted(symbol for symbol, past in self._pasts.items() if past.grown))
        there = sum(past.usable for past in self._pasts.values())
        return Progress(there - len(grown), len(self._pasts) - len(grown), grown)

    async def series(self, symbol: str, quote: Quote | None = None) -> Series:
        """Return the closes of `symbol`, none while they are not there or do not fit to `quote`, its last."""
        try:
            series = await self._kept(symbol)
        except StorageError as error:
            log.warning("daily closes not read", symbol=symbol, error=error.sentence)
            return Series()
        if quote is None:
            return series
        earlier = series.before(sessions.local_date(named(symbol).exchange, quote.time)).closes
        return series if not earlier or fit(earlier[-1], quote) is Fit.GOOD else Series()

    async def _kept(self, symbol: str) -> Series:
        now = self._wall()
        if symbol in self._memory and abs(now - self._memory[symbol][0]) < AGAIN:
            return self._memory[symbol][1]
        await self._look(now)
        past = self._pasts.get(symbol, Past())
        kept = await self._store.series(symbol) if past.usable else Series()
        self._memory[symbol] = now, unbroken(kept, named(symbol).exchange) if past.grown else kept
        while len(self._memory) > LARGEST:
            del self._memory[next(iter(self._memory))]
        return self._memory[symbol][1]

    async def _look(self, now: datetime) -> None:
        """Read how far the pasts are known, now and then."""
        if self._read_at is None or abs(now - self._read_at) >= AGAIN:
            self._pasts, self._read_at = dict(await self._store.pasts()), now


# Where daily closes come from: who fills them, or who only reads.
Histories = HistoryDesk | ClosesReader
