"""Slash commands, typed by a person and answered by a real Bolt app."""

import asyncio

from handlers.sandbox.world import SLACKBOT

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
BUTTONS = [
    {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}],
    }
]


async def test_answer_on_the_ack_is_ephemeral(sandbox, app, connect):
    """An answer on the acknowledgement comes back at once and only its person sees it."""

    @app.command("/surge")
    async def surge(ack, command):
        await ack(text=f"heard {command['text']}", blocks=BUTTONS)

    async with connect(app):
        [reply] = await sandbox.command(TRADER, MARKETS, "/surge", " hsi ")
    assert reply.text == "heard hsi"
    assert (reply.ephemeral_to, reply.channel, reply.bot) == (TRADER, MARKETS, True)
    assert reply.blocks[0]["block_id"]
    assert sandbox.messages(MARKETS, TRADER) == [reply]
    assert sandbox.messages(MARKETS, "U02ANALYST") == []


async def test_payload_is_slacks(sandbox, app, connect):
    """A slash command carries what Slack sends, its text escaped."""
    seen = {}

    @app.command("/surge")
    async def surge(ack, body):
        seen.update(body)
        await ack("ok")

    async with connect(app):
        await sandbox.command(TRADER, "D01TRADER", "/surge", "a<b & c>d")
    assert seen["text"] == "a&lt;b &amp; c&gt;d"
    assert seen["command"] == "/surge"
    assert (seen["channel_id"], seen["channel_name"]) == ("D01TRADER", "directmessage")
    assert (seen["user_id"], seen["team_id"]) == (TRADER, "T01")
    assert seen["response_url"].startswith("http://127.0.0.1:")
    assert seen["trigger_id"]


async def test_answer_by_response_url(sandbox, app, connect):
    """After a bare acknowledgement the answers by response_url are awaited and returned."""

    @app.command("/surge")
    async def surge(ack, respond):
        await ack()
        await respond("first")
        await respond("second", response_type="in_channel")

    async with connect(app):
        first, second = await sandbox.command(TRADER, MARKETS, "/surge", "slow")
    assert (first.text, first.ephemeral_to) == ("first", TRADER)
    assert (second.text, second.ephemeral_to) == ("second", None)


async def test_in_channel_ack_shows_what_was_typed(sandbox, app, connect):
    """A public answer on the acknowledgement shows everybody the command that was typed."""

    @app.command("/surge")
    async def surge(ack):
        await ack("for all", response_type="in_channel")

    async with connect(app):
        await sandbox.command(TRADER, MARKETS, "/surge", "hsi")
    assert [message.text for message in sandbox.messages(MARKETS, "U02ANALYST")] == ["/surge hsi", "for all"]


async def test_other_posts_are_no_answers(sandbox, app, client, connect):
    """What the bot posts in the channel meanwhile does not count as an answer to the command."""

    @app.command("/surge")
    async def surge(ack, respond):
        await client.chat_postMessage(channel=MARKETS, text="an alert")
        await ack()
        await respond("the answer")

    async with connect(app):
        replies = await sandbox.command(TRADER, MARKETS, "/surge")
    assert [reply.text for reply in replies] == ["the answer"]


async def test_public_post_answers_where_nothing_else_does(sandbox, app, client, connect):
    """Where only a message to everybody comes, that is taken for the answer."""

    @app.command("/surge")
    async def surge(ack):
        await ack()
        await client.chat_postMessage(channel=MARKETS, text="shared")

    async with connect(app):
        [reply] = await sandbox.command(TRADER, MARKETS, "/surge")
    assert reply.text == "shared"


async def test_no_ack_brings_slacks_notice(sandbox, app, connect):
    """A command nobody acknowledges in time ends in Slack's own ephemeral notice."""

    @app.command("/surge")
    async def surge(ack):
        await asyncio.sleep(1)
        await ack("too late")

    async with connect(app):
        [notice] = await sandbox.command(TRADER, MARKETS, "/surge", "hsi")
    assert notice.text == "/surge failed with the error “operation_timeout”"
    assert (notice.user, notice.ephemeral_to) == (SLACKBOT, TRADER)


async def test_no_app(sandbox, address):
    """With no app connected a command fails with dispatch_failed."""
    [notice] = await sandbox.command(TRADER, MARKETS, "/surge")
    assert "dispatch_failed" in notice.text


async def test_unknown_command(sandbox, address):
    """A command the workspace does not know is refused by Slackbot."""
    [notice] = await sandbox.command(TRADER, MARKETS, "/serge")
    assert notice.text.startswith("`/serge` is not a valid command.")


async def test_illegal_ack_brings_a_notice(sandbox, app, connect):
    """Blocks beyond Slack's limits on an acknowledgement end in a notice that names the error."""

    @app.command("/surge")
    async def surge(ack):
        await ack(text="x", blocks=[{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}])

    async with connect(app):
        [notice] = await sandbox.command(TRADER, MARKETS, "/surge")
    assert "invalid_blocks" in notice.text


async def test_response_url_works_five_times(sandbox, app, connect):
    """A response_url takes five answers and refuses the sixth."""
    statuses = []

    @app.command("/surge")
    async def surge(ack, respond):
        await ack("0")
        for number in range(6):
            statuses.append((await respond(str(number))).status_code)

    async with connect(app):
        await sandbox.command(TRADER, MARKETS, "/surge")
        await asyncio.sleep(0.2)
    assert statuses == [200] * 5 + [404]


async def test_replace_and_delete_original(sandbox, app, connect):
    """The first answer can be replaced and taken away by response_url."""
    texts = []

    @app.command("/surge")
    async def surge(ack, respond):
        await ack()
        await respond("working")
        await respond("done", replace_original=True)
        texts.extend(message.text for message in sandbox.messages(MARKETS))
        await respond(delete_original=True)

    async with connect(app):
        replies = await sandbox.command(TRADER, MARKETS, "/surge")
    assert texts == ["done"]
    assert replies == sandbox.messages(MARKETS) == []
