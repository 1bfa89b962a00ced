"""All of Surge over real servers: what the status says of them, and that losing Redis changes no post."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import redis

from bot.clock import wall
from tests.proxy import Fault, Proxy, proxied
from tests.servers import address, postgresql, through, valkey
from tests.stage import Door, line, surge, tape

LINES = [line(5 * minute, ("HSTECH.HK", 100 + minute / 2), turnover=200 + 5 * minute) for minute in range(18)]
TOLD = ["🔔 ▲ Hang Seng TECH Index rose past +2.5% (#2)", "🔔 HK turnover passed HK$250bn, whole market (#1)"]


@pytest.fixture(name="proxy")
async def a_way_to_redis() -> AsyncIterator[Proxy]:
    """A way to an empty server that can be broken."""
    with redis.Redis.from_url(valkey()) as client:
        client.flushall()
    async with proxied(address(valkey())) as proxy:
        yield proxy


def stores(proxy: Proxy) -> dict[str, str]:
    """Name the servers as a team would."""
    return {
        "DATABASE_URL": postgresql(),
        "REDIS_URL": through(valkey(), proxy.port),
        "SURGE_REPLAY_STORES": "1",
        "SURGE_REPLAY_SPEED": "100000",
    }


@pytest.mark.parametrize("fault", [Fault.HANG, b"+rubbish\r\n"], ids=["hang", "rubbish"])
async def test_losing_redis_changes_no_post(tmp_path: Path, proxy: Proxy, fault: Fault | bytes) -> None:
    """With Redis gone in the middle of a day the same alerts are told, questions are answered, and status says so."""
    path = str(tape(tmp_path, LINES))
    async with surge(tmp_path / "servers", wall=wall, SURGE_TAPE=path, **stores(proxy)) as door:
        await door.replay("jump", "09:55")
        await door.replay("pause")
        assert "PostgreSQL; quotes in Redis" in await door.surge("status")
        proxy.fault = fault
        await door.replay("play")
        await door.played()
        assert "quotes in memory, Redis " in await door.surge("status")
        assert "108.5" in await door.surge("hstech")
        assert await titles(door) == TOLD


async def test_emptying_redis_changes_no_post(tmp_path: Path, proxy: Proxy) -> None:
    """Whatever Redis has forgotten between two looks, the same alerts are told, and it is used on."""
    path = str(tape(tmp_path, LINES))
    async with surge(tmp_path / "servers", wall=wall, SURGE_TAPE=path, **stores(proxy)) as door:
        with redis.Redis.from_url(valkey()) as client:
            for at in LINES:
                await door.replay("jump", str(at["at"]))
                client.flushall()
        await door.played()
        assert "PostgreSQL; quotes in Redis" in await door.surge("status")
        assert await titles(door) == TOLD


async def titles(door: Door) -> list[str]:
    """Return what each of the channel's messages tells of."""
    return [text.split("\n")[1] for text in await door.texts()]


async def test_a_replay_leaves_shared_stores_alone(tmp_path: Path, proxy: Proxy) -> None:
    """Unless asked, a replay touches neither database nor Redis, whatever the variables say."""
    env = stores(proxy) | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "SURGE_REPLAY_STORES": ""}
    async with surge(tmp_path / "var", wall=wall, SURGE_TAPE=str(tape(tmp_path, LINES)), **env) as door:
        assert "SQLite; quotes in memory" in await door.surge("status")
    assert proxy.asked == 0
