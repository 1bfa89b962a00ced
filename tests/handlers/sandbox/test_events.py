"""What the app hears of messages and of its Home tab."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp, AsyncSay
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.refusal import SlackError
from handlers.sandbox.sandbox import Sandbox

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
Body = Mapping[str, Any]
Connect = Callable[[AsyncApp], AbstractAsyncContextManager[object]]


async def test_mention_is_answered_in_its_thread(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """A mention reaches the app as Slack writes it, and its answer in the thread comes back."""
    seen: list[Body] = []

    @app.event("app_mention")
    async def mentioned(event: Body, body: Body, say: AsyncSay) -> None:
        seen.append(body)
        await say("heard", thread_ts=event["ts"])

    async with connect(app):
        said, [reply] = await sandbox.message(TRADER, MARKETS, "@Surge 0700.HK & <more> in #markets")
    [body] = seen
    expected = "<@U00SURGE> <http://0700.HK|0700.HK> &amp; &lt;more&gt; in <#C01MARKETS|markets>"
    assert body["event"]["text"] == said.text == expected
    assert (body["event"]["type"], body["event"]["user"]) == ("app_mention", TRADER)
    assert body["event_id"].startswith("Ev")
    assert isinstance(body["event_time"], int)
    assert (reply.text, reply.thread_ts) == ("heard", said.ts)


async def test_thread_mention(sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect) -> None:
    """A mention within a thread names that thread."""

    @app.event("app_mention")
    async def mentioned(event: Body, say: AsyncSay) -> None:
        await say("heard", thread_ts=event["thread_ts"])

    top = (await client.chat_postMessage(channel=MARKETS, text="alert"))["ts"]
    async with connect(app):
        _, [reply] = await sandbox.message(TRADER, MARKETS, "<@U00SURGE> why".replace("<@U00SURGE>", "@surge"), top)
    assert reply.thread_ts == top


async def test_direct_message(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """A word in the app's DM is a message of channel_type im, and any word there answers it."""

    @app.event("message")
    async def written(event: Body, say: AsyncSay) -> None:
        await say(f"{event['channel_type']}: {event['text']}")

    async with connect(app):
        _, [reply] = await sandbox.message(TRADER, TRADER, "hsi")
    assert (reply.channel, reply.text) == ("D01TRADER", "im: hsi")


async def test_chatter_is_nobodys_business(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """What people say in a channel without naming the app does not reach it."""
    seen: list[Body] = []

    @app.event("message")
    async def written(event: Body) -> None:
        seen.append(event)

    async with connect(app):
        said, replies = await sandbox.message(TRADER, MARKETS, "see https://hkex.com.hk/x @nobody #nowhere")
    assert said.text == "see <https://hkex.com.hk/x> @nobody #nowhere"
    assert (replies, seen) == ([], [])


@pytest.mark.usefixtures("address")
async def test_refused_messages(sandbox: Sandbox) -> None:
    """Empty words, threads that are not there and other people's DMs are refused."""
    for channel, text, thread, error in (
        (MARKETS, " ", None, "no_text"),
        (MARKETS, "x", "1.1", "thread_not_found"),
        ("D02ANALYST", "x", None, "channel_not_found"),
        ("U99", "x", None, "channel_not_found"),
    ):
        with pytest.raises(SlackError, match=error):
            await sandbox.message(TRADER, channel, text, thread)


async def test_home_is_opened_and_published(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect
) -> None:
    """Opening the Home tab tells the app, and shows what it publishes; next time the event carries it."""
    seen: list[Body] = []

    @app.event("app_home_opened")
    async def opened(event: Body) -> None:
        seen.append(event)
        view = {"type": "home", "blocks": [{"type": "divider"}]}
        await client.views_publish(user_id=event["user"], view=view)

    assert await sandbox.home(TRADER) is None
    async with connect(app):
        first = await sandbox.home(TRADER)
        second = await sandbox.home(TRADER)
    assert first is not None
    assert second is not None
    assert first["id"] == second["id"]
    assert (seen[0]["tab"], "view" in seen[0]) == ("home", False)
    assert seen[1]["view"]["id"] == first["id"]


async def test_home_takes_no_modal(client: AsyncWebClient) -> None:
    """A modal cannot be published as a Home tab, nor an alert block stand in one."""
    modal = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []}
    alert = {"type": "home", "blocks": [{"type": "alert", "text": {"type": "plain_text", "text": "x"}}]}
    for view in (modal, alert):
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            await client.views_publish(user_id=TRADER, view=view)
