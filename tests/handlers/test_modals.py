"""A modal closes in time, whatever becomes of what was typed."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import cast

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience.rights import Actor
from handlers.cards.views import view_problems
from handlers.modals import Form, open_alert, submitted
from handlers.people import People
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from handlers.services import Services
from handlers.tasks import Tasks
from tests.handlers.asking import Hall, hall, line
from tests.handlers.test_press import BUTTON, pressing
from tests.handlers.test_replies import texts
from tests.handlers.test_surge_command import Line

DAY = [line(0, ("^HSI", 101.0))]


async def trader() -> Actor:
    """Return who submits."""
    return Actor(team="T01", user="U01TRADER", channels=frozenset(("C01MARKETS",)))


async def outsider() -> Actor:
    """Return the same person, who has left the channel."""
    return Actor(team="T01", user="U01TRADER")


async def slow() -> Actor:
    """Return the same person, after a while."""
    await asyncio.sleep(0.02)
    return await trader()


def form(words: str, name: str = "alert", **memory: object) -> Form:
    """Return a submission for the person's own ears."""
    given = {"symbol": "^HSI", "channel": "D01TRADER", **memory}
    return Form(name=name, team="T01", user="U01TRADER", words=words, where="person", memory=given, actor=trader)


async def submit(here: Hall, typed: Form, folder: Path, patience: float) -> tuple[Line, list[str]]:
    """Submit it; return the acknowledgement, and what the person reads in the end."""
    ack, services = Line(), Services(here.surge, People(), Tasks())
    async with serving(Sandbox(folder, patience=0.6)) as address:
        client = AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[])
        await submitted(cast("AsyncAck", ack), typed, client, services, patience=patience)
        assert await services.tasks.drain(10) == 0
        return ack, [text for text, _ in await texts(address, "D01TRADER")]


async def test_a_rule_is_shown_before_it_is_saved(tmp_path: Path) -> None:
    """The preview lies upon the form and nothing is saved; its [Save] closes both, and the person reads it back."""
    async with hall(tmp_path, DAY) as here:
        ack, told = await submit(here, form("up 2%"), tmp_path / "slack", 10)
        view = ack.said[0]["view"]
        assert (ack.said[0]["response_action"], told) == ("push", [])
        assert "You watch nothing yet" in await here.ask("watch")
        assert view_problems(view) == []
        assert "Hang Seng Index moves up 2% or more" in str(view["blocks"])
        assert "points to +2.00%" in str(view["blocks"])
        kept = replace(form("", "save"), memory=json.loads(view["private_metadata"]))
        for first in ("Watching for you, as #1", "Already there as #1"):
            ack, told = await submit(here, kept, tmp_path / first[:7], 10)
            assert ack.said == [{"response_action": "clear"}]
            assert f"{first}: Hang Seng Index moves up 2% or more" in told[0]
        ack, _ = await submit(here, form("up 2%"), tmp_path / "again", 10)
        assert "there already as #1" in str(ack.said[0]["view"]["blocks"])
        assert view_problems(ack.said[0]["view"]) == []


async def test_who_may_no_more_saves_nothing(tmp_path: Path) -> None:
    """Rights are looked at again when a preview is saved; the reason stands in its place."""
    async with hall(tmp_path, DAY) as here:
        ack, _ = await submit(here, replace(form("up 2%", channel="C01MARKETS"), where="channel"), tmp_path / "a", 10)
        memory = json.loads(ack.said[0]["view"]["private_metadata"])
        gone = replace(form("", "save"), memory=memory, actor=outsider)
        ack, told = await submit(here, gone, tmp_path / "b", 10)
        assert ack.said[0]["response_action"] == "update"
        assert "do not see you among" in str(ack.said[0]["view"]["blocks"])
        assert told == []
        assert "no alerts yet" in await here.ask("alerts")


async def test_what_takes_longer_is_told_afterwards(tmp_path: Path) -> None:
    """The modal closes before Slack gives up; the preview, with its buttons, or an error comes as a message."""
    async with hall(tmp_path, DAY) as here:
        ack, told = await submit(here, form("up 2%"), tmp_path / "slack", 0)
        assert ack.said == [{"response_action": "clear"}]
        assert "Preview, nothing saved yet" in told[0]
        _, told = await submit(here, replace(form("up 0%"), actor=slow), tmp_path / "other", 0)
        assert "0% is where every day starts" in told[0]


async def test_a_fault_of_ours_is_told_in_the_modal(tmp_path: Path) -> None:
    """Whatever happens, the person reads something, and the log has more under the same number."""
    async with hall(tmp_path, DAY) as here:
        ack, told = await submit(here, form("up 2%", "edit"), tmp_path / "slack", 10)
    assert "went wrong on my side" in ack.said[0]["errors"]["rule"]
    assert told == []


async def test_a_form_that_slack_does_not_open(tmp_path: Path) -> None:
    """The person is asked to press once more."""
    respond = Line()
    async with hall(tmp_path, DAY) as here:
        await open_alert(pressing(here, {**BUTTON, "value": "^HSI"}, respond))
    assert "press the button once more" in respond.said[0]["text"]
