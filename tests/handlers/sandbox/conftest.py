"""A sandbox on a free port, and a real Bolt app connected to it by a real Socket Mode client."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import Address, serving

Connect = Callable[[AsyncApp], AbstractAsyncContextManager[AsyncSocketModeHandler]]
Answer = dict[str, Any]
Door = Callable[..., Awaitable[Answer]]


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    """Return a sandbox as patient as Slack."""
    return Sandbox(tmp_path)


@pytest.fixture
async def address(sandbox: Sandbox) -> AsyncIterator[Address]:
    """Give the address it is served at."""
    async with serving(sandbox) as address:
        yield address


@pytest.fixture
def client(address: Address) -> AsyncWebClient:
    """Return the client an app would use, which tries nothing twice."""
    return AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[])


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    """Return a Bolt app set up as Surge is."""
    return AsyncApp(client=client, process_before_response=True)


@pytest.fixture
def connect() -> Connect:
    """Return a way to connect an app for the length of a context."""

    @asynccontextmanager
    async def connected(app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
        handler = AsyncSocketModeHandler(app, "xapp-test", ping_interval=0.2)
        await handler.connect_async()
        try:
            yield handler
        finally:
            await handler.close_async()

    return connected


@pytest.fixture
async def door(address: Address) -> AsyncIterator[Door]:
    """Give a way to knock at a control door."""
    async with ClientSession(address.url) as session:

        async def call(name: str, **args: object) -> Answer:
            async with session.post(f"/_sandbox/{name}", json=args) as answer:
                return dict(await answer.json())

        yield call


@pytest.fixture
async def look(address: Address) -> AsyncIterator[Door]:
    """Give a way to read from a control door."""
    async with ClientSession(address.url) as session:

        async def read(name: str, **args: str) -> Answer:
            async with session.get(f"/_sandbox/{name}", params=args) as answer:
                return dict(await answer.json())

        yield read
