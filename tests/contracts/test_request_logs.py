"""What every log of requests keeps to: the one in memory, and the one over each database."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.market.breaker import Breaker
from bot.market.budget import HOUR
from bot.market.manners import MemoryRequestLog, RequestLog
from bot.storage.database import open_database
from bot.storage.request_log import StoredRequestLog
from tests.backends import BACKENDS
from tests.bot.day import WALL

MINUTE = timedelta(minutes=1)
MEMORY = "memory"


@pytest.fixture(name="place", params=[MEMORY, *BACKENDS])
def place_of_a_log(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the log is: in memory, or an empty database."""
    return MEMORY if request.param == MEMORY else BACKENDS[request.param](tmp_path)


@pytest.fixture(name="logs")
async def log_of_two_processes(place: str) -> AsyncIterator[list[RequestLog]]:
    """The same log as two processes have it, and another source's."""
    if place == MEMORY:
        same = MemoryRequestLog()
        yield [same, same, MemoryRequestLog()]
        return
    database = open_database(place)
    yield [StoredRequestLog(database, source) for source in ("yahoo", "yahoo", "tencent")]
    await database.close()


async def test_an_hour_is_kept(logs: list[RequestLog]) -> None:
    """What was asked in the last hour is known to another process, each request once, and to no other source."""
    mine, yours, other = logs
    await mine.save([WALL, WALL], Breaker())
    await mine.save([WALL + HOUR - MINUTE], Breaker())
    assert list((await yours.load(WALL))[0]) == [WALL, WALL, WALL + HOUR - MINUTE]
    await yours.save([WALL + HOUR + MINUTE], Breaker())
    assert list((await mine.load(WALL + MINUTE))[0]) == [WALL + HOUR - MINUTE, WALL + HOUR + MINUTE]
    assert list((await other.load(WALL))[0]) == []


async def test_a_pause_is_kept(logs: list[RequestLog]) -> None:
    """The pause that a source asked for is known to another process, until it is over."""
    mine, yours, other = logs
    pause = Breaker().trip(WALL, "too many requests")
    await mine.save([], pause)
    assert (await yours.load(WALL))[1] == pause
    assert (await other.load(WALL))[1] == Breaker()
    await yours.save([], Breaker())
    assert (await mine.load(WALL))[1] == Breaker()


async def test_a_new_log_is_empty(logs: list[RequestLog]) -> None:
    """Before the first request there is nothing, and no pause."""
    assert (list((await logs[0].load(WALL))[0]), (await logs[0].load(WALL))[1]) == ([], Breaker())
