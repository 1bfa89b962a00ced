"""No secret reaches the log, at its most talkative and whatever goes wrong; nor do the bodies of requests."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest

from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.foreign import FORM, JSON, TEAM, USER, Poster, command, foreign, signed
from tests.program import door, ended, stopped, writing
from tests.stage import MARKETS, TRADER, line, tape, until

# Each has a part that nothing else has.
PLANTED = {
    "SLACK_BOT_TOKEN": "xoxb-1-pl4ntedBot",
    "SLACK_CLIENT_SECRET": "pl4ntedClient",
    "SURGE_TOKEN_KEYS": "pl4ntedKeyOne=,pl4ntedKeyTwo=",
    "REDIS_URL": "redis://surge:pl4nted%40Cache@127.0.0.1:1/0",
}
APP, SIGNING = {"SLACK_APP_TOKEN": "xapp-1-pl4ntedApp"}, "pl4ntedSigning"
SAID = "s4idByaPerson"
DAY = [line(0, ("^HSI", 101.0), turnover=100)]


class Log:
    """What the program has said so far, on both its outputs."""

    def __init__(self, file: Path) -> None:
        """Read it from `file`, which has its stderr."""
        self._file = file
        self.out = b""

    def text(self) -> str:
        """Return all of it."""
        return self.out.decode() + self._file.read_text()

    def leaks(self) -> list[str]:
        """Return the lines with a secret, a ticket or a response_url in them."""
        told = re.compile(r"pl4nted|ticket=\w|/hooks/\w+/\w+/\w")
        return [each for each in self.text().splitlines() if told.search(each)]


@asynccontextmanager
async def at_work(folder: Path, **env: str) -> AsyncIterator[tuple[Poster, Log]]:
    """Start the program at DEBUG with every secret planted; give who posts to it, and its log."""
    given = PLANTED | {"SURGE_LOG_LEVEL": "DEBUG", "SURGE_PROVIDER": "replay", "SURGE_TAPE": str(tape(folder, DAY))}
    log = Log(folder / "log")
    with (folder / "log").open("wb") as errors:
        process = await writing(folder, errors, "all", **given | env)
        async with aiohttp.ClientSession() as http:
            yield Poster(http, (await door(process, http)).url), log
        assert await stopped(process) == 0


async def test_nothing_is_told_by_socket_mode(tmp_path: Path) -> None:
    """Through commands, mentions, buttons, a dropped line, an outage and a stop, no secret is told."""
    sandbox = Sandbox(tmp_path / "slack")
    async with serving(sandbox) as address, at_work(tmp_path, SLACK_API_URL=address.base_url, **APP) as (_, log):
        for words in ("hsi", "watch baba up 5%", f"alert {SAID}", SAID):
            assert await sandbox.command(TRADER, MARKETS, "/surge", words)
        await sandbox.message(TRADER, MARKETS, f"<@U0SURGE> {SAID}")
        await sandbox.fault(Fault("chat.postMessage", "error", "internal_error", times=2))
        await sandbox.message(TRADER, MARKETS, "<@U0SURGE> hsi")
    assert log.leaks() == []
    assert "DEBUG" in log.text()
    assert SAID.lower() not in log.text().lower()


async def test_nothing_is_told_by_http(tmp_path: Path) -> None:
    """Whatever is posted, signed or not, neither its body nor a secret is told."""
    junk = f'{{"type": "event_callback", "event": {{"text": "{SAID}"'
    async with foreign() as slack:
        env = {"SLACK_API_URL": slack.url, "SLACK_SIGNING_SECRET": SIGNING}
        async with at_work(tmp_path, **env) as (poster, log):
            bodies = [
                (command("hsi"), FORM),
                (command(SAID, response_url="http://127.0.0.1:1/hooks/T1/pl4ntedHook/x"), FORM),
                (command(SAID, command="/other"), FORM),
                (command(f"watch baba {SAID}"), FORM),
                (urlencode({"payload": json.dumps({"type": "block_actions", "action_id": SAID})}), FORM),
                (urlencode({"payload": json.dumps({"type": SAID, "user": {"id": USER}})}), FORM),
                (junk, JSON),
                (junk + "}}", JSON),
                (json.dumps({"type": "event_callback", "team_id": TEAM, "event": {"type": SAID}}), JSON),
                (f"{SAID}=%ff", FORM),
                (SAID, "text/plain"),
            ]
            for body, kind in bodies:
                for secret in (SIGNING, "forged"):
                    answer = await poster.post(body, kind, **signed(body.encode(), secret=secret))
                    assert answer.status < 500
            await poster.post(bodies[0][0], FORM, X_Slack_Signature="v0=pl4nted")
            for noise in (f"GET /{SAID}", f"{SAID}", f"POST /slack/events HTTP/1.1\r\nContent-Length: {SAID}"):
                await shout(poster.url, f"{noise}\r\n\r\n".encode())
            mention = {"type": "app_mention", "user": USER, "channel": "C0", "text": SAID, "ts": "1.0"}
            body = json.dumps({"type": "event_callback", "event_id": "Ev1", "team_id": TEAM, "event": mention})
            await poster.post(body, JSON, **signed(body.encode(), secret=SIGNING))

            async def answered() -> bool:
                return bool(slack.said())

            await until(answered)
    assert log.leaks() == []
    assert "request refused" in log.text()
    assert SAID.lower() not in log.text().lower()


async def shout(url: str, noise: bytes) -> None:
    """Send what is hardly HTTP."""
    _, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
    writer.write(noise)
    await writer.drain()
    writer.close()


@pytest.mark.parametrize(
    "env",
    [
        {"SLACK_BOT_TOKEN": "xapp-1-pl4nted", "SLACK_APP_TOKEN": "pl4nted"},
        {"SLACK_BOT_TOKEN": "pl4nted", "SLACK_SIGNING_SECRET": "xoxb-1-pl4nted"},
        {"DATABASE_URL": "mysql://surge:pl4nted@127.0.0.1:1/surge", "SURGE_PROVIDER": "yahoo"},
        {"DATABASE_URL": "postgres://surge:pl4nted@127.0.0.1:1/surge", "SURGE_PROVIDER": "yahoo"},
        {"REDIS_URL": "pl4nted", "DATABASE_URL": "postgres://[pl4nted", "PORT": "x"},
        {},
    ],
)
async def test_a_refusal_to_start_tells_no_secret(tmp_path: Path, env: dict[str, str]) -> None:
    """Wrong settings and refused tokens are complained of without their values."""
    sandbox = Sandbox(tmp_path / "slack")
    async with serving(sandbox) as address:
        await sandbox.fault(Fault("auth.test", "error", "invalid_auth", times=9))
        slack = {"SLACK_API_URL": address.base_url, "SURGE_PROVIDER": "replay", "SURGE_LOG_LEVEL": "DEBUG"}
        end = await ended(tmp_path, "all", **{**PLANTED, **APP, **slack, **env})
    assert end.status == 2
    assert end.complained
    assert "pl4nted" not in end.said + end.complained
