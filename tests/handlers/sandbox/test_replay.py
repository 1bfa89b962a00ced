"""The remote control of the bot's replay, over an ordinary slash command."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from itertools import count
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import Address

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
Body = Mapping[str, Any]
Door = Callable[..., Awaitable[dict[str, Any]]]
Asked = asyncio.Queue[str]
Connect = Callable[[AsyncApp], AbstractAsyncContextManager[object]]


@pytest.fixture
def asked(app: AsyncApp, sandbox: Sandbox) -> Asked:
    """Return the words a bot's replay hears; it plays from the moment it is told to."""
    sandbox.replay.every = 0.02
    words: Asked = asyncio.Queue()
    lines = count(1)

    @app.command("/replay")
    async def replay(ack: AsyncAck, command: Body) -> None:
        words.put_nowait(command["text"])
        state = {"playing": True, "line": next(lines)}
        await ack({"text": "playing", "metadata": {"event_type": "replay_state", "event_payload": state}})

    @app.command("/surge")
    async def surge(ack: AsyncAck) -> None:
        await ack("heard")

    return words


async def heard(words: Asked) -> str:
    """Return the next words the replay hears."""
    return await asyncio.wait_for(words.get(), 3)


async def test_door_moves_the_replay(
    sandbox: Sandbox, app: AsyncApp, connect: Connect, door: Door, asked: Asked
) -> None:
    """The door passes its words on and tells the state; no message is made of it."""
    async with connect(app):
        told = await door("replay", do="speed", value=600)
        assert told == {"ok": True, "replay": {"playing": True, "line": 1}}
        assert (await door("replay"))["replay"]["line"] == 2
    assert [await heard(asked), await heard(asked)] == ["speed 600", "status"]
    assert sandbox.messages(MARKETS) == []


async def test_page_begins_it_as_soon_as_the_app_is_there(
    address: Address, app: AsyncApp, connect: Connect, asked: Asked
) -> None:
    """A page loaded before the app connects has the replay begin when it does."""
    async with ClientSession() as session:
        await session.get(f"{address.url}/")
    async with connect(app):
        assert await heard(asked) == "begin"
    assert asked.empty()


async def test_first_command_begins_it(app: AsyncApp, connect: Connect, door: Door, asked: Asked) -> None:
    """The first typed command has the replay begin; after a reset the next one has."""
    command = {"user": TRADER, "channel": MARKETS, "command": "/surge", "text": ""}
    async with connect(app):
        await door("command", **command)
        assert await heard(asked) == "begin"
        await door("command", **command)
        await door("reset")
        await door("command", **command)
        assert [await heard(asked), await heard(asked)] == ["reset", "begin"]


async def test_open_stream_follows_it(address: Address, app: AsyncApp, connect: Connect, asked: Asked) -> None:
    """While a page is open the state is asked for, and its changes are streamed."""
    async with connect(app), ClientSession() as session, session.get(f"{address.url}/_sandbox/stream") as lines:
        states: list[object] = []
        async with asyncio.timeout(3):
            while len(states) < 3:
                line = (await lines.content.readline()).decode()
                if line.startswith("data: ") and "replay" in line:
                    states.append(json.loads(line.removeprefix("data: "))["replay"])
    assert states == [None, {"playing": True, "line": 1}, {"playing": True, "line": 2}]
    assert await heard(asked) == "status"


async def test_no_replay(sandbox: Sandbox, app: AsyncApp, connect: Connect, look: Door) -> None:
    """Without an app, or with one that knows no replay, the state is null."""

    @app.command("/replay")
    async def bare(ack: AsyncAck) -> None:
        await ack()

    assert (await look("replay")) == {"ok": True, "replay": None}
    async with connect(app):
        assert (await look("replay")) == {"ok": True, "replay": None}
        sandbox.replay.watchers = 1
        await asyncio.sleep(0.05)


async def test_lost_app_has_no_replay(
    sandbox: Sandbox, address: Address, app: AsyncApp, connect: Connect, asked: Asked
) -> None:
    """When the app goes away, open pages are told that there is no replay any more."""
    del address
    async with connect(app):
        assert await sandbox.replay.ask("status") is not None
        assert await heard(asked) == "status"
    with sandbox.workspace.hub.listening() as events:
        async with asyncio.timeout(3):
            while (event := await events.get()) and event.name != "replay":
                pass
    assert event is not None
    assert event.data == {"replay": None}
