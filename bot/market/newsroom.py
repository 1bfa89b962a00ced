"""Where everyone gets headlines: kept for a quarter of an hour, asked for once for all who wait, failing softly.

Quotes never wait for headlines: a card shows what is here already, and has the rest fetched for whoever looks next.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.errors import NoData, ProviderError, Unreachable
from bot.market.news import Headline

log = structlog.get_logger()

Fetch = Callable[[str], Awaitable[tuple[Headline, ...]]]

# Headlines leave room for quotes, which may take ten seconds; whoever asked sees at once that it has begun.
PATIENCE = 15.0
GOOD = timedelta(minutes=15)
# A source that failed is not asked again by everybody who tries again.
AGAIN = timedelta(minutes=2)
LARGEST = 256
# Each request waits its turn behind those before it; cards begin none where people's own are waiting.
QUEUE, UNASKED = 12, 2
BUSY = "No headlines could be had just now: many others wait for theirs. Ask again in a minute."
LATE = "No headlines could be had just now: they are still on their way. Ask again in a moment."


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the last request for a symbol came to, and until when that need not be asked again."""

    headlines: tuple[Headline, ...]
    until: datetime
    failure: ProviderError | None = None


class NewsDesk:
    """Keeps headlines by symbol. `fetch` brings a symbol's; `wall` is real time; `patience` is in seconds."""

    def __init__(self, fetch: Fetch, wall: Clock, patience: float = PATIENCE) -> None:
        self._fetch, self._wall, self._patience = fetch, wall, patience
        self._kept: dict[str, _Kept] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def headlines(self, symbol: str) -> tuple[Headline, ...]:
        """Return the source's headlines for `symbol`, none where it has none; one request for all who ask at once.

        Raises ProviderError where they cannot be had now.
        """
        if self._current(symbol) is None:
            if symbol not in self._tasks and len(self._tasks) >= QUEUE:
                raise Unreachable(BUSY)
            await asyncio.wait({self._asked(symbol)}, timeout=self._patience)
        kept = self._current(symbol)
        if kept is None:
            raise Unreachable(LATE)
        if kept.failure:
            raise type(kept.failure)(f"No headlines could be had just now. {kept.failure.sentence}")
        return kept.headlines

    def latest(self, symbol: str) -> tuple[Headline, ...]:
        """Return the headlines that are here, and have them fetched where none are or they are old. Never waits."""
        if self._current(symbol) is None and len(self._tasks) < UNASKED:
            self._asked(symbol)
        kept = self._kept.get(symbol)
        return kept.headlines if kept else ()

    async def close(self) -> None:
        """Stop fetching."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _current(self, symbol: str) -> _Kept | None:
        kept = self._kept.get(symbol)
        return kept if kept and self._wall() < kept.until else None

    def _asked(self, symbol: str) -> asyncio.Task[None]:
        """Return the request for `symbol` that is under way, or begin one."""
        if symbol not in self._tasks:
            self._tasks[symbol] = asyncio.create_task(self._bring(symbol))
        return self._tasks[symbol]

    async def _bring(self, symbol: str) -> None:
        """Ask, and remember what it came to; a failure leaves the headlines that were here."""
        try:
            found = _Kept(await self._fetch(symbol), self._wall() + GOOD)
        except NoData:
            found = _Kept((), self._wall() + GOOD)
        except ProviderError as error:
            log.warning("no headlines", symbol=symbol, error=error.sentence)
            before = self._kept.get(symbol)
            found = _Kept(before.headlines if before else (), self._wall() + AGAIN, error)
        finally:
            del self._tasks[symbol]
        self._kept.pop(symbol, None)
        while len(self._kept) >= LARGEST:
            del self._kept[next(iter(self._kept))]
        self._kept[symbol] = found
