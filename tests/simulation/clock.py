"""Time that passes as fast as the work in it is done."""

import asyncio
import heapq
import itertools
from datetime import datetime, timedelta


class Clock:
    """A clock that stands still until it is moved on; who waits in a thread is past it at once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._sleepers: list[tuple[datetime, int, asyncio.Event]] = []
        self._numbers = itertools.count()

    def time(self) -> datetime:
        """Tell the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Be there already: the thread that waits is the only one that asks."""
        self.now += timedelta(seconds=seconds)

    async def pause(self, seconds: float) -> None:
        """Wait until it is so much later."""
        woken = asyncio.Event()
        heapq.heappush(self._sleepers, (self.now + timedelta(seconds=seconds), next(self._numbers), woken))
        await woken.wait()

    def move_to(self, now: datetime) -> None:
        """Let it be `now`, if it is not later already, and wake who waited for that."""
        self.now = max(self.now, now)
        while self._sleepers and self._sleepers[0][0] <= self.now:
            heapq.heappop(self._sleepers)[2].set()
