"""`kill -9` at every step of a delivery, in real processes: after a restart each alert stands there once."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
import redis

from handlers.delivery import Step
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import Address, serving
from tests.servers import postgresql, valkey
from tests.stage import MARKETS, Door, line, tape, until
from tests.tree import ROOT

LONG_AFTER = 60.0  # of real time, by which leases are over and posts have settled


@asynccontextmanager
async def slack(home: Path) -> AsyncIterator[tuple[Address, Door]]:
    """Serve the sandbox in this process, so that it outlives the bot in its own."""
    async with serving(Sandbox(home)) as address, aiohttp.ClientSession() as http:
        yield address, Door(http, address.url)


def files() -> dict[str, str]:
    """Keep everything in the home."""
    return {}


def servers() -> dict[str, str]:
    """Keep everything in a new PostgreSQL database, and quotes in a Redis that has lost them."""
    with redis.Redis.from_url(valkey()) as client:
        client.flushall()
    return {"DATABASE_URL": postgresql(), "REDIS_URL": valkey(), "SURGE_REPLAY_STORES": "1"}


async def bot(
    address: Address, home: Path, stores: Mapping[str, str], fatal: str = "never", later: float = 0
) -> Process:
    """Start Surge in a process of its own."""
    env = {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": address.base_url,
        "SLACK_BOT_TOKEN": "xoxb-crash",
        "SLACK_APP_TOKEN": "xapp-crash",
        "SURGE_PROVIDER": "replay",
        "SURGE_REPLAY_SPEED": "6000",
        "SURGE_TAPE": str(home / "tape.jsonl"),
        "SURGE_HOME": str(home / "bot"),
        "PORT": "0",
        **stores,
    }
    program = (sys.executable, "-m", "tests.crash", fatal, str(later))
    return await asyncio.create_subprocess_exec(*program, cwd=ROOT, env=env)


def day(folder: Path) -> None:
    """Write a tape on which both of the channel's alerts ring, far apart."""
    lines = [line(minute, ("HSTECH.HK", 100 + minute / 10), turnover=200 + minute) for minute in range(90)]
    tape(folder, lines)


async def begun(door: Door) -> bool:
    """Begin the replay, as soon as there is somebody to begin it."""
    return (await door.post("replay", do="play"))["replay"] is not None


async def ended(door: Door) -> bool:
    """Say whether the tape is over and both alerts stand there."""
    state = (await door.get("replay"))["replay"]
    return isinstance(state, dict) and bool(state["over"]) and len(await door.messages()) >= 2


async def up_to_date(door: Door) -> bool:
    """Say whether the first alert tells what the turnover came to."""
    return any("Now: HK$289.0bn" in text for text in await door.texts(MARKETS))


@pytest.mark.parametrize("keep", [files, servers], ids=["sqlite", "postgresql"])
@pytest.mark.parametrize("step", list(Step))
async def test_a_kill_at_any_step_leaves_each_alert_once(
    tmp_path: Path, step: Step, keep: Callable[[], dict[str, str]]
) -> None:
    """Killed there and started again, Surge has told each crossing exactly once, and edits on."""
    day(tmp_path)
    stores = keep()
    async with slack(tmp_path / "slack") as (address, door):
        first = await bot(address, tmp_path, stores, step)
        await until(lambda: begun(door))
        assert await asyncio.wait_for(first.wait(), 30) == -signal.SIGKILL
        second = await bot(address, tmp_path, stores, later=LONG_AFTER)
        try:
            await until(lambda: ended(door))
            if step in {Step.EDITING, Step.EDITED}:
                await until(lambda: up_to_date(door))
        finally:
            second.terminate()
        assert await asyncio.wait_for(second.wait(), 10) in (0, -signal.SIGTERM)
        texts = await door.texts(MARKETS)
    assert sum("250bn" in text for text in texts) == 1
    assert sum("2.5%" in text for text in texts) == 1
    assert len(texts) == 2
    assert any((tmp_path / "bot").rglob("surge.db")) == (keep is files)
