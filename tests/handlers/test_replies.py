"""What cannot be shown in a channel is shown to the person directly."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from handlers.cards.parts import card, section
from handlers.replies import say, whisper
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import Address, serving

CARD = card(section("Saved."))


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[Address]:
    """Give the address of a workspace."""
    async with serving(Sandbox(tmp_path, patience=0.6)) as opened:
        yield opened


@pytest.fixture
def client(address: Address) -> AsyncWebClient:
    """Return its client."""
    return AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[])


async def texts(address: Address, channel: str) -> list[tuple[str, Any]]:
    """Return what stands in a channel, and to whom."""
    async with ClientSession(address.url) as http, http.get(f"/_sandbox/messages?channel={channel}") as answer:
        return [(message["text"], message["ephemeral_to"]) for message in (await answer.json())["messages"]]


async def test_a_whisper_is_for_one(address: Address, client: AsyncWebClient) -> None:
    """In a channel only the person sees it."""
    await whisper(client, "C01MARKETS", "U01TRADER", CARD)
    assert await texts(address, "C01MARKETS") == [("Saved.", "U01TRADER")]


async def test_a_whisper_that_cannot_be_becomes_a_direct_message(address: Address, client: AsyncWebClient) -> None:
    """Where Surge may not speak, the person is told all the same."""
    await whisper(client, "C0NOWHERE", "U01TRADER", CARD)
    assert await texts(address, "D01TRADER") == [("Saved.", None)]


async def test_a_refused_message_is_known_to_be(client: AsyncWebClient) -> None:
    """Whoever posts hears whether it was taken."""
    assert await say(client, "C01MARKETS", CARD)
    assert not await say(client, "C0NOWHERE", CARD)
