"""What Slack sends again by Socket Mode has one effect."""

import asyncio
from contextlib import suppress
from pathlib import Path

import aiohttp

from bot.__main__ import started
from bot.settings import Settings
from handlers.sandbox import payloads
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.stage import MARKETS, TRADER, Door, line, ready, tape, until


async def test_a_repeated_event_is_answered_once(tmp_path: Path) -> None:
    """An event that comes again with its id, before or after a restart, is acknowledged and not answered again."""
    sandbox = Sandbox(tmp_path / "slack")
    day = tape(tmp_path, [line(0, ("^HSI", 101.0), turnover=100)])
    said = {"user": TRADER, "channel": MARKETS, "text": "<@U00SURGE> hsi", "ts": "1.000001", "event_ts": "1.000001"}

    async def tell(number: str) -> object:
        event = payloads.event("app_mention", said, number, 0.0)
        return await sandbox.workspace.link.deliver("events_api", event, 3.0)

    def answers() -> int:
        return sum(call["method"] == "chat.postMessage" for call in sandbox.workspace.calls.as_json())

    async def answered(times: int) -> bool:
        return answers() >= times

    async with serving(sandbox) as address:
        env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": address.base_url, "PORT": "0"}
        given = {**env, "SURGE_HOME": str(tmp_path / "var"), "SURGE_TAPE": str(day), "SURGE_PROVIDER": "replay"}
        for start in (1, 2):
            async with started(Settings.from_env(given)) as (service, url), aiohttp.ClientSession() as http:
                work, door = asyncio.create_task(service.run()), Door(http, url)
                await until(lambda door=door: ready(door))  # type: ignore[misc]  # the loop's own door
                assert await tell("1") is not None
                assert await tell("1") is not None
                assert await tell(f"new{start}") is not None
                await until(lambda start=start: answered(start + 1))  # type: ignore[misc]  # this start's number
                work.cancel()
                with suppress(asyncio.CancelledError):
                    await work
    assert answers() == 3
