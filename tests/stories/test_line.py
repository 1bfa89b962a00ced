"""The line to the workspace: whatever happens to it, Surge is back, and answers."""

import asyncio
import socket as sockets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.__main__ import started
from bot.errors import ConfigurationError, StorageError
from bot.settings import Settings
from handlers.app import build_app
from handlers.connection import Connection
from handlers.identity import Identity
from handlers.people import People
from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from handlers.services import Services
from handlers.socket_mode import Timing
from handlers.tasks import Tasks
from tests.handlers.asking import hall
from tests.stage import MARKETS, TRADER, Door, line, ready, tape, until

QUICK = Timing(
    ping=0.2, silence=1.5, close=0.1, farewell=0.3, drain=0.5, first_pause=0.05, longest_pause=0.2, settled=0.1
)
LINES = [line(0, ("HSTECH.HK", 102))]


async def nothing() -> None:
    """Do nothing once the workspace is known."""


@asynccontextmanager
async def connected(
    folder: Path, address: str, timing: Timing = QUICK, on_known: Callable[[], object] = nothing
) -> AsyncIterator[tuple[Connection, "asyncio.Task[None]"]]:
    """Connect the real app to the workspace at `address`; give its line, and the task that keeps it."""
    async with hall(folder, LINES) as here, aiohttp.ClientSession() as session:

        def client(token: str | None) -> AsyncWebClient:
            return AsyncWebClient(token, base_url=address, session=session, retry_handlers=[])

        identity, tasks = Identity(client("xoxb-test")), Tasks()
        app = build_app(Services(here.surge, People(), tasks), client(None), identity)
        connection = Connection(app, identity, "xapp-test", timing)
        running = asyncio.create_task(connection.run(on_known))  # type: ignore[arg-type]  # a coroutine function
        try:
            yield connection, running
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError, ConfigurationError):
                await running
            await tasks.drain(1)


async def answered(sandbox: Sandbox) -> bool:
    """Whether a command is answered."""
    replies = await sandbox.command(TRADER, MARKETS, "/surge", "hstech")
    return any("Hang Seng TECH" in reply.text for reply in replies)


async def up(connection: Connection) -> None:
    """Wait until the line is up."""
    async with asyncio.timeout(20):
        while not connection.connected:  # noqa: ASYNC110 - what is waited for lies behind a socket
            await asyncio.sleep(0.01)


async def replaced(connection: Connection, sandbox: Sandbox, count: int) -> None:
    """Wait until the app has dialled `count` times in all, and is up."""
    async with asyncio.timeout(20):
        while dials(sandbox) < count:  # noqa: ASYNC110 - what is waited for lies behind a socket
            await asyncio.sleep(0.01)
    await up(connection)


def dials(sandbox: Sandbox) -> int:
    """Return how many addresses were asked for."""
    return sum(call.method == "apps.connections.open" for call in sandbox.workspace.calls.kept)


@pytest.mark.parametrize("kind", ["drop", "disconnect", "silent"])
async def test_a_lost_socket_is_replaced(tmp_path: Path, kind: str) -> None:
    """A socket that breaks, that Slack asks to renew, or that falls silent is replaced, and commands are answered."""
    sandbox = Sandbox(tmp_path / "slack", patience=5)
    async with serving(sandbox) as address, connected(tmp_path, address.base_url) as (connection, _):
        await up(connection)
        assert await answered(sandbox)
        await sandbox.fault(Fault("socket", kind))
        await replaced(connection, sandbox, 2)
        await until(lambda: answered(sandbox))


async def test_refused_dials_are_tried_again_with_new_addresses(tmp_path: Path) -> None:
    """After a drop and three refused dials Surge is back by a fourth, each with an address of its own."""
    sandbox = Sandbox(tmp_path / "slack", patience=5)
    async with serving(sandbox) as address, connected(tmp_path, address.base_url) as (connection, _):
        await up(connection)
        await sandbox.fault(Fault("socket", "refuse-dial", times=3))
        await sandbox.fault(Fault("socket", "drop"))
        await replaced(connection, sandbox, 5)
        assert await answered(sandbox)


async def test_a_renewal_leaves_no_gap(tmp_path: Path) -> None:
    """While Slack's request for a new socket cannot be met, the old one goes on answering."""
    sandbox = Sandbox(tmp_path / "slack", patience=5)
    async with serving(sandbox) as address, connected(tmp_path, address.base_url) as (connection, _):
        await up(connection)
        await sandbox.fault(Fault("apps.connections.open", "500", times=3))
        await sandbox.fault(Fault("socket", "disconnect", "warning"))
        await replaced(connection, sandbox, 3)
        assert connection.connected
        assert await answered(sandbox)
        await replaced(connection, sandbox, 5)
        assert await answered(sandbox)


async def test_a_renewed_socket_is_let_go(tmp_path: Path) -> None:
    """After a renewal the old socket is closed, so that no envelope goes where nobody listens."""
    sandbox = Sandbox(tmp_path / "slack", patience=5)
    async with serving(sandbox) as address, connected(tmp_path, address.base_url) as (connection, _):
        await up(connection)
        await sandbox.fault(Fault("socket", "disconnect"))
        await replaced(connection, sandbox, 2)

        async def alone() -> bool:
            return [each.leaving for each in sandbox.workspace.link.connections] == [False]

        await until(alone)
        assert await answered(sandbox)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("auth.test", "500", times=2),
        Fault("auth.test", "html", times=2),
        Fault("auth.test", "drop-after-accept", times=2),
        Fault("auth.test", "429", "0.1", times=2),
        Fault("apps.connections.open", "html", times=2),
        Fault("apps.connections.open", "429", "soon", times=1),
        Fault("apps.connections.open", "error", "internal_error", times=2),
        Fault("apps.connections.open", "timeout", "0.1", times=2),
    ],
    ids=lambda fault: f"{fault.method}-{fault.kind}",
)
async def test_a_start_in_bad_weather(tmp_path: Path, fault: Fault) -> None:
    """Whatever Slack's first answers are, short of a refused token, Surge tries again until it is connected."""
    sandbox = Sandbox(tmp_path / "slack", patience=5)
    async with serving(sandbox) as address:
        await sandbox.fault(replace(fault))
        async with connected(tmp_path, address.base_url) as (connection, _):
            await up(connection)
            assert await answered(sandbox)


async def test_a_database_in_trouble_is_waited_for(tmp_path: Path) -> None:
    """Where what comes first cannot be stored, Surge connects a little later."""
    tries: list[int] = []

    async def on_known() -> None:
        tries.append(1)
        if len(tries) < 3:
            raise StorageError("Not now.")

    sandbox = Sandbox(tmp_path / "slack", patience=5)
    async with serving(sandbox) as address, connected(tmp_path, address.base_url, on_known=on_known) as (line_, _):
        await up(line_)
        assert len(tries) == 3


async def test_a_token_refused_later_ends_the_line(tmp_path: Path) -> None:
    """A token that is revoked while Surge runs ends it, with the variable's name."""
    sandbox = Sandbox(tmp_path / "slack", patience=5)
    async with serving(sandbox) as address, connected(tmp_path, address.base_url) as (connection, running):
        await up(connection)
        await sandbox.fault(Fault("auth.test", "error", "token_revoked", times=9))
        await sandbox.fault(Fault("socket", "drop"))
        with pytest.raises(ConfigurationError, match=r"SLACK_BOT_TOKEN is refused \(token_revoked\)"):
            await asyncio.wait_for(running, 5)


async def test_an_answer_under_way_is_acknowledged_before_hanging_up(tmp_path: Path) -> None:
    """A command that came in before the stop is answered, not dropped."""
    sandbox = Sandbox(tmp_path / "slack", patience=5)
    async with serving(sandbox) as address:
        async with connected(tmp_path, address.base_url) as (connection, running):
            await up(connection)
            asked = asyncio.create_task(sandbox.command(TRADER, MARKETS, "/surge", "hstech"))
            while not connection.answering:  # noqa: ASYNC110 - a moment of which nobody tells
                await asyncio.sleep(0)
            running.cancel()
            [reply] = await asked
        assert "Hang Seng TECH" in reply.text


def free_port() -> int:
    """Return a port that nobody has now."""
    with sockets.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_an_outage_shows_and_passes(tmp_path: Path) -> None:
    """Started while Slack is away Surge is not ready; it is when Slack comes, not while it is gone, and then again."""
    port = free_port()
    env = {
        "SURGE_HOME": str(tmp_path / "var"),
        "SURGE_TAPE": str(tape(tmp_path, LINES)),
        "SURGE_PROVIDER": "replay",
        "PORT": "0",
        "SLACK_API_URL": f"http://127.0.0.1:{port}/api/",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
    }
    async with started(Settings.from_env(env)) as (service, url), aiohttp.ClientSession() as http:
        work = asyncio.create_task(service.run())
        health = Door(http, url)
        assert not await ready(health)
        for _ in range(2):
            sandbox = Sandbox(tmp_path / "slack", patience=5)
            async with serving(sandbox, port):
                await until(lambda: ready(health))
                assert await answered(sandbox)

            async def red() -> bool:
                return not await ready(health)

            await until(red)
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
