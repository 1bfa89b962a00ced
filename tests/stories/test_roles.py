"""Each role by itself: the web answers from what others know, and each says by its health what matters for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.__main__ import started
from bot.clock import wall
from bot.market.budget import HOUR
from bot.market.follower import LOOKING
from bot.market.relay import Bulletin
from bot.role import Role
from bot.settings import Settings
from bot.storage.caches.redis import RedisCache
from bot.storage.database import open_database
from bot.storage.leases import StoredLeases
from bot.storage.relay import StoredRelay
from tests.backends import postgresql
from tests.bot.day import line
from tests.bot.market.samples import quote
from tests.foreign import SECRET, Foreign, Poster, foreign
from tests.servers import valkey
from tests.stage import tape, until


@pytest.fixture(name="place")
def place_of_a_database(tmp_path: Path) -> str:
    """Where an empty PostgreSQL database is."""
    return postgresql(tmp_path)


@asynccontextmanager
async def part(role: Role, slack: Foreign, folder: Path, place: str, **env: str) -> AsyncIterator[str]:
    """Run a part in this process; give its address."""
    known = {
        "SLACK_BOT_TOKEN": "xoxb-foreign-1",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.url,
        "SURGE_HOME": str(folder),
        "DATABASE_URL": place,
        "REDIS_URL": valkey(),
        "PORT": "0",
        **env,
    }
    async with started(Settings.from_env(known), role=role) as (service, url):
        work = asyncio.create_task(service.run())
        try:
            yield url
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work


async def told(url: str, page: str = "readyz") -> tuple[int, Any]:
    """Return the status of a page, and what it tells."""
    async with aiohttp.ClientSession() as http, http.get(f"{url}/{page}") as answer:
        return answer.status, (await answer.json())["checks"] if page == "readyz" else await answer.text()


async def answering(store: StoredRelay, over: asyncio.Event) -> None:
    """Answer whatever is wanted, as who looks at the market does whose source has nothing new."""
    while not over.is_set():
        await store.answer(await store.pending(wall() - HOUR), wall(), "")
        await asyncio.sleep(0.05)


async def test_the_web_answers_from_what_others_know(tmp_path: Path, place: str) -> None:
    """Its quotes are the shared cache's, its status what the clock has told; nobody asks a source of figures."""
    cache, database = RedisCache(valkey()), open_database(place)
    store, over = StoredRelay(database), asyncio.Event()
    await cache.put([quote(24300, "15:30")])
    async with foreign() as slack, part(Role.WEB, slack, tmp_path, place) as url, aiohttp.ClientSession() as http:
        poster, work = Poster(http, url), asyncio.create_task(answering(store, over))

        async def ready() -> bool:
            return await told(url) == (200, {"connected": True, "jobs": True})

        async def saying(words: str, command: str) -> bool:
            return words in (await poster.command(command)).card["text"]

        await until(ready)
        await until(lambda: saying("not looking at the markets", "status"))
        assert await StoredLeases(database).take(LOOKING, "p1", wall(), wall() + HOUR)
        await store.publish(Bulletin(lacking=("Tencent is away.",)))
        await until(lambda: saying("Tencent is away.", "status"))
        await until(lambda: saying("24,300.00", "hsi"))
        over.set()
        await work
    await cache.close()
    await database.close()


async def test_each_part_says_what_matters_for_it(tmp_path: Path, place: str) -> None:
    """One of two clocks works and the other stands by, then takes its place; a worker has a token to mind."""
    day = tape(tmp_path, [line(number, hsi=number) for number in range(3)])
    env = {"SURGE_PROVIDER": "replay", "SURGE_REPLAY_STORES": "1", "SURGE_TAPE": str(day)}

    async def checks(url: str, *names: str) -> bool:
        return await told(url) == (200, dict.fromkeys(names, True))

    async with foreign() as slack, AsyncExitStack() as stack:
        first = await stack.enter_async_context(part(Role.CLOCK, slack, tmp_path / "b", place, **env))
        await until(lambda: checks(first, "database", "jobs"))
        async with part(Role.CLOCK, slack, tmp_path / "c", place, **env) as second:
            await until(lambda: checks(second, "database"))
            assert "stands by" in (await told(second, "metrics"))[1]
            assert "surge_alerts" in (await told(first, "metrics"))[1]
            async with part(Role.WORKER, slack, tmp_path / "d", place, **env) as worker:
                await until(lambda: checks(worker, "connected", "token", "jobs"))
            await stack.aclose()
            await until(lambda: checks(second, "database", "jobs"))
    assert slack.said() == []
