"""What is kept of the requests to a source."""

from datetime import timedelta
from pathlib import Path

from bot.market.breaker import Breaker
from bot.market.budget import HOUR
from bot.storage.request_log import StoredRequestLog
from tests.bot.day import WALL, database

MINUTE = timedelta(minutes=1)


async def test_an_hour_is_kept(tmp_path: Path) -> None:
    """What was asked in the last hour is known to the next process, each request once, and older ones are forgotten."""
    kept = await database(tmp_path)
    await StoredRequestLog(kept, "yahoo").save([WALL, WALL], Breaker())
    await StoredRequestLog(kept, "yahoo").save([WALL + HOUR - MINUTE], Breaker())
    later = StoredRequestLog(kept, "yahoo")
    assert (await later.load(WALL))[0] == [WALL, WALL, WALL + HOUR - MINUTE]
    await later.save([WALL + HOUR + MINUTE], Breaker())
    assert (await later.load(WALL))[0] == [WALL + HOUR - MINUTE, WALL + HOUR + MINUTE]
    await kept.close()


async def test_a_pause_is_kept(tmp_path: Path) -> None:
    """The pause that one source asked for is known to the next process, and is no other source's."""
    kept, pause = await database(tmp_path), Breaker().trip(WALL, "too many requests")
    await StoredRequestLog(kept, "yahoo").save([], pause)
    assert (await StoredRequestLog(kept, "yahoo").load(WALL))[1] == pause
    assert (await StoredRequestLog(kept, "tencent").load(WALL))[1] == Breaker()
    await StoredRequestLog(kept, "yahoo").save([], Breaker())
    assert (await StoredRequestLog(kept, "yahoo").load(WALL))[1] == Breaker()
    await kept.close()
