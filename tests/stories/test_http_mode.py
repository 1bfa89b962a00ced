"""HTTP mode from the outside: the program in a process of its own, and a Slack that is not ours."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from handlers.cards.limits import problems
from tests.foreign import CHANNEL, FORM, JSON, SECRET, Foreign, Poster, command, foreign, signed
from tests.program import door, program, stopped
from tests.stage import until


@asynccontextmanager
async def posting(folder: Path, slack: Foreign) -> AsyncIterator[Poster]:
    """Start the program in HTTP mode; give who posts to it, once it is ready."""
    env = {"SLACK_BOT_TOKEN": "xoxb-foreign-1", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": slack.url}
    process = await program(folder, "all", SURGE_PROVIDER="replay", **env)
    async with aiohttp.ClientSession() as http:
        yield Poster(http, (await door(process, http)).url)
    assert await stopped(process) == 0


async def test_a_signed_command_is_answered_with_a_card(tmp_path: Path) -> None:
    """`/surge hsi` has its card in the HTTP response, and a mention its message, of a Slack with five methods."""
    async with foreign() as slack, posting(tmp_path, slack) as poster:
        answer = await poster.command("hsi")
        assert answer.status == 200
        assert "Hang Seng Index" in answer.card["text"]
        assert problems(answer.card["blocks"]) == []

        async def answered() -> bool:
            return any("Hang Seng TECH" in text for text in slack.said())

        await poster.event("<@U0BOT> hstech", "Ev1")
        await until(answered)
        assert dict(slack.calls)["chat.postMessage"]["channel"] in (CHANNEL, "C01MARKETS")


async def test_junk_is_turned_away(tmp_path: Path) -> None:
    """Forged, stale, odd, huge, deep and unreadable requests get a 400, 401 or 413, and work goes on after them."""
    good = command("hsi").encode()
    async with foreign() as slack, posting(tmp_path, slack) as poster:
        answers = [
            await poster.post(good, FORM, X_Slack_Signature="v0=" + "0" * 64),
            await poster.post(good, FORM, **signed(good, at=1)),
            await poster.post(good, FORM, X_Slack_Request_Timestamp="yesterday"),
            await poster.post(b"a" * 1_000_000),
            await poster.post(b"\xff\xfe\x00"),
            await poster.post("[" * 100_000, JSON),
            await poster.post("null", JSON),
            await poster.post("{", JSON),
            await poster.post("hello", "text/plain"),
        ]
        assert [answer.status for answer in answers] == [401, 401, 401, 413, 400, 400, 400, 400, 400]
        challenge = await poster.post(json.dumps({"type": "url_verification", "challenge": "sesame"}), JSON)
        assert challenge.card == {"challenge": "sesame"}
        assert (await poster.post(good)).status == 200
