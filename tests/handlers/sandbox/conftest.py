"""A sandbox on a free port, and a real Bolt app connected to it by a real Socket Mode client."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import Address, serving

Connect = Callable[[AsyncApp], AbstractAsyncContextManager[AsyncSocketModeHandler]]
Door = Callable[..., Awaitable[dict]]


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox(tmp_path, patience=0.6)


@pytest.fixture
async def address(sandbox: Sandbox) -> AsyncIterator[Address]:
    async with serving(sandbox) as address:
        yield address


@pytest.fixture
def client(address: Address) -> AsyncWebClient:
    return AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[])


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, process_before_response=True)


@pytest.fixture
def connect() -> Connect:
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
    async with ClientSession(address.url) as session:

        async def call(name: str, **args: object) -> dict:
            async with session.post(f"/_sandbox/{name}", json=args) as answer:
                return await answer.json()

        yield call


@pytest.fixture
async def look(address: Address) -> AsyncIterator[Door]:
    async with ClientSession(address.url) as session:

        async def read(name: str, **args: str) -> dict:
            async with session.get(f"/_sandbox/{name}", params=args) as answer:
                return await answer.json()

        yield read
