"""Daily closes: filled once from the source, gently and in the background, kept, and extended by each session.

Nobody waits for them longer than a moment: who asks first may get none, and a card then says less, never wrong.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.errors import MarketError, RateLimited, StorageError
from bot.market import sessions
from bot.market.closes.filling import ENOUGH, Fit, due, fit, following, futile, mended, unbroken
from bot.market.closes.store import NONE_THERE, ClosesStore, Past
from bot.market.instruments import named
from bot.market.quotes import Close, Quote, Series

log = structlog.get_logger()

# A share listed for forty years takes two megabytes.
LARGEST = 24
# What commands wait for daily closes, in seconds; for quotes the desk has a patience of its own.
PATIENCE = 0.5
# What every card and board shows; 3033.HK stands in while Hang Seng TECH grows a past of its own.
FIRST = ("^HSI", "HSTECH.HK", "3033.HK", "^HSCE", "000300.SS", "^HXC")


class Watched(Protocol):
    """Whose quotes extend the closes: the desk."""

    @property
    def wanted(self) -> Collection[str]:
        """The symbols that were asked for."""

    def latest(self, symbol: str) -> Quote | None:
        """Return the last quote that was admitted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Of how many symbols the past is wanted, and of how many it is there; `grown`: the source has none of these."""

    filled: int
    wanted: int
    grown: tuple[str, ...] = ()


class HistoryDesk:
    """Serves daily closes. `fetch` asks the source for a symbol's; `clock` is real time; `patience` is in seconds.

    `free` tells whether a request may leave within that many seconds: right after quotes it may not.
    """

    def __init__(
        self,
        store: ClosesStore,
        fetch: Callable[[str], Awaitable[Series]],
        clock: Clock,
        *,
        free: Callable[[float], bool] = bool,
        patience: float = PATIENCE,
    ) -> None:
        self._store, self._fetch, self._clock = store, fetch, clock
        self._free, self._patience = free, patience
        self._pasts: dict[str, Past] | None = None
        self._last: dict[str, Close] = {}
        self._memory: dict[str, Series] = {}
        self._doubts: dict[str, Fit] = {}
        self._wanted: dict[str, None] = dict.fromkeys(FIRST)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._recalling = asyncio.Lock()

    @property
    def progress(self) -> Progress:
        """How far filling has come."""
        pasts = self._pasts or {}
        grown = tuple(sorted(symbol for symbol, past in pasts.items() if past.grown))
        there = sum(past.usable for past in pasts.values())
        return Progress(there - len(grown), len({*pasts, *self._wanted}) - len(grown), grown)

    async def series(self, symbol: str, quote: Quote | None = None) -> Series:
        """Return the closes of `symbol`, none while they are on their way or do not fit to `quote`, its last."""
        try:
            pasts = await self._recall()
            self._wanted.setdefault(symbol)
            if (series := await self._fitting(symbol, quote)) is not None:
                return series
            if not due(pasts.get(symbol), self._clock(), doubted=symbol in self._doubts):
                return Series()
            # Nobody waits for what cannot come meanwhile.
            await self._wait(symbol, self._patience if self._free(self._patience) else 0)
            return await self._fitting(symbol, quote) or Series()
        except StorageError as error:
            log.warning("daily closes not read", symbol=symbol, error=error.sentence)
            return Series()

    async def turn(self, desk: Watched) -> None:
        """Do what is to be done once a minute: extend what is kept, and have one more symbol filled.

        Raises StorageError.
        """
        self._wanted |= dict.fromkeys(sorted(desk.wanted))
        pasts = await self._recall()
        await self.extend([quote for symbol in pasts if (quote := desk.latest(symbol))], self._clock())
        await self.fill()

    async def extend(self, quotes: Iterable[Quote], now: datetime) -> None:
        """Keep the closes that `quotes` hold: prices that are final for their day, of whom the past is known.

        A later price of the same day replaces it. Raises StorageError.
        """
        pasts, found = await self._recall(), {}
        for quote in quotes:
            past = pasts.get(quote.symbol)
            ready = past and past.usable and quote.symbol not in self._tasks and quote.time <= now
            if past and ready and (close := self._close(quote, past)):
                found[quote.symbol] = close
        if found:
            await self._store.add(found)
            self._last |= found
            for symbol in found:
                self._memory.pop(symbol, None)

    async def fill(self, wanted: Iterable[str] = ()) -> None:
        """Have the next symbol filled, unless one is under way; wait for it no longer than a command would.

        Raises StorageError.
        """
        self._wanted |= dict.fromkeys(wanted)
        pasts = await self._recall()
        symbol = following(self._wanted, pasts, self._doubts, self._clock())
        if symbol and not self._tasks:
            await self._wait(symbol, self._patience)

    async def close(self) -> None:
        """Stop filling; what was not filled to the end is filled anew by the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _recall(self) -> dict[str, Past]:
        """Return what is known of each past, read once."""
        async with self._recalling:
            if self._pasts is None:
                self._last = dict(await self._store.last())
                self._pasts = dict(await self._store.pasts())
            return self._pasts

    async def _fitting(self, symbol: str, quote: Quote | None) -> Series | None:
        """Return the closes that are kept, None where there are none, or where they do not fit to `quote`."""
        past = (self._pasts or {}).get(symbol)
        if past is None or not past.usable:
            return None
        series = await self._kept(symbol, past)
        if quote is None:
            return series
        earlier = series.before(sessions.local_date(named(symbol).exchange, quote.time)).closes
        return series if not earlier or self._good(earlier[-1], quote) else None

    def _good(self, last: Close, quote: Quote) -> bool:
        """Whether `last` fits to `quote`; what does not is asked for again."""
        if (found := fit(last, quote)) is Fit.GOOD:
            self._doubts.pop(quote.symbol, None)
        else:
            self._doubts[quote.symbol] = found
        return found is Fit.GOOD

    async def _kept(self, symbol: str, past: Past) -> Series:
        if symbol in self._memory:
            return self._memory[symbol]
        kept = await self._store.series(symbol)
        series = unbroken(kept, named(symbol).exchange) if past.grown else kept
        # What was read while others wrote may be yesterday's.
        if series.closes and series.closes[-1] == self._last.get(symbol):
            self._memory[symbol] = series
            while len(self._memory) > LARGEST:
                del self._memory[next(iter(self._memory))]
        return series

    def _close(self, quote: Quote, past: Past) -> Close | None:
        """Return the close that `quote` adds to what is kept, or corrects."""
        exchange, last = named(quote.symbol).exchange, self._last.get(quote.symbol)
        day = sessions.local_date(exchange, quote.time)
        if last and last.day < day and not self._good(last, quote):
            if self._doubts[quote.symbol] is Fit.OTHER_BASE or not futile(past, quote):
                return None
            if mend := mended(last, quote):
                return mend
        newer = last is None or day > last.day or (day == last.day and quote.price != last.price)
        return Close(day, quote.price) if newer and sessions.final(exchange, quote.time) else None

    async def _wait(self, symbol: str, patience: float) -> None:
        """Have a symbol filled, and wait at most so many seconds; who loses patience does not stop it."""
        if symbol not in self._tasks:
            task = self._tasks[symbol] = asyncio.create_task(self._bring(symbol))
            task.add_done_callback(lambda _: self._tasks.pop(symbol, None))
        await asyncio.wait({self._tasks[symbol]}, timeout=patience)

    async def _bring(self, symbol: str) -> None:
        """Ask the source for a symbol's past, and keep it."""
        try:
            await self._fill(symbol, (await self._recall()).get(symbol, Past()))
        except RateLimited as error:
            # It was hardly asked: the next turn tries again.
            log.info("daily closes must wait", symbol=symbol, error=error.sentence)
        except StorageError as error:
            log.warning("daily closes not kept", symbol=symbol, error=error.sentence)
            (await self._recall())[symbol] = Past(tried_at=self._clock(), trouble=error.sentence)

    async def _fill(self, symbol: str, past: Past) -> None:
        now = self._clock()
        try:
            series = await self._fetch(symbol)
        except RateLimited:
            raise
        except MarketError as error:
            log.warning("no daily closes", symbol=symbol, error=error.sentence)
            return await self._note(symbol, replace(past, tried_at=now, trouble=error.sentence))
        if len(series.closes) >= ENOUGH or series.complete:
            return await self._take(symbol, series, Past(series.complete, now, now))
        if past.filled_at is None:
            return await self._take(symbol, series, Past(tried_at=now, trouble=NONE_THERE))
        # What the source has lost, Surge still has.
        return await self._note(symbol, replace(past, tried_at=now, trouble=NONE_THERE))

    async def _take(self, symbol: str, series: Series, past: Past) -> None:
        """Keep what came; meanwhile nothing of the symbol is served."""
        pasts = await self._recall()
        pasts[symbol] = Past(tried_at=past.tried_at)
        keep = self._doubts.get(symbol) is not Fit.OTHER_BASE
        await self._store.fill(symbol, series, past, keep=keep)
        self._last = dict(await self._store.last())
        self._memory.pop(symbol, None)
        pasts[symbol] = past

    async def _note(self, symbol: str, past: Past) -> None:
        await self._store.note(symbol, past)
        (await self._recall())[symbol] = past
