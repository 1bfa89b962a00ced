"""Quiet hours travel along with people, by what the workspace says of them."""

from pathlib import Path

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.audience.preferences import HOME
from handlers.app import build_app
from handlers.identity import Identity
from handlers.people import People
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from handlers.services import Services
from handlers.tasks import Tasks
from tests.handlers.asking import TEAM, hall, line


async def test_quiet_hours_travel_along(tmp_path: Path) -> None:
    """Who moves keeps quiet by the clocks there; of who never asked Surge for anything nothing is kept."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0))]) as here, serving(Sandbox(tmp_path)) as address:
        client = AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[])
        app = build_app(Services(here.surge, People(), Tasks()), client, Identity(client))
        await here.surge.choices.choose(TEAM, "U01TRADER", {HOME: "Asia/Hong_Kong"})
        for user in ("U01TRADER", "U02ANALYST"):
            profile = {"id": user, "team_id": TEAM, "tz": "Europe/Paris"}
            event = {"type": "user_change", "user": profile, "event_ts": "1.1"}
            body = {"type": "event_callback", "team_id": TEAM, "event": event, "event_id": f"Ev{user}"}
            answer = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
            assert answer.status == 200
        assert "Paris time (as usual)" in await here.ask("quiet")
        assert await here.surge.choices.chosen(TEAM, "U02ANALYST", HOME) == ""
