"""Slash commands, typed by a person and answered by a real Bolt app."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.world import SLACKBOT

Body = Mapping[str, object]
Connect = Callable[[AsyncApp], AbstractAsyncContextManager[object]]

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
BUTTONS = [
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
    }
]


async def test_answer_on_the_ack_is_ephemeral(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """An answer on the acknowledgement comes back at once and only its person sees it."""

    @app.command("/surge")
    async def surge(ack: AsyncAck, command: Body) -> None:
        await ack(text=f"heard {command['text']}", blocks=BUTTONS)

    async with connect(app):
        [reply] = await sandbox.command(TRADER, MARKETS, "/surge", " hsi ")
    assert reply.text == "heard hsi"
    assert (reply.ephemeral_to, reply.channel, reply.bot) == (TRADER, MARKETS, True)
    assert reply.blocks[0]["block_id"]
    assert sandbox.messages(MARKETS, TRADER) == [reply]
    assert sandbox.messages(MARKETS, "U02ANALYST") == []


async def test_a_late_first_word_is_not_taken_for_the_last(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """Where the acknowledgement took long, what follows it within Slack's patience is an answer as well."""

    @app.command("/surge")
    async def surge(ack: AsyncAck, respond: AsyncRespond) -> None:
        async def follow() -> None:
            await asyncio.sleep(0.3)
            await respond("here it is")

        await asyncio.sleep(1.1)
        await ack(text="working on it")
        following.append(asyncio.create_task(follow()))

    following: list[asyncio.Task[None]] = []
    async with connect(app):
        replies = await sandbox.command(TRADER, MARKETS, "/surge", "hsi")
    assert [reply.text for reply in replies] == ["working on it", "here it is"]


async def test_payload_is_slacks(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """A slash command carries what Slack sends, its text escaped."""
    seen: dict[str, object] = {}

    @app.command("/surge")
    async def surge(ack: AsyncAck, body: Body) -> None:
        seen.update(body)
        await ack("ok")

    async with connect(app):
        await sandbox.command(TRADER, "D01TRADER", "/surge", "a<b & c>d")
    assert seen["text"] == "a&lt;b &amp; c&gt;d"
    assert seen["command"] == "/surge"
    assert (seen["channel_id"], seen["channel_name"]) == ("D01TRADER", "directmessage")
    assert (seen["user_id"], seen["team_id"]) == (TRADER, "T01")
    assert str(seen["response_url"]).startswith("http://127.0.0.1:")
    assert seen["trigger_id"]


async def test_answer_by_response_url(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """After a bare acknowledgement the answers by response_url are awaited and returned."""

    @app.command("/surge")
    async def surge(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("first")
        await respond("second", response_type="in_channel")

    async with connect(app):
        first, second = await sandbox.command(TRADER, MARKETS, "/surge", "slow")
    assert (first.text, first.ephemeral_to) == ("first", TRADER)
    assert (second.text, second.ephemeral_to) == ("second", None)


async def test_in_channel_ack_shows_what_was_typed(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """A public answer on the acknowledgement shows everybody the command that was typed."""

    @app.command("/surge")
    async def surge(ack: AsyncAck) -> None:
        await ack("for all", response_type="in_channel")

    async with connect(app):
        await sandbox.command(TRADER, MARKETS, "/surge", "hsi")
    assert [message.text for message in sandbox.messages(MARKETS, "U02ANALYST")] == ["/surge hsi", "for all"]


async def test_other_posts_are_no_answers(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect
) -> None:
    """What the bot posts in the channel meanwhile does not count as an answer to the command."""

    @app.command("/surge")
    async def surge(ack: AsyncAck, respond: AsyncRespond) -> None:
        await client.chat_postMessage(channel=MARKETS, text="an alert")
        await ack()
        await respond("the answer")

    async with connect(app):
        replies = await sandbox.command(TRADER, MARKETS, "/surge")
    assert [reply.text for reply in replies] == ["the answer"]


async def test_public_post_answers_where_nothing_else_does(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect
) -> None:
    """Where only a message to everybody comes, that is taken for the answer."""
    sandbox.workspace.patience = 1.0

    @app.command("/surge")
    async def surge(ack: AsyncAck) -> None:
        await ack()
        await client.chat_postMessage(channel=MARKETS, text="shared")

    async with connect(app):
        [reply] = await sandbox.command(TRADER, MARKETS, "/surge")
    assert reply.text == "shared"


async def test_no_ack_brings_slacks_notice(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """A command nobody acknowledges in time ends in Slack's own ephemeral notice."""
    sandbox.workspace.patience = 0.3

    @app.command("/surge")
    async def surge(ack: AsyncAck) -> None:
        await asyncio.sleep(1)
        await ack("too late")

    async with connect(app):
        [notice] = await sandbox.command(TRADER, MARKETS, "/surge", "hsi")
    assert notice.text == "/surge failed with the error “operation_timeout”"
    assert (notice.user, notice.ephemeral_to) == (SLACKBOT, TRADER)


@pytest.mark.usefixtures("address")
async def test_no_app(sandbox: Sandbox) -> None:
    """With no app connected a command fails with dispatch_failed."""
    [notice] = await sandbox.command(TRADER, MARKETS, "/surge")
    assert "dispatch_failed" in notice.text


@pytest.mark.usefixtures("address")
async def test_unknown_command(sandbox: Sandbox) -> None:
    """A command the workspace does not know is refused by Slackbot."""
    [notice] = await sandbox.command(TRADER, MARKETS, "/serge")
    assert notice.text.startswith("`/serge` is not a valid command.")


async def test_illegal_ack_brings_a_notice(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """Blocks beyond Slack's limits on an acknowledgement end in a notice that names the error."""

    @app.command("/surge")
    async def surge(ack: AsyncAck) -> None:
        await ack(text="x", blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}])

    async with connect(app):
        [notice] = await sandbox.command(TRADER, MARKETS, "/surge")
    assert "invalid_blocks" in notice.text


async def test_response_url_works_five_times(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """A response_url takes five answers and refuses the sixth."""
    statuses: list[int] = []

    @app.command("/surge")
    async def surge(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack("0")
        statuses.extend([(await respond(str(number))).status_code for number in range(6)])

    async with connect(app):
        await sandbox.command(TRADER, MARKETS, "/surge")
        await asyncio.sleep(0.2)
    assert statuses == [200] * 5 + [404]


async def test_replace_and_delete_original(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """The first answer can be replaced and taken away by response_url."""
    texts: list[str] = []

    @app.command("/surge")
    async def surge(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("working")
        await respond("done", replace_original=True)
        texts.extend(message.text for message in sandbox.messages(MARKETS))
        await respond(delete_original=True)

    async with connect(app):
        replies = await sandbox.command(TRADER, MARKETS, "/surge")
    assert texts == ["done"]
    assert replies == sandbox.messages(MARKETS) == []
