"""What the way to Slack can do to a message, through all of Surge; `test_faults.py` has every case."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.stage import MARKETS, TRADER, Door, Wall, line, surge, tape, until


@asynccontextmanager
async def troubled(folder: Path, wall: Wall, **env: str) -> AsyncIterator[Door]:
    """Run a short day on which turnover passes HK$250bn, paused before its first line."""
    lines = [line(minute, ("^HSI", 100 + minute / 10), turnover=240 + 4 * minute) for minute in range(8)]
    path = tape(folder, lines)
    async with surge(folder, wall=wall, SURGE_TAPE=str(path), SURGE_REPLAY_SPEED="100000", **env) as door:
        yield door


async def fault(door: Door, kind: str, value: object = None, times: int = 1) -> None:
    """Have Slack's next answers to a post go wrong."""
    await door.post("fault", method="chat.postMessage", kind=kind, value=value, times=times)


async def posts(door: Door) -> int:
    """Count the calls to post that Slack has seen."""
    calls = (await door.get("calls"))["calls"]
    return sum(call["method"] == "chat.postMessage" for call in calls)


async def told_once(door: Door, wall: Wall, calls: int) -> None:
    """Let real time pass until the alert stands there, and see that it stands there once."""

    async def told() -> bool:
        wall.later(3)
        return "1 sent, 0 waiting" in await door.surge("status")

    await until(told)
    texts = await door.texts()
    assert len(texts) == 1
    assert "250bn" in texts[0]
    assert await posts(door) == calls


@pytest.mark.parametrize(("kind", "value", "calls"), [("429", "1.5", 2), ("drop-after-accept", None, 1)])
async def test_whatever_slack_answers_the_alert_is_told_once(
    tmp_path: Path, kind: str, value: object, calls: int
) -> None:
    """A refusal is tried again, a doubtful post is looked for first: it is posted twice only where it was not taken."""
    wall = Wall()
    async with troubled(tmp_path, wall) as door:
        await fault(door, kind, value)
        await door.replay("play")
        await told_once(door, wall, calls)


async def test_whoever_made_the_alerts_of_a_dead_channel_is_told_once(tmp_path: Path) -> None:
    """They read where nothing arrives, and why; the channel's other alerts are not tried."""
    wall = Wall()
    async with troubled(tmp_path, wall, SURGE_CHANNEL="") as door:
        await door.surge("alert turnover above 250bn")
        await door.surge("alert turnover above 260bn")
        await door.post("fault", method="chat.postMessage", kind="error", value="is_archived", times=1)
        await door.replay("play")

        async def told() -> bool:
            wall.later(3)
            return bool(await door.messages("D01TRADER"))

        await until(told)
        (message,) = await door.messages("D01TRADER")
        assert "the channel is archived" in str(message["text"])
        assert "Nothing can be posted in <#C01MARKETS> (is_archived)" in (await door.surge("status")).replace(
            "&lt;", "<"
        )
        assert await door.texts() == []


async def test_a_token_that_is_revoked_pauses_all_and_works_again(tmp_path: Path) -> None:
    """Surge is not ready and says why; once Slack takes the token again the alert goes out by itself."""
    wall = Wall()
    async with troubled(tmp_path, wall) as door:
        await fault(door, "error", "token_revoked")
        await door.replay("play")
        await until(lambda: unready(door))
        assert "token_revoked" in await door.surge("status")
        await told_once(door, wall, calls=2)


async def unready(door: Door) -> bool:
    """Say whether readiness names the token as what is wrong."""
    async with door.http.get(f"{door.url}/readyz") as answer:
        return answer.status == 503 and (await answer.json())["checks"]["token"] is False


async def test_a_message_too_late_to_be_news_expires_visibly(tmp_path: Path) -> None:
    """After a quarter of an hour of refusals a channel's alert is not posted as if it were fresh."""
    wall = Wall()
    async with troubled(tmp_path, wall) as door:
        await fault(door, "429", "3000", times=9)
        await door.replay("play")
        await until(lambda: tried(door))
        wall.later(16 * 60)
        await until(lambda: expired(door))
        assert await door.texts() == []


async def tried(door: Door) -> bool:
    """Say whether a post was tried."""
    return await posts(door) == 1


async def expired(door: Door) -> bool:
    """Say whether status tells of an expired message."""
    return "1 expired" in await door.surge("status")


async def test_two_pings_of_one_moment_are_one_message(tmp_path: Path) -> None:
    """Two watched shares that cross in the same tick come as one DM."""
    lines = [line(minute, ("0700.HK", 104 + minute), ("9988.HK", 104 + minute)) for minute in range(4)]
    path = tape(tmp_path, lines)
    async with surge(tmp_path, SURGE_TAPE=str(path), SURGE_REPLAY_SPEED="60") as door:
        await door.surge("watch tencent up 5%")
        await door.surge("watch alibaba up 5%")
        await door.replay("speed", 100000)
        await door.played()
        messages = await door.messages("D01TRADER")
        assert len(messages) == 1
        assert "Tencent" in str(messages[0]["text"])
        assert "Alibaba" in str(messages[0]["text"])
        assert await door.messages(TRADER) == messages
        assert await door.texts(MARKETS) == []
