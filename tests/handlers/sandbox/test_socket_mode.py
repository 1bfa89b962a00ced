"""Socket Mode: tickets, acknowledgements, disconnects, several connections, sockets that fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
Connect = Callable[[AsyncApp], AbstractAsyncContextManager[AsyncSocketModeHandler]]


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """Give a bare HTTP session, to dial without an SDK."""
    async with ClientSession() as session:
        yield session


async def ticket(client: AsyncWebClient) -> str:
    """Return an address to dial."""
    return str((await client.apps_connections_open(app_token="xapp-1"))["url"])


async def dialled(client: AsyncWebClient, session: ClientSession) -> ClientWebSocketResponse:
    """Return a socket that has been greeted."""
    socket = await session.ws_connect(await ticket(client))
    assert (await socket.receive_json(timeout=2))["type"] == "hello"
    return socket


async def test_ticket_opens_once(client: AsyncWebClient, session: ClientSession) -> None:
    """A ticket opens one connection; used again or made up, it is refused."""
    url = await ticket(client)
    socket = await session.ws_connect(url)
    for spent in (url, f"{url.partition('?')[0]}?ticket=made-up"):
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(spent)
    await socket.close()


async def test_hello_and_envelope(sandbox: Sandbox, client: AsyncWebClient, session: ClientSession) -> None:
    """A connection is greeted; a payload comes in an envelope and its acknowledgement may carry an answer."""
    socket = await dialled(client, session)
    typed = asyncio.create_task(sandbox.command(TRADER, MARKETS, "/surge", "hsi"))
    frame = await socket.receive_json(timeout=2)
    assert (frame["type"], frame["accepts_response_payload"]) == ("slash_commands", True)
    for noise in ("nonsense", "[]", json.dumps({"envelope_id": "another"})):
        await socket.send_str(noise)
    await socket.send_json({"envelope_id": frame["envelope_id"], "payload": {"text": "heard"}})
    [reply] = await typed
    assert reply.text == "heard"
    await socket.close()


async def test_payloads_go_in_turn(sandbox: Sandbox, client: AsyncWebClient, session: ClientSession) -> None:
    """Each payload goes to one connection only, and the connections take turns."""
    sockets = [await dialled(client, session) for _ in range(2)]
    typed = [asyncio.create_task(sandbox.command(TRADER, MARKETS, "/surge", str(number))) for number in range(2)]
    frames = [await socket.receive_json(timeout=2) for socket in sockets]
    for socket, frame in zip(sockets, frames, strict=True):
        await socket.send_json({"envelope_id": frame["envelope_id"], "payload": {"text": "x"}})
    assert {frame["payload"]["text"] for frame in frames} == {"0", "1"}
    await asyncio.gather(*typed)
    for socket in sockets:
        await socket.close()


async def test_at_most_ten(client: AsyncWebClient, session: ClientSession) -> None:
    """An app has at most ten connections."""
    sockets = [await dialled(client, session) for _ in range(10)]
    with pytest.raises(WSServerHandshakeError):
        await session.ws_connect(await ticket(client))
    for socket in sockets:
        await socket.close()


async def test_refused_dial(sandbox: Sandbox, client: AsyncWebClient, session: ClientSession) -> None:
    """A planned refusal spends the ticket; the next dial succeeds."""
    await sandbox.fault(Fault("socket", "refuse-dial"))
    with pytest.raises(WSServerHandshakeError):
        await session.ws_connect(await ticket(client))
    await (await dialled(client, session)).close()


async def test_silent_socket_neither_hears_nor_answers(
    sandbox: Sandbox, client: AsyncWebClient, session: ClientSession
) -> None:
    """A silent connection gets nothing and answers no ping, but stays open."""
    sandbox.workspace.patience = 0.3
    socket = await dialled(client, session)
    await socket.ping()
    await sandbox.fault(Fault("socket", "silent"))
    [notice] = await sandbox.command(TRADER, MARKETS, "/surge")
    await socket.send_str("{}")
    assert "operation_timeout" in notice.text
    with pytest.raises(asyncio.TimeoutError):
        await socket.receive(timeout=0.1)
    await socket.close()


async def test_silent_from_the_next_dial(sandbox: Sandbox, client: AsyncWebClient, session: ClientSession) -> None:
    """With nobody connected, the next connection is the silent one; it is greeted first."""
    sandbox.workspace.patience = 0.3
    await sandbox.fault(Fault("socket", "silent"))
    socket = await dialled(client, session)
    [notice] = await sandbox.command(TRADER, MARKETS, "/surge")
    assert "operation_timeout" in notice.text
    await socket.close()


@pytest.mark.parametrize("kind", ["drop", "disconnect"])
async def test_real_client_comes_back(sandbox: Sandbox, app: AsyncApp, connect: Connect, kind: str) -> None:
    """The real client dials anew after a dropped connection and after Slack's request to reconnect."""

    @app.command("/surge")
    async def surge(ack: AsyncAck) -> None:
        await ack("here")

    async with connect(app) as handler:
        before = handler.client.current_session
        with sandbox.workspace.hub.listening() as events:
            await sandbox.fault(Fault("socket", kind))
            async with asyncio.timeout(5):
                while handler.client.current_session is before:
                    await events.get()
                    await asyncio.sleep(0.05)
        [reply] = await sandbox.command(TRADER, MARKETS, "/surge")
        assert reply.text == "here"


async def test_leaving_connection_gets_nothing_more(
    sandbox: Sandbox, client: AsyncWebClient, session: ClientSession
) -> None:
    """After a disconnect frame payloads go to the newer connection."""
    old = await dialled(client, session)
    await sandbox.fault(Fault("socket", "disconnect", "warning"))
    assert await old.receive_json(timeout=2) == {"type": "disconnect", "reason": "warning"}
    new = await dialled(client, session)
    for _ in range(2):
        typed = asyncio.create_task(sandbox.command(TRADER, MARKETS, "/surge"))
        frame = await new.receive_json(timeout=2)
        await new.send_json({"envelope_id": frame["envelope_id"], "payload": {"text": "new"}})
        assert [reply.text for reply in await typed] == ["new"]
    for socket in (old, new):
        await socket.close()


async def test_server_parts_in_good_order(sandbox: Sandbox, client: AsyncWebClient, session: ClientSession) -> None:
    """When the sandbox stops, its connections are closed with a closing frame."""
    socket = await dialled(client, session)
    closing = asyncio.create_task(sandbox.workspace.link.close())
    assert (await socket.receive(timeout=2)).type in (WSMsgType.CLOSE, WSMsgType.CLOSING)
    await closing
