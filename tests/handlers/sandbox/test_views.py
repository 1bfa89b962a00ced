"""Modals: opened by a trigger, filled in, sent back, stacked and closed."""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.forms import REQUIRED
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.sandbox import Sandbox

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
Body = Mapping[str, Any]
Connect = Callable[[AsyncApp], AbstractAsyncContextManager[object]]


def plain(text: str) -> dict[str, object]:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def field(name: str, element: dict[str, object], **more: object) -> dict[str, object]:
    """Return an input block named after its element's action."""
    return {"type": "input", "block_id": name, "label": plain(name), "element": {"action_id": name, **element}, **more}


def modal(*blocks: dict[str, object], **more: object) -> dict[str, object]:
    """Return a modal that can be submitted."""
    return {
        "type": "modal",
        "callback_id": "edit",
        "title": plain("Edit"),
        "submit": plain("Save"),
        "blocks": [*blocks],
        **more,
    }


TEXT: dict[str, object] = {"type": "plain_text_input", "min_length": 2, "max_length": 5}
LEVEL = field("level", TEXT)
SIDES = [{"text": plain(side), "value": side} for side in ("above", "below")]


@pytest.fixture
def view_id(sandbox: Sandbox, address: object) -> str:
    """Return the id of a modal the trader has open."""
    del address
    return sandbox.workspace.views.open(TRADER, modal(LEVEL, notify_on_close=True), "").id


async def test_command_opens_a_modal(sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect) -> None:
    """A command's trigger id opens a modal once; a second time it is spent, and a strange one is invalid."""
    errors: list[str] = []

    @app.command("/surge")
    async def surge(ack: AsyncAck, body: Body) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(LEVEL))
        for trigger in (body["trigger_id"], "made.up"):
            with pytest.raises(SlackApiError) as caught:
                await client.views_open(trigger_id=trigger, view=modal(LEVEL))
            errors.append(caught.value.response["error"])

    async with connect(app):
        assert await sandbox.command(TRADER, MARKETS, "/surge", "edit") == []
        [view] = sandbox.views(TRADER)
    assert view["title"] == plain("Edit")
    assert view["state"] == {"values": {"level": {"level": {"type": "plain_text_input", "value": None}}}}
    assert errors == ["exchanged_trigger_id", "invalid_trigger_id"]


async def test_submitted_values(sandbox: Sandbox, app: AsyncApp, connect: Connect) -> None:
    """A submission carries the state of every kind of field, and a bare acknowledgement closes the modal."""
    seen: list[Body] = []

    @app.view("edit")
    async def edited(ack: AsyncAck, view: Body) -> None:
        seen.append(view)
        await ack()

    view = modal(
        LEVEL,
        field("side", {"type": "radio_buttons", "options": SIDES}),
        field("names", {"type": "multi_static_select", "options": SIDES}),
        field("day", {"type": "datepicker", "initial_date": "2025-07-15"}),
        field("who", {"type": "multi_users_select"}, optional=True),
        field("what", {"type": "external_select"}, optional=True),
    )
    shown = sandbox.workspace.views.open(TRADER, view, "")
    async with connect(app):
        done = await sandbox.submit(
            TRADER,
            shown.id,
            {"level": {"level": "280"}, "side": "above", "names": ["below"], "who": TRADER, "what": "x"},
        )
    values = seen[0]["state"]["values"]
    assert values["level"]["level"] == {"type": "plain_text_input", "value": "280"}
    assert values["side"]["side"]["selected_option"] == SIDES[0]
    assert values["names"]["names"]["selected_options"] == [SIDES[1]]
    assert values["day"]["day"]["selected_date"] == "2025-07-15"
    assert values["who"]["who"]["selected_users"] == [TRADER]
    assert values["what"]["what"]["selected_option"]["value"] == "x"
    assert (done.errors, done.view, sandbox.views(TRADER)) == ({}, None, [])


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({}, REQUIRED),
        ({"level": ""}, REQUIRED),
        ({"level": "x"}, "Please enter at least 2 characters."),
        ({"level": "123456"}, "Please enter at most 5 characters."),
    ],
)
async def test_slack_itself_sends_forms_back(
    sandbox: Sandbox, view_id: str, given: dict[str, object], complaint: str
) -> None:
    """A form with a required field left out, or too short or long, never reaches the app."""
    done = await sandbox.submit(TRADER, view_id, given)
    assert done.errors == {"level": complaint}
    assert done.view is not None


async def test_errors_keep_the_modal_open(sandbox: Sandbox, app: AsyncApp, connect: Connect, view_id: str) -> None:
    """The app's complaints come back by block, and the modal stays with what was typed."""

    @app.view("edit")
    async def edited(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"level": "Not a number."})

    async with connect(app):
        done = await sandbox.submit(TRADER, view_id, {"level": "abc"})
    assert done.errors == {"level": "Not a number."}
    [view] = sandbox.views(TRADER)
    assert view["state"] == {"values": {"level": {"level": {"type": "plain_text_input", "value": "abc"}}}}


async def test_update_push_and_clear(sandbox: Sandbox, app: AsyncApp, connect: Connect, view_id: str) -> None:
    """An acknowledgement can change the modal, lay another upon it, and take all of them away."""
    answers: list[dict[str, Any]] = [
        {"response_action": "update", "view": modal(LEVEL, title=plain("Again"))},
        {"response_action": "push", "view": modal(LEVEL, title=plain("More"))},
        {"response_action": "clear"},
    ]

    @app.view("edit")
    async def edited(ack: AsyncAck) -> None:
        await ack(answers.pop(0))

    async with connect(app):
        updated = await sandbox.submit(TRADER, view_id, {"level": "abc"})
        assert updated.view is not None
        assert (updated.view["id"], updated.view["title"]) == (view_id, plain("Again"))
        pushed = await sandbox.submit(TRADER, view_id, {})
        assert pushed.view is not None
        assert (pushed.view["previous_view_id"], pushed.view["root_view_id"]) == (view_id, view_id)
        cleared = await sandbox.submit(TRADER, str(pushed.view["id"]), {"level": "abc"})
    assert (cleared.view, sandbox.views(TRADER)) == (None, [])


async def test_confirmation_is_a_reply(
    sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect, view_id: str
) -> None:
    """A word to the person after a submission is its reply."""

    @app.view("edit")
    async def edited(ack: AsyncAck) -> None:
        await ack()
        await client.chat_postEphemeral(channel=MARKETS, user=TRADER, text="saved")

    async with connect(app):
        done = await sandbox.submit(TRADER, view_id, {"level": "abc"})
    assert [reply.text for reply in done.replies] == ["saved"]


async def test_unheard_submission(sandbox: Sandbox, view_id: str) -> None:
    """A submission nobody acknowledges is told as a timeout, and the modal stays."""
    with pytest.raises(SlackError, match="operation_timeout"):
        await sandbox.submit(TRADER, view_id, {"level": "abc"})
    assert len(sandbox.views(TRADER)) == 1


async def test_closing_is_told_where_asked_for(sandbox: Sandbox, app: AsyncApp, connect: Connect, view_id: str) -> None:
    """Closing a modal with notify_on_close tells the app; another is just closed."""
    seen: list[str] = []

    @app.view_closed("edit")
    async def closed(ack: AsyncAck, body: Body) -> None:
        await ack()
        seen.append(body["view"]["id"])

    async with connect(app):
        await sandbox.close(TRADER, view_id)
        quiet = sandbox.workspace.views.open(TRADER, modal(LEVEL), "")
        top = sandbox.workspace.views.push(TRADER, modal(LEVEL, clear_on_close=True), "")
        await sandbox.close(TRADER, top.id)
        assert sandbox.views(TRADER) == []
        sandbox.workspace.views.close(quiet)
    assert (seen, sandbox.views(TRADER)) == ([view_id], [])


async def test_menu_in_a_modal(sandbox: Sandbox, app: AsyncApp, client: AsyncWebClient, connect: Connect) -> None:
    """A menu in a modal reaches the app with the view and can change it; a plain input only remembers."""
    blocks: list[dict[str, object]] = [
        LEVEL,
        {
            "type": "section",
            "block_id": "s",
            "text": plain("side"),
            "accessory": {"type": "static_select", "action_id": "side", "options": SIDES},
        },
    ]

    @app.action("side")
    async def chosen(ack: AsyncAck, body: Body) -> None:
        await ack()
        hash_ = body["view"]["hash"]
        await client.views_update(view_id=body["view"]["id"], hash=hash_, view=modal(LEVEL))
        with pytest.raises(SlackApiError, match="hash_conflict"):
            await client.views_update(view_id=body["view"]["id"], hash=hash_, view=modal(LEVEL))

    view = sandbox.workspace.views.open(TRADER, modal(*blocks), "")
    async with connect(app):
        assert await sandbox.view_action(TRADER, view.id, "level", "abc") == []
        assert await sandbox.view_action(TRADER, view.id, "side", "below") == []
    [shown] = sandbox.views(TRADER)
    assert len(view.blocks) == 1
    assert shown["state"] == {"values": {"level": {"level": {"type": "plain_text_input", "value": "abc"}}}}


async def test_stack_is_three_deep(sandbox: Sandbox, client: AsyncWebClient) -> None:
    """Modals stack up to three; closing the top shows the one below."""

    def trigger() -> str:
        return sandbox.workspace.triggers.issue(TRADER)

    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_push(trigger_id=trigger(), view=modal(LEVEL))
    await client.views_open(trigger_id=trigger(), view=modal(LEVEL))
    for _ in range(2):
        await client.views_push(trigger_id=trigger(), view=modal(LEVEL, external_id="top"))
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await client.views_push(trigger_id=trigger(), view=modal(LEVEL))
    await client.views_update(external_id="top", view=modal(LEVEL, title=plain("Found")))
    below, top = sandbox.views(TRADER)[1:]
    assert below["title"] == plain("Found")
    await sandbox.close(TRADER, str(top["id"]))
    assert len(sandbox.views(TRADER)) == 2


@pytest.mark.parametrize(
    "view",
    [
        {"type": "modal", "blocks": []},
        {"type": "home", "blocks": []},
        modal(LEVEL, title=plain("x" * 25)),
        {"type": "modal", "title": plain("x"), "blocks": [LEVEL]},
        modal({"type": "markdown", "text": "x"}),
        "nonsense",
    ],
)
async def test_illegal_views(sandbox: Sandbox, client: AsyncWebClient, view: Any) -> None:  # noqa: ANN401 - any JSON
    """A view Slack would not show is refused with invalid_arguments, and its trigger is not spent."""
    trigger = sandbox.workspace.triggers.issue(TRADER)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_open(trigger_id=trigger, view=view)
    await client.views_open(trigger_id=trigger, view=modal(LEVEL))


async def test_view_beyond_250_kb(client: AsyncWebClient, sandbox: Sandbox) -> None:
    """A view larger than 250 kB is refused by name."""
    wide: list[dict[str, object]] = [{"type": "section", "fields": [plain("x" * 2000)] * 10} for _ in range(13)]
    with pytest.raises(SlackApiError, match="view_too_large"):
        await client.views_open(trigger_id=sandbox.workspace.triggers.issue(TRADER), view=modal(*wide))


async def test_other_peoples_modals(sandbox: Sandbox, view_id: str) -> None:
    """Nobody can submit or close another person's modal."""
    with pytest.raises(SlackError, match="not_found"):
        await sandbox.submit("U02ANALYST", view_id, {})
