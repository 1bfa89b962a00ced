"""Reading conversations back, as the reconciler of deliveries does."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.sandbox import Sandbox

MARKETS = "C01MARKETS"
METADATA: dict[str, Any] = {"event_type": "surge_alert", "event_payload": {"delivery": "d1"}}


async def post(client: AsyncWebClient, text: str, **more: Any) -> str:  # noqa: ANN401 - as the client takes it
    """Post a message and return its ts."""
    return str((await client.chat_postMessage(channel=MARKETS, text=text, **more))["ts"])


async def read(client: AsyncWebClient, **more: Any) -> list[str]:  # noqa: ANN401 - as the client takes it
    """Return the texts of a channel's history."""
    return [message["text"] for message in (await client.conversations_history(channel=MARKETS, **more))["messages"]]


async def test_newest_first_without_ephemeral(client: AsyncWebClient) -> None:
    """History is the newest first and shows neither ephemeral messages nor plain replies."""
    top = await post(client, "one")
    await client.chat_postEphemeral(channel=MARKETS, user="U01TRADER", text="psst")
    await post(client, "reply", thread_ts=top)
    await post(client, "shown too", thread_ts=top, reply_broadcast=True)
    await post(client, "two")
    assert await read(client) == ["two", "shown too", "one"]


async def test_metadata_only_when_asked(client: AsyncWebClient) -> None:
    """A message's metadata is told only with include_all_metadata."""
    await post(client, "x", metadata=METADATA)
    bare = (await client.conversations_history(channel=MARKETS))["messages"][0]
    full = (await client.conversations_history(channel=MARKETS, include_all_metadata=True))["messages"][0]
    assert "metadata" not in bare
    assert full["metadata"] == METADATA
    assert (full["bot_id"], full["app_id"]) == ("B00SURGE", "A00SURGE")


async def test_window(client: AsyncWebClient) -> None:
    """The oldest and latest moments bound the history; the ends themselves count only when inclusive."""
    one, two, three = [await post(client, text) for text in ("one", "two", "three")]
    assert await read(client, oldest=one) == ["three", "two"]
    assert await read(client, latest=three) == ["two", "one"]
    assert await read(client, oldest=one, latest=two, inclusive=True) == ["two", "one"]
    with pytest.raises(SlackApiError, match="invalid_ts_oldest"):
        await read(client, oldest="yesterday")


async def test_pages(client: AsyncWebClient) -> None:
    """A long history comes in pages, each naming the next."""
    for number in range(5):
        await post(client, str(number))
    pages = await client.conversations_history(channel=MARKETS, limit=2)
    texts = [[message["text"] for message in page["messages"]] async for page in pages]
    assert texts == [["4", "3"], ["2", "1"], ["0"]]


async def test_thread(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """A thread is its first message, which counts its replies, and then the replies in order."""
    top = await post(client, "top")
    await post(client, "first", thread_ts=top)
    said, _ = await sandbox.message("U01TRADER", MARKETS, "second", top)
    messages = (await client.conversations_replies(channel=MARKETS, ts=said.ts))["messages"]
    assert [message["text"] for message in messages] == ["top", "first", "second"]
    assert (messages[0]["reply_count"], messages[0]["reply_users"]) == (2, ["U00SURGE", "U01TRADER"])
    assert messages[0]["latest_reply"] == said.ts
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await client.conversations_replies(channel=MARKETS, ts="1.1")
