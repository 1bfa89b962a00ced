"""Surge in surroundings that nobody here has made: another Slack, and a proxy for everything else."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.__main__ import started
from bot.settings import Settings
from tests.foreign import CHANNEL, TEAM, USER, Foreign
from tests.program import door, program, stopped
from tests.stage import TRADER, Door, line, ready, tape, until

LINES = [line(minute, ("HSTECH.HK", 103), turnover=240 + 4 * minute) for minute in range(8)]
COMMAND = {"command": "/surge", "team_id": TEAM, "channel_id": CHANNEL, "user_id": USER, "trigger_id": "1.2.3"}
MENTION = {"type": "app_mention", "user": USER, "channel": CHANNEL, "ts": "1.000001", "text": "<@U0BOT> hstech"}


@dataclass
class Stranger(Foreign):
    """A Slack written by others that has Socket Mode, and says as little as it can: no hello, no types it need not."""

    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acknowledged: dict[str, Any] = field(default_factory=dict)

    async def link(self, request: web.Request) -> web.WebSocketResponse:
        """Take a connection, and remember what it acknowledges."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        with suppress(ConnectionError):
            async for frame in socket:
                said = json.loads(frame.data)
                self.acknowledged[said["envelope_id"]] = said.get("payload")
        return socket

    async def send(self, kind: str, envelope: str, payload: Mapping[str, object]) -> object:
        """Send an envelope; return what its acknowledgement carries."""
        await self.sockets[-1].send_json({"type": kind, "envelope_id": envelope, "payload": payload})

        async def heard() -> bool:
            return envelope in self.acknowledged

        await until(heard)
        return self.acknowledged[envelope]


@asynccontextmanager
async def strange(folder: Path, **answers: Mapping[str, object]) -> AsyncIterator[tuple[Stranger, Door]]:
    """Run Surge in a strange Slack with these answers ("_" stands for "."); give both once Surge is ready."""
    slack, app = Stranger(), web.Application()
    app.router.add_route("*", "/api/{method}", slack.api)
    app.router.add_get("/socket", slack.link)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host = f"127.0.0.1:{runner.addresses[0][1]}"
    slack.answers["apps.connections.open"] = {"url": f"ws://{host}/socket"}
    slack.answers |= {method.replace("_", "."): answer for method, answer in answers.items()}
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SURGE_CHANNEL": CHANNEL}
    env = {"SURGE_PROVIDER": "replay", "SURGE_TAPE": str(tape(folder, LINES)), "SURGE_REPLAY_SPEED": "100000"}
    settings = Settings.from_env(
        {**tokens, **env, "SLACK_API_URL": f"http://{host}/api", "SURGE_HOME": str(folder / "var"), "PORT": "0"}
    )
    try:
        async with started(settings) as (service, url), aiohttp.ClientSession() as http:
            work = asyncio.create_task(service.run())
            health = Door(http, url)
            await until(lambda: ready(health))
            yield slack, health
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"auth_test": {"user_id": "U0BOT"}, "chat_postMessage": {"ts": 1752562800.5}, "users_info": {"user": None}},
        {"auth_test": {"team_id": None}, "chat_postMessage": {"message": {}}, "users_info": {"user": {}}},
    ],
    ids=["usual", "short", "empty"],
)
async def test_a_slack_that_says_little(tmp_path: Path, answers: Mapping[str, Mapping[str, object]]) -> None:
    """Commands, mentions, junk and alerts work where a Slack leaves out what it can, and each alert is posted once."""
    async with strange(tmp_path, **answers) as (slack, _):
        for junk in (
            "hello",
            "[1]",
            "{}",
            '{"type": "hello"}',
            '{"type": 1, "envelope_id": 2, "payload": [3]}',
            "\ud83d",
        ):
            await slack.sockets[-1].send_str(junk.encode("utf-8", "replace").decode())
        await slack.sockets[-1].send_bytes(b"\xff\x00")
        answer = await slack.send("slash_commands", "e1", {**COMMAND, "text": "hstech"})
        assert "Hang Seng TECH" in str(answer)
        event = {"type": "event_callback", "event_id": "Ev1", "event": MENTION}
        assert await slack.send("events_api", "e2", event) is None

        async def mentioned() -> bool:
            return any("Hang Seng TECH" in text for text in slack.said())

        await until(mentioned)
        await slack.send("slash_commands", "e3", {**COMMAND, "command": "/replay", "text": "play"})

        numbers = count()

        async def told() -> bool:
            typed = {**COMMAND, "text": "status"}
            return "sent, 0 waiting" in str(await slack.send("slash_commands", f"s{next(numbers)}", typed))

        await until(told)
        assert sum("passed HK$250bn" in text for text in slack.said()) == 1


async def test_a_command_with_next_to_nothing_in_it_is_acknowledged(tmp_path: Path) -> None:
    """A command that names neither person nor place ends with an answer, not with silence."""
    async with strange(tmp_path) as (slack, _):
        assert await slack.send("slash_commands", "e1", {"command": "/surge", "text": "hstech"})


async def test_a_proxy_for_the_rest_of_the_world_is_not_asked_for_this_machine(tmp_path: Path) -> None:
    """With HTTPS_PROXY set, a Slack on loopback is reached directly: calls, socket and replies."""
    proxies = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"), "http://127.0.0.1:9")
    surge = await program(tmp_path, SURGE_TAPE=str(tape(tmp_path, LINES)), **proxies)
    async with aiohttp.ClientSession() as http:
        here = await door(surge, http)
        typed = await here.post("command", user=TRADER, channel="C01MARKETS", command="/surge", text="hstech")
        [card] = typed["replies"]
        [row] = [block for block in card["blocks"] if block["type"] == "actions"]
        share = next(each for each in row["elements"] if each["action_id"].startswith("surge:share"))
        press = {"channel": "C01MARKETS", "message_ts": card["ts"], "action_id": share["action_id"]}
        pressed = await here.post("action", user=TRADER, value=share["value"], **press)
        texts = [str(reply["text"]) for reply in pressed["replies"]]
        assert any("Shared with everybody here." in text for text in texts)
    assert await stopped(surge) == 0
