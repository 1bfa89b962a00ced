"""`kill -9` at every point of a sweep, a delivery and an edit, in real processes: each alert stands there once."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

import aiohttp
import pytest
import redis

from bot.settings import Reconcile
from handlers.delivery import Step
from handlers.sandbox.message import Message
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.backends import BACKENDS
from tests.bot.day import CHANNEL
from tests.lives import DEATHS, DELIVERY, LONG_AFTER, Death, Kind, Life, Point, lived
from tests.servers import postgresql, valkey
from tests.stage import Door, line, tape, until
from tests.tree import ROOT

ACCEPTED = (Step.POSTED, Point.RECORDING)  # it stands there, and nobody has written that down
IN_DOUBT = (Step.INTENDED, *ACCEPTED)
DM = "D01TRADER"


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


@pytest.mark.parametrize("reconcile", Reconcile)
async def test_a_kill_at_any_point_leaves_each_alert_once(tmp_path: Path, place: str, reconcile: Reconcile) -> None:
    """Killed again and again, Surge tells each alert once and edits it; or twice without a reconciler, and marked."""
    sandbox = Sandbox(tmp_path / "slack")
    # A reconciler makes no difference to sweeps and edits.
    deaths = [each for each in DEATHS if reconcile is Reconcile.HISTORY or each.point in DELIVERY]
    async with serving(sandbox) as address:
        lives = [Life(place, address.base_url, reconcile, *each) for each in enumerate((*deaths, None))]
        ends = [await lived(life) for life in lives]
    assert ends == [*[-signal.SIGKILL] * len(deaths), 0]
    assert {death: told(sandbox, death) for death in DEATHS} == {
        death: as_expected(death, reconcile) for death in DEATHS
    }


Told = list[tuple[str, ...]]


def told(sandbox: Sandbox, death: Death) -> Told:
    """Return what was told of a death's share: of each message what it is, its level, and how it goes on."""
    messages = [each for each in (*sandbox.messages(CHANNEL), *sandbox.messages(DM)) if death.symbol in each.text]
    return [in_short(each, messages[0]) for each in messages]


def in_short(message: Message, first: Message) -> tuple[str, ...]:
    """Return a message in short."""
    kind = Kind.PING if message.channel == DM else Kind.REPLY if message.thread_ts == first.ts else Kind.POST
    level, now = (re.search(words, message.text) for words in (r"past \+(\d)%", r"Now: \+(\S+)%"))
    marked = "marked" if "may repeat" in message.text.lower() else ""
    return kind, level[1] if level else "", now[1] if now else "", marked


def as_expected(death: Death, reconcile: Reconcile) -> Told:
    """Return what must have been told of it."""
    most = f"{death.moves[-1]:.2f}"
    blind = reconcile is Reconcile.NONE
    marked = "marked" if blind and death.point in IN_DOUBT else ""
    message = death.kind, str(death.levels[-1]), most, marked
    first = [(Kind.POST, "3", most, "")] if death.kind is Kind.REPLY else []
    lost_sight_of = [(death.kind, str(death.levels[-1]), f"{death.moves[-2]:.2f}", "")]
    return [*first, *(lost_sight_of if blind and death.point in ACCEPTED else []), message]


async def test_a_whole_program_that_is_killed_is_followed_by_another(tmp_path: Path) -> None:
    """The program itself dies between a post and its record, over real servers; the next one tells the rest, once."""
    with redis.Redis.from_url(valkey()) as client:
        client.flushall()
    day = tape(tmp_path, [line(n, ("HSTECH.HK", 100 + n / 4), turnover=230 + 2 * n) for n in range(30)])
    sandbox = Sandbox(tmp_path / "slack")
    async with serving(sandbox) as address, aiohttp.ClientSession() as http:
        env = {
            "PATH": os.environ["PATH"],
            "SLACK_API_URL": address.base_url,
            "SLACK_BOT_TOKEN": "xoxb-crash",
            "SLACK_APP_TOKEN": "xapp-crash",
            "SURGE_PROVIDER": "replay",
            "SURGE_REPLAY_SPEED": "100000",
            "SURGE_RECONCILE": "history",
            "SURGE_TAPE": str(day),
            "SURGE_HOME": str(tmp_path / "bot"),
            "PORT": "0",
            "DATABASE_URL": postgresql(),
            "REDIS_URL": valkey(),
            "SURGE_REPLAY_STORES": "1",
        }
        door = Door(http, address.url)

        async def begun() -> bool:
            return (await door.post("replay", do="play"))["replay"] is not None

        async def ended() -> bool:
            texts = await door.texts()
            return len(texts) == 2 and "Now: HK$288.0bn" in texts[0] + texts[1]

        first = await program(env, Step.POSTED)
        await until(begun)
        assert await asyncio.wait_for(first.wait(), 30) == -signal.SIGKILL
        second = await program(env, "never", LONG_AFTER)
        try:
            await until(ended)
        finally:
            second.terminate()
        assert await asyncio.wait_for(second.wait(), 10) in (0, -signal.SIGTERM)
        texts = "".join(await door.texts())
    assert (texts.count("past +2.5%"), texts.count("passed HK$250bn")) == (1, 1)


async def program(env: dict[str, str], fatal: str, later: float = 0) -> Process:
    """Start all of Surge in a process of its own, which dies at its first `fatal` step."""
    arguments = (sys.executable, "-m", "tests.crash", fatal, str(later))
    return await asyncio.create_subprocess_exec(*arguments, cwd=ROOT, env=env)
