"""Server-sent events: what the page lives on."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientResponse, ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.hub import Event, Hub
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import Address, serving

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
Door = Callable[..., Awaitable[dict[str, Any]]]


@asynccontextmanager
async def watching(address: Address, user: str = "") -> AsyncIterator[ClientResponse]:
    """Open the stream, past its first lines."""
    query = f"?user={user}" if user else ""
    async with ClientSession() as session, session.get(f"{address.url}/_sandbox/stream{query}") as lines:
        assert lines.content_type == "text/event-stream"
        for name in ("connected", "replay"):
            assert (await following(lines))[0] == name
        yield lines


async def following(lines: ClientResponse) -> tuple[str, dict[str, Any]]:
    """Return the next event's name and data."""
    name = ""
    async with asyncio.timeout(2):
        while line := (await lines.content.readline()).decode():
            if line.startswith("event: "):
                name = line.removeprefix("event: ").strip()
            if line.startswith("data: "):
                return name, json.loads(line.removeprefix("data: "))
    return "end", {}


async def test_messages_as_they_come(address: Address, client: AsyncWebClient, door: Door) -> None:
    """New, changed and deleted messages are streamed, and a reset."""
    async with watching(address) as lines:
        ts = (await client.chat_postMessage(channel=MARKETS, text="恒指"))["ts"]
        await client.chat_update(channel=MARKETS, ts=ts, text="now")
        await client.chat_delete(channel=MARKETS, ts=ts)
        await door("reset")
        events = [await following(lines) for _ in range(4)]
    assert [name for name, _ in events] == ["message", "update", "delete", "reset"]
    assert events[0][1]["message"]["text"] == "恒指"
    assert events[2][1] == {"channel": MARKETS, "ts": ts}


async def test_each_person_sees_their_own(address: Address, sandbox: Sandbox, client: AsyncWebClient) -> None:
    """A person's stream has their ephemeral messages, DMs and modals, and nobody else's."""
    modal = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    async with watching(address, TRADER) as lines:
        for user in ("U02ANALYST", TRADER):
            await client.chat_postEphemeral(channel=MARKETS, user=user, text="psst")
            await client.chat_postMessage(channel=user, text="ping")
            view = sandbox.workspace.views.open(user, modal, "")
        sandbox.workspace.views.close(view)
        events = [await following(lines) for _ in range(4)]
    assert [name for name, _ in events] == ["message", "message", "view", "view_closed"]
    assert events[0][1]["message"]["ephemeral_to"] == TRADER
    assert events[1][1]["message"]["channel"] == "D01TRADER"
    assert events[3][1] == {"view_id": view.id}


async def test_unknown_person(address: Address) -> None:
    """There is no stream for somebody who does not exist."""
    async with ClientSession() as session, session.get(f"{address.url}/_sandbox/stream?user=U9") as answer:
        assert answer.status == 400


async def test_ping(sandbox: Sandbox, address: Address) -> None:
    """A quiet stream is kept alive by comments."""
    sandbox.workspace.hub.ping = 0.01
    async with watching(address) as lines:
        assert await lines.content.readline() == b"\n"
        assert await lines.content.readline() == b": ping\n"


async def test_ends_with_the_server(sandbox: Sandbox) -> None:
    """When the sandbox stops, its streams end."""
    async with serving(sandbox) as address:
        opened = watching(address)
        lines = await opened.__aenter__()
    assert (await following(lines))[0] == "end"
    await opened.__aexit__(None, None, None)


def test_one_who_does_not_keep_up_starts_anew() -> None:
    """A listener whose queue is full is dismissed, and nobody else is."""
    told = Hub(limit=2)
    with told.listening() as slow, told.listening() as quick:
        for number in range(3):
            told.publish(Event(str(number), {}))
            received = quick.get_nowait()
        assert received is not None
        assert received.name == "2"
        assert slow.get_nowait() is None
        assert slow.empty()
