"""The control doors, as scripts and the page knock at them."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.commands import Completion, SlashCommand
from handlers.sandbox.offered import offered
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving

TRADER, MARKETS = "U01TRADER", "C01MARKETS"
Body = Mapping[str, Any]
Door = Callable[..., Awaitable[dict[str, Any]]]
Connect = Callable[[AsyncApp], AbstractAsyncContextManager[object]]
FIELDS = {"ts", "channel", "user", "text", "blocks", "thread_ts", "ephemeral_to", "edited"}


def plain(text: str) -> dict[str, object]:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


MODAL = {
    "type": "modal",
    "title": plain("Edit"),
    "submit": plain("Save"),
    "callback_id": "edit",
    "blocks": [
        {
            "type": "input",
            "block_id": "level",
            "label": plain("x"),
            "element": {"type": "plain_text_input", "action_id": "l"},
        }
    ],
}


async def test_workspace(look: Door) -> None:
    """The page is told people with their rights, channels, DMs, commands and whether the app is there."""
    told = await look("workspace")
    assert told["team"]["id"] == "T01"
    assert told["bot"] == {"id": "B00SURGE", "name": "surge", "user": "U00SURGE"}
    assert {
        "id": "U03GUEST",
        "name": "gwen",
        "real_name": "Gwen Guest",
        "is_admin": False,
        "is_restricted": True,
    } in told["users"]
    assert told["channels"] == [{"id": MARKETS, "name": "markets"}, {"id": "C02GENERAL", "name": "general"}]
    assert {"id": "D01TRADER", "user": TRADER} in told["dms"]
    assert told["commands"][0]["command"] == "/surge"
    assert told["connected"] is False


async def test_completions_are_told(tmp_path: Path) -> None:
    """The commands an app brings are told with their completions."""
    command = SlashCommand("/surge", "Markets", "[name]", (Completion("hsi", "Hang Seng Index"),))
    sandbox = Sandbox(tmp_path, [command])
    async with serving(sandbox) as address, ClientSession() as session:
        told = await (await session.get(f"{address.url}/_sandbox/workspace")).json()
    assert told["commands"][0]["completions"] == [{"text": "hsi", "description": "Hang Seng Index"}]


def test_examples_of_the_help_are_offered() -> None:
    """What the help shows can be chosen after /surge, each once and with its meaning."""
    completions = offered().completions
    assert "leaders" in [completion.text for completion in completions]
    assert all(completion.text and completion.description for completion in completions)
    assert len({completion.text for completion in completions}) == len(completions)


async def test_command_door(app: AsyncApp, connect: Connect, door: Door) -> None:
    """The command door answers with everything that answered the command."""

    @app.command("/surge")
    async def surge(ack: AsyncAck, command: Body) -> None:
        await ack(f"heard {command['text']}")

    async with connect(app):
        told = await door("command", user=TRADER, channel=MARKETS, command="/surge", text="hsi")
    assert told["ok"]
    [reply] = told["replies"]
    assert (reply["text"], reply["ephemeral_to"]) == ("heard hsi", TRADER)
    assert reply.keys() >= FIELDS


async def test_messages_door(client: AsyncWebClient, door: Door, look: Door) -> None:
    """The messages door shows a conversation oldest first, ephemeral ones to their person only."""
    await client.chat_postMessage(channel=MARKETS, text="one")
    await client.chat_postEphemeral(channel=MARKETS, user=TRADER, text="two")
    written = await door("message", user="U02ANALYST", channel=MARKETS, text="three")
    assert written["message"]["text"] == "three"

    async def texts(**more: str) -> list[str]:
        return [message["text"] for message in (await look("messages", channel=MARKETS, **more))["messages"]]

    assert await texts() == await texts(user=TRADER) == ["one", "two", "three"]
    assert await texts(user="U02ANALYST") == ["one", "three"]
    assert (await look("messages", channel=TRADER))["messages"] == []


async def test_action_submit_and_close(
    sandbox: Sandbox, app: AsyncApp, connect: Connect, door: Door, client: AsyncWebClient
) -> None:
    """Pressing, filling in, submitting and closing all have their doors."""

    @app.action("go")
    async def pressed(ack: AsyncAck, body: Body) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("edit")
    async def edited(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"level": "No."})

    button = {"type": "button", "action_id": "go", "text": plain("Go")}
    blocks = [{"type": "actions", "elements": [button]}]
    ts = (await client.chat_postMessage(channel=MARKETS, text="x", blocks=blocks))["ts"]
    async with connect(app):
        told = await door("action", user=TRADER, channel=MARKETS, message_ts=ts, action_id="go", value=None)
        assert told == {"ok": True, "replies": []}
        [view] = sandbox.views(TRADER)
        remembered = await door("action", user=TRADER, view_id=view["id"], action_id="l", value="a")
        assert remembered == {"ok": True, "replies": []}
        told = await door("submit", user=TRADER, view_id=view["id"], values={"l": "b"})
        assert (told["ok"], told["errors"]) == (True, {"level": "No."})
        assert await door("close", user=TRADER, view_id=view["id"]) == {"ok": True}
    assert sandbox.views(TRADER) == []


async def test_home_door(client: AsyncWebClient, door: Door) -> None:
    """The home door shows what was published, and null before."""
    assert await door("home", user=TRADER) == {"ok": True, "view": None}
    await client.views_publish(user_id=TRADER, view={"type": "home", "blocks": [{"type": "divider"}]})
    assert (await door("home", user=TRADER))["view"]["type"] == "home"


@pytest.mark.parametrize(
    ("name", "args", "error"),
    [
        ("command", {"user": "U99", "channel": MARKETS, "command": "/surge"}, "user_not_found"),
        ("command", {"user": TRADER, "channel": "C99", "command": "/surge"}, "channel_not_found"),
        ("command", {"user": TRADER, "channel": MARKETS}, "invalid_arguments"),
        ("submit", {"user": TRADER, "view_id": "V9"}, "not_found"),
        ("replay", {"do": "rewind"}, "invalid_arguments"),
    ],
)
async def test_refusals(door: Door, name: str, args: dict[str, str], error: str) -> None:
    """A door refuses by name what cannot be done."""
    told = await door(name, **args)
    assert (told["ok"], told["error"]) == (False, error)


async def test_page_and_permalinks(sandbox: Sandbox, tmp_path: Path) -> None:
    """The page is served where there is one, and permalinks lead to it."""
    async with serving(sandbox, page=tmp_path) as address, ClientSession(address.url) as session:
        assert (await session.get("/")).status == 404
        moved = await session.get("/archives/C01MARKETS/p1", allow_redirects=False)
        assert moved.headers["Location"] == "/#C01MARKETS/p1"
        (tmp_path / "index.html").write_text("<p>page</p>", encoding="utf-8")
        answer = await session.get("/")
        assert await answer.text() == "<p>page</p>"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert await (await session.get("/_sandbox/page/index.html")).text() == "<p>page</p>"
