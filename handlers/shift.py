"""The clock's shift: who holds the lease looks at the market; who does not stands by.

Taking over is starting: everything is built anew around what the stores have, as after a crash.
"""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

import structlog

from bot.errors import StorageError
from bot.lease import BEAT, Seat
from bot.surge import Surge
from handlers.http import Hear
from handlers.jobs import looking
from handlers.latencies import Latencies
from handlers.schedule import Schedule
from handlers.sights.vitals import vitals

log = structlog.get_logger()

STANDING_BY = b"# Another process looks at the market; this one stands by.\n"


class Shift:
    """Works for as long as `seat` is held, on what `begin` builds; `run()` returns only when cancelled."""

    hear: Hear | None = None

    def __init__(self, seat: Seat, begin: Callable[[], AbstractAsyncContextManager[Surge]]) -> None:
        self._seat, self._begin = seat, begin
        self._surge: Surge | None = None
        self._schedule: Schedule | None = None

    async def run(self) -> None:
        """Stand by, work, and stand by again. Raises ConfigurationError where nothing can be built."""
        while True:
            async with self._seat.held() as lost:
                log.info("on duty")
                try:
                    await self._work(lost)
                except StorageError as error:
                    log.warning("not at work", error=error.sentence)
                    await asyncio.sleep(BEAT)
            log.info("off duty")

    def checks(self) -> Mapping[str, bool]:
        """Name what must be true: the leases can be read, and on duty, no job is late."""
        schedule = self._schedule
        on_duty = {} if schedule is None else {"jobs": schedule.running and not schedule.late()}
        return {"database": self._seat.reached, **on_duty}

    async def metrics(self) -> bytes:
        """Return the numbers of the moment; none while it stands by. Raises StorageError."""
        from handlers.gauges import exposition  # noqa: PLC0415 - a tenth of a second, for who looks at them

        return exposition(await vitals(self._surge), Latencies()) if self._surge else STANDING_BY

    async def _work(self, lost: asyncio.Event) -> None:
        async with self._begin() as surge:
            if surge.replay is not None:
                # Nobody stands by to begin it.
                await surge.replay.play()
            self._surge, self._schedule = surge, Schedule(looking(surge))
            self._schedule.start()
            try:
                await lost.wait()
            finally:
                await self._schedule.stop()
                self._surge = self._schedule = None
