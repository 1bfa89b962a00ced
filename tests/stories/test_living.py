"""A message goes on telling how its figure went: edited, never posted again, and frozen at the close."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.stage import MARKETS, TRADER, Door, Wall, line, surge, tape, until

CLOSE = 400  # minutes after the first line, which comes at 09:45: 16:25


@asynccontextmanager
async def day(folder: Path, wall: Wall, **env: str) -> AsyncIterator[Door]:
    """Run a day on which turnover passes HK$250bn early, and grows to HK$288bn at the close."""
    lines = [line(minute, turnover=240 + 2 * minute) for minute in range(9)]
    lines += [line(CLOSE, turnover=288.4), line(CLOSE + 30, turnover=288.4)]
    path = tape(folder, lines)
    async with surge(folder, wall=wall, SURGE_TAPE=str(path), SURGE_REPLAY_SPEED="1", **env) as door:
        yield door


async def go(door: Door, when: str) -> None:
    """Go to a line of the tape, and stay there however much time passes."""
    await door.replay("jump", when)
    await door.replay("pause")


async def said(door: Door, wall: Wall, part: str) -> list[str]:
    """Let time pass until the channel's message says `part`; return its lines."""

    async def there() -> bool:
        wall.later(3)
        return any(part in text for text in await door.texts())

    await until(there)
    (text,) = await door.texts()
    return text.split("\n")


async def test_a_message_is_edited_to_the_close_and_frozen(tmp_path: Path) -> None:
    """One message: its first lines never change, its Now line does, and at the close it stands still."""
    wall = Wall()
    async with day(tmp_path, wall) as door:
        await go(door, "09:50")
        first = await said(door, wall, "Now: HK$250.0bn (updates to the close)")
        await go(door, "09:53")
        later = await said(door, wall, "Now: HK$256.0bn at 09:38 HKT (updates to the close)")
        assert [each for each in later if "Now" not in each] == [each for each in first if "Now" not in each]
        await go(door, "16:55")
        closed = await said(door, wall, "At the close: HK$288.4bn")
        assert closed[:3] == first[:3]
        assert not any("Now" in each for each in closed)
        (message,) = await door.messages()
        assert message["edited"]
        calls = [call["method"] for call in (await door.get("calls"))["calls"]]
        assert calls.count("chat.postMessage") == 1


async def test_what_a_button_did_is_seen_in_the_message(tmp_path: Path) -> None:
    """Everybody in the channel reads who has silenced the alert, and until when."""
    wall = Wall()
    async with day(tmp_path, wall) as door:
        await go(door, "09:50")
        await said(door, wall, "Now:")
        (message,) = await door.messages()
        where = {"user": TRADER, "channel": MARKETS, "message_ts": message["ts"]}
        snoozes = [each for each in message["blocks"][-1]["elements"] if "Snooze" in each["text"]["text"]]
        for button, until_when in zip(snoozes, ("10:50", "16:00", "Wed 16 Jul 09:30"), strict=True):
            await door.post("action", **where, action_id=button["action_id"], value=button["value"])
            lines = await said(door, wall, f"{until_when} HKT by")
            assert sum("snoozed until" in each for each in lines) == 1
        await door.post("action", **where, action_id="surge:mute", value="1")
        await said(door, wall, "muted for the rest of the session by")


async def test_further_levels_stand_under_the_first_message(tmp_path: Path) -> None:
    """Each is a reply that the channel is shown too, unless it does not want that."""
    wall = Wall()
    async with day(tmp_path, wall) as door:
        for amount in ("242", "254"):
            await door.surge(f"alert turnover above {amount}bn")
        await go(door, "09:50")
        await until(lambda: count(door, wall, 2))
        assert "stay in the thread" in await door.surge("alert tiers off")
        await go(door, "09:53")
        await until(lambda: count(door, wall, 3))
        first, *others = await door.messages()
        assert [(each["thread_ts"], each["reply_broadcast"]) for each in others] == [
            (first["ts"], True),
            (first["ts"], False),
        ]


async def count(door: Door, wall: Wall, messages: int) -> bool:
    """Let time pass until so many messages stand there."""
    wall.later(3)
    return len(await door.messages()) == messages
