"""Buttons and menus on messages, pressed by a person and heard by a real Bolt app."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.refusal import SlackError
from handlers.sandbox.sandbox import Sandbox

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
Connect = Callable[[AsyncApp], AbstractAsyncContextManager[object]]


def plain(text: str) -> dict[str, object]:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, object]:
    """Return an option."""
    return {"text": plain(value.upper()), "value": value}


BLOCKS: list[dict[str, Any]] = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {"type": "button", "action_id": "share", "text": plain("Share"), "value": "hsi"},
            {"type": "static_select", "action_id": "span", "options": [option("1d"), option("5d")]},
            {"type": "overflow", "action_id": "more", "options": [option("mute"), option("edit")]},
        ],
    }
]


async def posted(client: AsyncWebClient, **more: Any) -> str:  # noqa: ANN401 - as the client takes it
    """Post a message with something to press, and return its ts."""
    answer = await client.chat_postMessage(channel=MARKETS, text="card", blocks=BLOCKS, **more)
    return str(answer["ts"])


@pytest.fixture
def seen(app: AsyncApp) -> list[Mapping[str, Any]]:
    """Return the payloads that the app's only listener saw."""
    payloads: list[Mapping[str, Any]] = []

    @app.action({"block_id": "row"})
    async def heard(ack: AsyncAck, body: Mapping[str, Any], respond: AsyncRespond) -> None:
        await ack()
        payloads.append(body)
        await respond("heard")

    return payloads


async def test_button_payload(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect, seen: list[Mapping[str, Any]]
) -> None:
    """A button's payload tells who pressed what, on which message, and where to answer."""
    ts = await posted(client)
    async with connect(app):
        [reply] = await sandbox.action(TRADER, MARKETS, ts, "share", "forged")
    [body] = seen
    assert (reply.text, reply.ephemeral_to) == ("heard", TRADER)
    assert body["type"] == "block_actions"
    assert (body["user"]["id"], body["channel"]["id"]) == (TRADER, MARKETS)
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": MARKETS,
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == ts
    [action] = body["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("share", "row", "hsi")
    assert body["state"]["values"]["row"]["span"] == {"type": "static_select", "selected_option": None}
    assert body["trigger_id"]


async def test_chosen_option(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect, seen: list[Mapping[str, Any]]
) -> None:
    """A menu's payload carries the whole option, and a select's choice stands in the state too."""
    ts = await posted(client)
    async with connect(app):
        await sandbox.action(TRADER, MARKETS, ts, "span", "5d")
        await sandbox.action(TRADER, MARKETS, ts, "more", "mute", block_id="row")
    select, menu = seen
    assert select["actions"][0]["selected_option"] == option("5d")
    assert select["state"]["values"]["row"]["span"]["selected_option"] == option("5d")
    assert menu["actions"][0]["selected_option"] == option("mute")


async def test_on_an_ephemeral_message(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect
) -> None:
    """On an ephemeral message the payload has no message, and the answer can replace it."""
    seen: list[Mapping[str, Any]] = []

    @app.action("share")
    async def share(ack: AsyncAck, body: Mapping[str, Any], respond: AsyncRespond) -> None:
        await ack()
        seen.append(body)
        await respond("shared", replace_original=True)

    await client.chat_postEphemeral(channel=MARKETS, user=TRADER, text="x", blocks=BLOCKS)
    [original] = sandbox.messages(MARKETS)
    async with connect(app):
        [reply] = await sandbox.action(TRADER, MARKETS, original.ts, "share")
    assert "message" not in seen[0]
    assert seen[0]["container"]["is_ephemeral"]
    assert (reply.ts, reply.text, reply.ephemeral_to) == (original.ts, "shared", TRADER)


async def test_changed_message_and_thread_are_answers(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect
) -> None:
    """A change to the message acted upon and a word in its thread both count as answers."""

    @app.action("share")
    async def share(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        ts = body["message"]["ts"]
        await client.chat_update(channel=MARKETS, ts=ts, text="muted")
        await client.chat_postMessage(channel=MARKETS, thread_ts=ts, text="why")

    ts = await posted(client)
    async with connect(app):
        changed, why = await sandbox.action(TRADER, MARKETS, ts, "share")
    assert (changed.ts, changed.text) == (ts, "muted")
    assert (why.thread_ts, why.text) == (ts, "why")


async def test_in_a_thread(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect, seen: list[Mapping[str, Any]]
) -> None:
    """On a message in a thread the container names the thread, and the answer stands there."""
    top = await posted(client)
    ts = await posted(client, thread_ts=top)
    async with connect(app):
        [reply] = await sandbox.action(TRADER, MARKETS, ts, "share")
    assert seen[0]["container"]["thread_ts"] == top
    assert reply.thread_ts == top


@pytest.mark.parametrize(
    ("press", "error"),
    [
        ((TRADER, MARKETS, "nothing", None), "action_not_found"),
        ((TRADER, MARKETS, "span", "9y"), "invalid_option"),
        (("U99", MARKETS, "share", None), "user_not_found"),
        ((TRADER, "D02ANALYST", "share", None), "channel_not_found"),
        ((TRADER, "C02GENERAL", "share", None), "message_not_found"),
    ],
)
async def test_refused(
    sandbox: Sandbox, client: AsyncWebClient, press: tuple[str, str, str, str | None], error: str
) -> None:
    """What is not there, not offered or not theirs cannot be pressed."""
    ts, (user, channel, action_id, value) = await posted(client), press
    with pytest.raises(SlackError, match=error):
        await sandbox.action(user, channel, ts, action_id, value)


async def test_other_peoples_ephemeral_message(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """Nobody can press what only another person sees."""
    await client.chat_postEphemeral(channel=MARKETS, user=TRADER, text="x", blocks=BLOCKS)
    [message] = sandbox.messages(MARKETS)
    with pytest.raises(SlackError, match="message_not_found"):
        await sandbox.action("U02ANALYST", MARKETS, message.ts, "share")


async def test_nobody_hears(sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect) -> None:
    """A press that no app hears, or that no listener takes, has no answer."""
    sandbox.workspace.patience = 0.3
    ts = await posted(client)
    assert await sandbox.action(TRADER, MARKETS, ts, "share") == []
    async with connect(app):
        assert await sandbox.action(TRADER, MARKETS, ts, "share") == []
