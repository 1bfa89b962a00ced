"""The clock's shift: what it builds it leaves when the lease is lost, and a start that fails is tried again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

from bot.bootstrap import build
from bot.errors import StorageError
from bot.lease import LASTS
from bot.settings import Settings
from bot.surge import Surge
from handlers.shift import STANDING_BY, Shift
from tests.bot.day import line
from tests.bot.test_lease import Table
from tests.stage import furnished, tape, until


async def test_a_shift_ends_with_its_lease_and_the_next_one_begins_anew(tmp_path: Path) -> None:
    """A failed start is tried again; who loses the lease stops and stands by, and builds everything anew later."""
    env = {"SURGE_HOME": str(tmp_path), "SURGE_TAPE": str(tape(tmp_path, [line(1, hsi=1), line(2, hsi=2)]))}
    settings, table, starts, ends = Settings.from_env(env), Table(), [0], [0]
    await furnished(settings)

    @asynccontextmanager
    async def begin() -> AsyncIterator[Surge]:
        starts[0] += 1
        if starts[0] == 1:
            raise StorageError("away")
        try:
            async with build(settings) as surge:
                yield surge
        finally:
            ends[0] += 1

    shift = Shift(table.seat("first"), begin)
    assert (await shift.metrics(), shift.checks()) == (STANDING_BY, {"database": False})
    work = asyncio.create_task(shift.run())

    async def on_duty() -> bool:
        return shift.checks() == {"database": True, "jobs": True}

    async def standing_by() -> bool:
        return shift.checks() == {"database": True}

    await until(on_duty)
    assert (starts, ends) == ([2], [0])
    assert b"surge_alerts" in await shift.metrics()
    table.now += LASTS
    assert await table.take("clock", "other", table.now, table.now + LASTS)
    await until(standing_by)
    assert (starts, ends) == ([2], [1])
    table.now += LASTS + timedelta(seconds=1)
    await until(on_duty)
    assert (starts, ends) == ([3], [1])
    work.cancel()
    with suppress(asyncio.CancelledError):
        await work
    assert (starts, ends, table.until) == ([3], [2], table.now)
