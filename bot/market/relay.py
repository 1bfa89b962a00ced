"""How a process without a source gets figures: it says what is wanted, and another one that has a source fetches that.

The quotes themselves go by the cache that both share. What else there is to know goes by a bulletin.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.clock import Clock
from bot.errors import ProviderError, StorageError, Unreachable
from bot.market.desk import QuoteDesk
from bot.market.instruments import named
from bot.market.manners import Pace
from bot.market.news import Headline
from bot.market.newsroom import LATE, NewsDesk
from bot.market.provider import Answer, Source
from bot.market.quotes import Series
from bot.market.turnover import Scope, Turnover, TurnoverHistory

# How long a question can wait for its answer: afterwards nobody does who asked it. Seconds.
PATIENCE = 12.0
# How often who waits looks for the answer, in seconds.
LOOK = 0.1
# What is wanted by this name are headlines of the symbol behind it: no symbol has a blank.
NEWS = "news "
NOBODY = "Surge is not looking at the markets just now."


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What the process that looks at the market tells the others.

    `looked` is when it last looked, in market time; `trouble` what went wrong ("" nothing); `refused` counts the
    samples that admission refused, by reason; `lacking` says which figures are not to be had.
    """

    looked: datetime | None = None
    trouble: str = ""
    refused: Mapping[str, int] = field(default_factory=dict)
    turnovers: tuple[Turnover, ...] = ()
    pace: Pace | None = None
    lacking: tuple[str, ...] = ()


class RelayStore(Protocol):
    """Keeps questions, answers and the bulletin. Times are wall time; every method may raise StorageError."""

    async def ask(self, symbols: Collection[str], now: datetime) -> None:
        """Note that somebody waits for `symbols`."""

    async def pending(self, since: datetime) -> Mapping[str, datetime]:
        """Return what was asked since then and has no answer yet, and when it was asked last."""

    async def answer(
        self, asked: Mapping[str, datetime], now: datetime, trouble: str, headlines: Sequence[Headline] = ()
    ) -> None:
        """Note that what was asked at these times is answered, in vain where there was `trouble`; keep `headlines`.

        What was asked again meanwhile still has no answer. Answers of more than an hour ago are forgotten.
        """

    async def answered(self, symbols: Collection[str], since: datetime) -> Mapping[str, str]:
        """Return the trouble ("" none) of those of `symbols` that were answered since then."""

    async def headlines(self, name: str) -> Sequence[Headline]:
        """Return the headlines that came with the last answer."""

    async def publish(self, bulletin: Bulletin) -> None:
        """Put a bulletin in place of the one before."""

    async def published(self) -> Bulletin:
        """Return the last bulletin, an empty one where there was none."""


class Relayed:
    """A source of quotes for those who have none: asked for symbols, it waits until they are in the cache.

    `source` is where figures come from, `turnovers` gives the earlier turnovers; `wall` is real time. `patience` is in
    seconds.
    """

    def __init__(
        self,
        store: RelayStore,
        source: Source,
        turnovers: Callable[[Scope], Awaitable[TurnoverHistory]],
        wall: Clock,
        patience: float = PATIENCE,
    ) -> None:
        self.source = source
        self.symbols: Collection[str] = ()
        self._store, self._turnovers = store, turnovers
        self._wall, self._patience = wall, patience

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Have another process fetch `symbols`; what came is in the cache then. Raises ProviderError."""
        await self._fetched(symbols, NOBODY)
        return Answer()

    async def news(self, symbol: str) -> tuple[Headline, ...]:
        """Have another process fetch headlines. Raises ProviderError."""
        await self._fetched([NEWS + symbol], LATE)
        return tuple(await self._store.headlines(NEWS + symbol))

    async def closes(self, symbol: str) -> Series:  # noqa: ARG002 - closes are read where they are kept
        """Return nothing."""
        return Series()

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Return the earlier turnovers of `scope`."""
        return await self._turnovers(scope)

    async def _fetched(self, names: Collection[str], late: str) -> None:
        """Ask, and wait until all is answered; where that takes too long, `late` says so."""
        try:
            troubles = await self._asked(names)
        except StorageError as error:
            raise Unreachable(error.sentence) from error
        if troubles is None:
            raise Unreachable(late)
        for trouble in filter(None, troubles.values()):
            raise Unreachable(trouble)

    async def _asked(self, names: Collection[str]) -> Mapping[str, str] | None:
        """Return the trouble with each of `names`, None where not all were answered in time."""
        if not names:
            return {}
        begun = self._wall()
        await self._store.ask(names, begun)
        for _ in range(int(self._patience / LOOK)):
            await asyncio.sleep(LOOK)
            troubles = await self._store.answered(names, begun)
            if len(troubles) == len(set(names)):
                return troubles
        return None


class Relay:
    """The other end: fetches what is wanted elsewhere, and publishes what there is to tell. `wall` is real time."""

    def __init__(
        self, store: RelayStore, desk: QuoteDesk, newsroom: NewsDesk, wall: Clock, patience: float = PATIENCE
    ) -> None:
        self._store, self._desk, self._newsroom = store, desk, newsroom
        self._wall, self._patience = wall, patience
        self._told: Bulletin | None = None
        self._reading: dict[str, asyncio.Task[None]] = {}

    async def fetch(self) -> None:
        """Fetch what is wanted by now, all in one request; what is here already needs none. Raises StorageError.

        Headlines keep nobody waiting: they are fetched beside the rest.
        """
        pending = await self._store.pending(self._wall() - timedelta(seconds=self._patience))
        asked = {name: at for name, at in pending.items() if not name.startswith(NEWS)}
        for name in pending.keys() - asked.keys() - self._reading.keys():
            task = self._reading[name] = asyncio.create_task(self._read(name, pending[name]))
            task.add_done_callback(partial(self._read_out, name))
        if asked:
            await self._desk.quotes(map(named, asked), self._patience)
            trouble = self._desk.trouble
            await self._store.answer(asked, self._wall(), trouble.sentence if trouble else "")

    async def close(self) -> None:
        """Read no more headlines."""
        tasks = list(self._reading.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _read(self, name: str, at: datetime) -> None:
        """Fetch headlines, and answer with them; who waits for an answer that cannot be kept gives up by itself."""
        headlines, trouble = tuple[Headline, ...](), ""
        try:
            headlines = await self._newsroom.headlines(name.removeprefix(NEWS))
        except ProviderError as error:
            trouble = error.sentence
        with suppress(StorageError):
            await self._store.answer({name: at}, self._wall(), trouble, headlines)

    def _read_out(self, name: str, _: asyncio.Task[None]) -> None:
        del self._reading[name]

    async def publish(self, bulletin: Bulletin) -> None:
        """Publish what is news. Raises StorageError."""
        if bulletin != self._told:
            await self._store.publish(bulletin)
            self._told = bulletin
