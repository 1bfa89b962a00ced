"""A line with an app of the test's own: answers that come too late, or not at all, and addresses that are none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.connection import Connection
from handlers.identity import Identity
from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from handlers.socket_mode import Timing
from tests.foreign import foreign
from tests.stage import MARKETS, TRADER, until

QUICK = Timing(close=0.1, farewell=0.1, drain=0.2, first_pause=0.05, longest_pause=0.1, settled=0.1)


async def nothing() -> None:
    """Do nothing once the workspace is known."""


@asynccontextmanager
async def running(app: AsyncApp) -> AsyncIterator[Connection]:
    """Keep the app's line up."""
    connection = Connection(app, Identity(app.client), "xapp-test", QUICK)
    task = asyncio.create_task(connection.run(nothing))
    try:
        yield connection
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def app_at(address: str) -> AsyncApp:
    """Return an app without listeners, for the workspace at `address`."""
    return AsyncApp(
        client=AsyncWebClient("xoxb-test", base_url=address, retry_handlers=[]), process_before_response=True
    )


async def test_an_answer_whose_socket_is_gone_is_lost_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is answered after its socket broke is logged, and the next command is answered on the new socket."""
    go_on, sandbox = asyncio.Event(), Sandbox(tmp_path, patience=0.5)
    async with serving(sandbox) as address:
        app = app_at(address.base_url)

        @app.command("/surge")
        async def slow(ack: AsyncAck) -> None:
            await go_on.wait()
            await ack("here")

        async with running(app) as connection:

            async def up() -> bool:
                return connection.connected

            async def answering() -> bool:
                return connection.answering == 1

            await until(up)
            first = asyncio.create_task(sandbox.command(TRADER, MARKETS, "/surge"))
            await until(answering)
            await sandbox.fault(Fault("socket", "drop"))
            await first
            go_on.set()
            await until(up)
            [reply] = await sandbox.command(TRADER, MARKETS, "/surge")
            assert reply.text == "here"
    assert "acknowledgement lost with its socket" in capsys.readouterr().out


async def test_an_app_that_fails_twice_costs_one_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where even the last resort of the app raises, that envelope is logged and the next one is answered."""
    sandbox = Sandbox(tmp_path, patience=0.5)
    async with serving(sandbox) as address:
        app = app_at(address.base_url)

        @app.command("/surge")
        async def sometimes(ack: AsyncAck, command: dict[str, str]) -> None:
            if command["text"] == "fail":
                raise ValueError
            await ack("here")

        @app.error
        async def worse(error: Exception) -> None:
            raise RuntimeError from error

        async with running(app) as connection:

            async def up() -> bool:
                return connection.connected

            await until(up)
            [notice] = await sandbox.command(TRADER, MARKETS, "/surge", "fail")
            assert "operation_timeout" in notice.text
            [reply] = await sandbox.command(TRADER, MARKETS, "/surge")
            assert reply.text == "here"
    assert "envelope not answered" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [{"no": "address"}, {"url": 7}, {"url": "http://127.0.0.1:9/"}, {"url": "ws://"}])
async def test_an_address_that_is_none_is_asked_for_again(answer: dict[str, object]) -> None:
    """Where Slack names no address, or none that can be dialled, Surge asks again instead of ending."""
    async with foreign() as slack:
        slack.answers["apps.connections.open"] = answer
        async with running(app_at(slack.url)) as connection:

            async def asked() -> bool:
                return [method for method, _ in slack.calls].count("apps.connections.open") > 2

            await until(asked)
            assert not connection.connected
