"""A modal closes in time, whatever becomes of what was typed."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import cast

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience.rights import Actor
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


async def test_what_is_saved_in_time_is_confirmed(tmp_path: Path) -> None:
    """The modal closes, and the person reads the rule back."""
    async with hall(tmp_path, DAY) as here:
        ack, told = await submit(here, form("up 2%"), tmp_path / "slack", 10)
    assert ack.said == [{}]
    assert "Watching for you, as #1: Hang Seng Index moves up 2% or more" in told[0]


async def test_what_takes_longer_is_told_afterwards(tmp_path: Path) -> None:
    """The modal closes before Slack gives up; success or error comes as a message."""
    async with hall(tmp_path, DAY) as here:
        ack, told = await submit(here, form("up 2%"), tmp_path / "slack", 0)
        assert ack.said == [{}]
        assert "Watching for you" in told[0]
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
