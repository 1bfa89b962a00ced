"""A press is read as Slack sends it, from messages and from menus."""

from pathlib import Path
from typing import Any, cast

import pytest
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.buttons import pressed
from handlers.people import People
from handlers.press import Press, read
from handlers.services import Services
from handlers.tasks import Tasks
from tests.handlers.asking import Hall, hall, line
from tests.handlers.test_surge_command import Line

DAY = [line(0, ("^HSI", 101.0))]
NOWHERE = "http://127.0.0.1:9/api/"
BUTTON = {"action_id": "surge:run:0", "type": "button", "value": "quote ^HSI"}
CHOICE = {"action_id": "surge:menu:4", "type": "overflow", "selected_option": {"value": "snooze 4"}}


def pressing(here: Hall, action: dict[str, Any], respond: Line, **more: object) -> Press:
    """Return a press as it is read."""
    body = {"actions": [action], "user": {"id": "U01TRADER"}, "team": {"id": "T01"}, "trigger_id": "1", **more}
    services = Services(here.surge, People(), Tasks())
    return read(
        body, AsyncWebClient("xoxb-test", base_url=NOWHERE, retry_handlers=[]), cast("AsyncRespond", respond), services
    )


@pytest.mark.parametrize("place", [{"channel": {"id": "C1"}}, {"container": {"channel_id": "C1"}}])
async def test_a_press_is_read(tmp_path: Path, place: dict[str, Any]) -> None:
    """Name, value and place are found wherever Slack puts them."""
    async with hall(tmp_path, DAY) as here:
        press = pressing(here, BUTTON, Line(), **place)
        assert (press.name, press.value, press.channel, press.team) == ("run", "quote ^HSI", "C1", "T01")
        menu = pressing(here, CHOICE, Line(), **place)
        assert (menu.name, menu.value) == ("snooze", "4")


async def test_an_old_button_says_so(tmp_path: Path) -> None:
    """A button that this Surge does not know is answered all the same."""
    respond = Line()
    async with hall(tmp_path, DAY) as here:
        await pressed(pressing(here, {**BUTTON, "action_id": "surge:gone"}, respond))
    assert "of an older Surge" in respond.said[0]["text"]


@pytest.mark.parametrize("name", ["why", "snooze", "mute", "remove", "edit"])
async def test_a_button_of_what_is_no_more(tmp_path: Path, name: str) -> None:
    """What was removed meanwhile, or never was, is said to be gone."""
    respond = Line()
    async with hall(tmp_path, DAY) as here:
        await pressed(pressing(here, {"action_id": f"surge:{name}", "value": "99"}, respond))
    assert any(
        words in respond.said[0]["text"] for words in ("no alert #99", "not kept any more", "#99 is no more", "rights")
    )
