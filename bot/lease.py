"""Who of several processes does what only one should do: a lease, renewed for as long as its holder lives.

It saves work, and no truth hangs on it. A holder that was frozen, or whose wall clock is wrong, may find another one
at work beside it: what both record is guarded where it is recorded.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock
from bot.errors import StorageError

# Who stands by takes over so long after a holder's last sign of life, and a beat.
LASTS = timedelta(seconds=3)
BEAT = 0.5


@dataclass(frozen=True, slots=True)
class Lease:
    """The right of `owner` to do what `name` names. `epoch` grows with each holder, and tells it from the next."""

    name: str
    owner: str
    epoch: int


class Leases(Protocol):
    """Keeps who holds what. Times are wall time; every method may raise StorageError."""

    async def take(self, name: str, owner: str, now: datetime, until: datetime) -> Lease | None:
        """Give `owner` the lease, if nobody holds it or its time is over; None where another holds it."""

    async def renew(self, lease: Lease, until: datetime) -> bool:
        """Let a lease last until then; say whether it was still the owner's."""

    async def held(self, name: str, now: datetime) -> bool:
        """Whether somebody holds that lease."""

    async def release(self, lease: Lease, now: datetime) -> None:
        """End a lease, so that the next one need not wait; nothing where it is another's by now."""


class Seat:
    """A place that one process holds at a time. `wall` is real time, `monotonic` tells seconds that never go back.

    `reached` tells whether the last look at the leases succeeded.
    """

    def __init__(
        self, leases: Leases, name: str, owner: str, wall: Clock, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.reached = False
        self._leases, self._name, self._owner = leases, name, owner
        self._wall, self._monotonic = wall, monotonic

    @asynccontextmanager
    async def held(self) -> AsyncIterator[asyncio.Event]:
        """Wait for the place, then hold it; the event tells that it is lost."""
        lease, sure, lost = *(await self._taken()), asyncio.Event()
        renewing = asyncio.create_task(self._renew(lease, sure, lost))
        try:
            yield lost
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            if not lost.is_set():
                with suppress(StorageError):
                    await self._leases.release(lease, self._wall())

    async def _taken(self) -> tuple[Lease, float]:
        """Stand by until the lease is ours; return until when it surely is."""
        while True:
            sure, now = self._monotonic() + LASTS.total_seconds(), self._wall()
            try:
                lease = await self._leases.take(self._name, self._owner, now, now + LASTS)
                self.reached = True
            except StorageError:
                lease, self.reached = None, False
            if lease:
                return lease, sure
            await asyncio.sleep(BEAT)

    async def _renew(self, lease: Lease, sure: float, lost: asyncio.Event) -> None:
        """Renew it until it is another's, or until it may be."""
        while not lost.is_set():
            await asyncio.sleep(BEAT)
            then = self._monotonic()
            try:
                async with asyncio.timeout(max(sure - then, 0)):
                    mine = await self._leases.renew(lease, self._wall() + LASTS)
                self.reached, sure = True, then + LASTS.total_seconds()
            except (StorageError, TimeoutError):
                mine, self.reached = self._monotonic() < sure, False
            if not mine:
                lost.set()
