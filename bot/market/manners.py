"""Manners towards a source: every request asks here before it leaves, and says here how it was answered.

The requests leave in a thread; who looks on (the gauge, the log of requests) does so from another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Protocol

from bot.clock import Clock
from bot.errors import RateLimited
from bot.market.breaker import Breaker
from bot.market.budget import HOUR, Budget
from bot.words.times import clock_time

# Who waits longer than this for the next allowed request is told so instead.
LONGEST_WAIT = timedelta(seconds=10)
# How often to look what other processes asked: they do while another one holds the lease.
RECALL = timedelta(minutes=5)


class RequestLog(Protocol):
    """Keeps the requests of the last hour and the breaker, across restarts and processes."""

    async def load(self, since: datetime) -> tuple[Sequence[datetime], Breaker]:
        """Return when requests were made since then, and the breaker as it was last kept. Raises StorageError."""

    async def save(self, times: Sequence[datetime], breaker: Breaker) -> None:
        """Keep requests that were made, and the breaker. Raises StorageError."""


@dataclass(slots=True)
class MemoryRequestLog:
    """Keeps them as long as the process lives."""

    times: list[datetime] = field(default_factory=list)
    breaker: Breaker = field(default_factory=Breaker)

    async def load(self, since: datetime) -> tuple[Sequence[datetime], Breaker]:
        """Return what was kept."""
        return [time for time in self.times if time >= since], self.breaker

    async def save(self, times: Sequence[datetime], breaker: Breaker) -> None:
        """Keep it."""
        self.times.extend(times)
        self.breaker = breaker


@dataclass(frozen=True, slots=True)
class Pace:
    """How a source is being asked: requests in the last hour, how many are allowed, and the pause it is in."""

    requests: int
    allowed: int
    until: datetime | None = None
    reason: str = ""


class Manners:
    """Counts and paces requests. `source` is its name for people; `wall` is real time; `sleep` takes seconds.

    `beside` is how another source is asked: the whole `company` fills one hour, each keeps its own gap and pause.
    """

    def __init__(
        self,
        source: str,
        log: RequestLog,
        wall: Clock,
        sleep: Callable[[float], None],
        beside: "Manners | None" = None,
    ) -> None:
        self._source, self._log, self._wall, self._sleep = source, log, wall, sleep
        self._budget, self._breaker = Budget(), Breaker()
        self._unsaved: list[datetime] = []
        self._changed = False
        self._recalled: datetime | None = None
        self._lock = Lock()
        self.company: list[Manners] = beside.company if beside else []
        self.company.append(self)

    @property
    def asked(self) -> Sequence[datetime]:
        """When this source was asked in the last hour."""
        return self._budget.times

    def pace(self) -> Pace:
        """Return the gauge's reading."""
        now, breaker = self._wall(), self._breaker
        paused = breaker if breaker.open(now) else Breaker()
        used = sum(now - time < HOUR for each in self.company for time in each.asked)
        return Pace(used, self._budget.per_hour, paused.until, paused.reason)

    def wait(self, *, urgent: bool) -> float:
        """Return how many seconds a request must wait now. Raises RateLimited where that is no matter of seconds."""
        now, breaker = self._wall(), self._breaker
        if breaker.until is not None and breaker.open(now):
            raise self._paused(breaker.until)
        elsewhere = (time for each in self.company if each is not self for time in each.asked)
        wait = self._budget.wait(now, urgent=urgent, elsewhere=elsewhere)
        if urgent and wait > LONGEST_WAIT:
            allowed, then = self._budget.per_hour, clock_time(now + wait)
            raise RateLimited(f"Surge has asked for figures {allowed} times in an hour, and asks again at {then}.")
        return wait.total_seconds()

    def free(self, patience: float) -> bool:
        """Whether a request that nobody waits for may leave within `patience` seconds."""
        try:
            return self.wait(urgent=False) <= patience
        except RateLimited:
            return False

    def leave(self) -> None:
        """Wait for a request's turn and count it; called right before it leaves. Raises RateLimited."""
        # Follow-ups of a request that is under way (a crumb) only keep the gap of what a person waits for.
        while (wait := self.wait(urgent=True)) > 0:
            self._sleep(wait)
        self.count(1)

    def count(self, requests: int) -> None:
        """Count requests that were made just now."""
        with self._lock:
            made = [self._wall()] * requests
            self._budget = self._budget.spend(*made)
            self._unsaved += made

    def refused(self, reason: str) -> RateLimited:
        """Note that the source said "too many requests", and return what to raise: nothing leaves for a while."""
        with self._lock:
            self._breaker, self._changed = self._breaker.trip(self._wall(), reason), True
        return self._paused(self._breaker.until or self._wall())

    def _paused(self, until: datetime) -> RateLimited:
        return RateLimited(f"{self._source} asks for a pause; Surge asks again at {clock_time(until)}.")

    def answered(self) -> None:
        """Note a good answer: the next pause will be a short one again."""
        with self._lock:
            self._changed = self._changed or self._breaker != Breaker()
            self._breaker = Breaker()

    async def recall(self) -> None:
        """Take up what was kept by an earlier or another process. Raises StorageError."""
        now = self._wall()
        if self._recalled and now - self._recalled < RECALL:
            return
        times, breaker = await self._log.load(now - HOUR)
        with self._lock:
            self._recalled = now
            self._budget = Budget().spend(*times, *self._unsaved)
            if not self._changed:
                self._breaker = breaker

    async def keep(self) -> None:
        """Hand over what was counted since the last time. Raises StorageError; it is then handed over later."""
        with self._lock:
            times, self._unsaved = self._unsaved, []
            changed, self._changed, breaker = self._changed, False, self._breaker
        if not (times or changed):
            return
        try:
            await self._log.save(times, breaker)
        except BaseException:
            with self._lock:
                self._unsaved, self._changed = times + self._unsaved, changed or self._changed
            raise
