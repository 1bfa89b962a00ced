"""Posting, changing and taking away messages through the real slack_sdk client."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.sandbox import Sandbox

MARKETS = "C01MARKETS"
METADATA: dict[str, Any] = {"event_type": "surge_alert", "event_payload": {"delivery": "d1"}}


def section(text: str) -> dict[str, object]:
    """Return a section block."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


async def refused(call: Awaitable[object]) -> dict[str, Any]:
    """Return the whole answer a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return dict(caught.value.response.data)


@pytest.mark.parametrize(
    ("target", "channel"),
    [("C01MARKETS", MARKETS), ("#markets", MARKETS), ("U01TRADER", "D01TRADER"), ("D01TRADER", "D01TRADER")],
)
async def test_post_reaches_its_place(sandbox: Sandbox, client: AsyncWebClient, target: str, channel: str) -> None:
    """A channel's id or name reaches the channel; a person's id reaches their DM."""
    answer = await client.chat_postMessage(channel=target, text="hi", blocks=[section("hi")], username="S")
    [kept] = sandbox.messages(channel)
    assert (answer["channel"], answer["ts"]) == (channel, kept.ts)
    assert answer["message"]["blocks"] == [section("hi") | {"block_id": "b0"}]
    assert answer["message"]["username"] == "S"


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"channel": "U00SURGE", "text": "x"}, "channel_not_found"),
        ({"text": " "}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [section("x" * 2_900) for _ in range(5)]}, "msg_blocks_too_long"),
        ({"blocks": "{"}, "invalid_blocks_format"),
        ({"blocks": '{"type": "divider"}'}, "invalid_blocks_format"),
        ({"text": "x", "thread_ts": "1.2"}, "thread_not_found"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": "nonsense"}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_payload": {}}}, "invalid_metadata_format"),
        (
            {"text": "x", "metadata": {"event_type": "x", "event_payload": {"x": "y" * 9_000}}},
            "metadata_too_large",
        ),
    ],
)
async def test_post_refused(client: AsyncWebClient, more: dict[str, Any], error: str) -> None:
    """What Slack would not take is refused by Slack's name for it, and nothing is posted."""
    call = client.api_call("chat.postMessage", json={"channel": MARKETS, **more})
    assert (await refused(call))["error"] == error


async def test_invalid_blocks_are_listed(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """Blocks beyond the limits are refused with Slack's list of what and where."""
    answer = await refused(client.chat_postMessage(channel=MARKETS, text="x", blocks=[section("x" * 3_001)]))
    complaint = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [complaint]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {complaint}"]
    assert sandbox.messages(MARKETS) == []


async def test_update_changes_in_place(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """An update keeps the message's place, metadata and thread, and marks it edited."""
    posted = await client.chat_postMessage(channel=MARKETS, text="now 1", metadata=METADATA)
    await client.chat_update(channel=MARKETS, ts=posted["ts"], text="now 2")
    [kept] = sandbox.messages(MARKETS)
    assert (kept.ts, kept.text, kept.metadata) == (posted["ts"], "now 2", METADATA)
    assert kept.edited is not None
    update = {"channel": MARKETS, "ts": posted["ts"], "blocks": [section("x")]}
    await client.api_call("chat.update", json=update)
    [kept] = sandbox.messages(MARKETS)
    assert (kept.text, len(kept.blocks)) == ("now 2", 1)


async def test_delete(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """A deleted message is gone, and cannot be changed any more."""
    posted = await client.chat_postMessage(channel=MARKETS, text="x")
    await client.chat_delete(channel=MARKETS, ts=posted["ts"])
    assert sandbox.messages(MARKETS) == []
    gone = await refused(client.chat_update(channel=MARKETS, ts=posted["ts"], text="y"))
    assert gone["error"] == "message_not_found"


async def test_only_its_own_messages(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """The bot can neither change nor delete what a person wrote."""
    said, _ = await sandbox.message("U01TRADER", MARKETS, "mine")
    changed = await refused(client.chat_update(channel=MARKETS, ts=said.ts, text="x"))
    assert changed["error"] == "cant_update_message"
    deleted = await refused(client.chat_delete(channel=MARKETS, ts=said.ts))
    assert deleted["error"] == "cant_delete_message"


async def test_ephemeral_is_for_one(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """An ephemeral message is seen by its person only and cannot be changed by chat.update."""
    answer = await client.chat_postEphemeral(channel=MARKETS, user="U01TRADER", text="psst")
    [kept] = sandbox.messages(MARKETS, "U01TRADER")
    assert (kept.ts, kept.ephemeral_to) == (answer["message_ts"], "U01TRADER")
    assert sandbox.messages(MARKETS, "U02ANALYST") == []
    changed = await refused(client.chat_update(channel=MARKETS, ts=kept.ts, text="x"))
    assert changed["error"] == "message_not_found"
    elsewhere = client.chat_postEphemeral(channel="D02ANALYST", user="U01TRADER", text="x")
    assert (await refused(elsewhere))["error"] == "user_not_in_channel"


async def test_permalink(client: AsyncWebClient) -> None:
    """A message has an address; that of a reply names its thread."""
    top = (await client.chat_postMessage(channel=MARKETS, text="x"))["ts"]
    link = (await client.chat_getPermalink(channel=MARKETS, message_ts=top))["permalink"]
    assert link.endswith(f"/archives/C01MARKETS/p{top.replace('.', '')}")
    reply = (await client.chat_postMessage(channel=MARKETS, text="y", thread_ts=top))["ts"]
    link = (await client.chat_getPermalink(channel=MARKETS, message_ts=reply))["permalink"]
    assert link.endswith(f"?thread_ts={top}&cid=C01MARKETS")
    gone = await refused(client.chat_getPermalink(channel=MARKETS, message_ts="1.1"))
    assert gone["error"] == "message_not_found"


async def test_reply_to_a_reply_joins_the_thread(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """A reply that names a reply belongs to that reply's thread."""
    top = (await client.chat_postMessage(channel=MARKETS, text="x"))["ts"]
    reply = (await client.chat_postMessage(channel=MARKETS, text="y", thread_ts=top))["ts"]
    await client.chat_postMessage(channel=MARKETS, text="z", thread_ts=reply)
    assert [message.thread_ts for message in sandbox.messages(MARKETS)] == [None, top, top]
