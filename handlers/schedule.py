"""What Surge does by itself, and when: one table of jobs. The only file that knows APScheduler.

APScheduler sleeps until a wall-clock moment, and so stands still when the wall clock steps back (its issues 339,
351, 752). A watchdog on monotonic time sees a job that has missed its turn and sets it going again.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.errors import SurgeError

log = structlog.get_logger()

PATIENCE = 3.0


@dataclass(frozen=True, slots=True)
class Job:
    """Something done every `seconds`, one at a time."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]


class Schedule:
    """Runs the table of jobs; an error ends a turn, never a job."""

    def __init__(self, jobs: Sequence[Job], monotonic: Callable[[], float] = time.monotonic) -> None:
        self._jobs = tuple(jobs)
        self._monotonic = monotonic
        self._beats: dict[str, float] = {}
        self._running: set[str] = set()
        self._idle = asyncio.Condition()
        self._watchdog: asyncio.Task[None] | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def start(self) -> None:
        """Set all jobs going, the first turn at once."""
        for job in self._jobs:
            self._beats[job.name] = self._monotonic()
            trigger = IntervalTrigger(seconds=job.seconds, timezone=UTC)
            self._scheduler.add_job(self._turn, trigger, (job,), id=job.name, next_run_time=datetime.now(UTC))
        self._scheduler.start()
        self._watchdog = asyncio.create_task(self._watch())

    async def stop(self, patience: float = 6.0) -> None:
        """Start no further turn, and wait for those that run, `patience` seconds at most."""
        if self._watchdog is None:
            return
        self._watchdog.cancel()
        self._watchdog = None
        self._scheduler.pause()
        try:
            async with asyncio.timeout(patience), self._idle:
                await self._idle.wait_for(lambda: not self._running)
        except TimeoutError:
            log.warning("jobs cut short", jobs=sorted(self._running))
        self._scheduler.shutdown(wait=False)

    @property
    def running(self) -> bool:
        """Whether turns are taken."""
        return self._watchdog is not None

    def late(self) -> tuple[str, ...]:
        """Name the jobs that have missed their turn: three intervals, or 3 s, without a beat."""
        now = self._monotonic()
        return tuple(
            job.name
            for job in self._jobs
            if job.name not in self._running and now - self._beats[job.name] > PATIENCE * max(job.seconds, 1.0)
        )

    async def _turn(self, job: Job) -> None:
        """Run one turn of a job."""
        self._running.add(job.name)
        try:
            await job.run()
        except SurgeError as error:
            log.warning("job failed", job=job.name, error=error.sentence)
        except Exception:
            log.exception("job failed", job=job.name)
        finally:
            self._beats[job.name] = self._monotonic()
            self._running.discard(job.name)
            async with self._idle:
                self._idle.notify_all()

    async def _watch(self) -> None:
        """Set late jobs going again, for ever."""
        while True:
            await asyncio.sleep(1)
            for name in self.late():
                log.warning("job was late", job=name)
                self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))
