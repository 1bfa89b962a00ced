"""/surge is answered on the acknowledgement where it can be, and by the response_url where not."""

from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import ClientConnectionError
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookResponse

from handlers.people import People
from handlers.services import Services
from handlers.surge_command import PATIENCE, handle
from handlers.tasks import Tasks
from tests.handlers.asking import Hall, hall, line

TYPED = {"team_id": "T01", "user_id": "U01TRADER", "channel_id": "C01MARKETS", "text": " <http://0700.HK|0700.HK> "}
DAY = [line(0, ("0700.HK", 101.0))]


class Line:
    """The far end of an ack or a response_url: keeps what it was told."""

    def __init__(self, status: int = 200, *, broken: bool = False) -> None:
        self.said: list[dict[str, Any]] = []
        self._status, self._broken = status, broken

    async def __call__(self, **payload: object) -> WebhookResponse:
        """Take a payload."""
        self.said.append(payload)
        if self._broken:
            raise ClientConnectionError
        return WebhookResponse(url="", status_code=self._status, body="no", headers={})


async def typed(here: Hall, ack: Line, respond: Line, patience: float) -> None:
    """Type the words, and let all that they began come to its end."""
    services = Services(here.surge, People(), Tasks())
    lines = cast("AsyncAck", ack), cast("AsyncRespond", respond)
    await handle(
        *lines, TYPED, AsyncWebClient("xoxb-test", base_url="http://127.0.0.1:9/api/"), services, patience=patience
    )
    assert await services.tasks.drain(10) == 0


async def test_what_is_ready_rides_on_the_acknowledgement(tmp_path: Path) -> None:
    """A warm answer costs no second message, and only the person sees it."""
    ack, respond = Line(), Line()
    async with hall(tmp_path, DAY) as here:
        await typed(here, ack, respond, 10)
    assert [said["response_type"] for said in ack.said] == ["ephemeral"]
    assert "Tencent Holdings (0700.HK) HK$101.00" in ack.said[0]["text"]
    assert respond.said == []


async def test_what_takes_longer_shows_that_it_has_begun(tmp_path: Path) -> None:
    """The acknowledgement says so at once, marked like every text, and the card follows."""
    ack, respond = Line(), Line()
    async with hall(tmp_path, DAY) as here:
        await typed(here, ack, respond, 0)
    assert ack.said[0]["text"].startswith("REPLAY 15 Jul 2025\nWorking on it…")
    assert "HK$101.00" in respond.said[0]["text"]
    assert respond.said[0]["response_type"] == "ephemeral"


@pytest.mark.parametrize("respond", [Line(broken=True), Line(status=404)])
async def test_a_lost_reply_is_logged(tmp_path: Path, respond: Line, capsys: pytest.CaptureFixture[str]) -> None:
    """Where Slack does not take the card, the log knows and nothing falls over."""
    async with hall(tmp_path, DAY) as here:
        await typed(here, Line(), respond, 0)
    assert "reply" in "".join(capsys.readouterr())


def test_the_patience_is_half_of_slacks() -> None:
    """Slack shows an error after 3 s, so the acknowledgement leaves well before."""
    assert PATIENCE <= 1.5
