"""A share is split, and another leaves its exchange: who has rules about them is asked, and nobody is woken by it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.stage import TRADER, Door, Entry, Wall, quote, surge, tape, until

DAY = timedelta(days=1)
HERE = "D01TRADER"
BABA, INDEX = "9988.HK", "^HSI"


def seen(at: str, *quotes: tuple[str, float, float]) -> Entry:
    """Return the answer that arrives at a time: symbol, price and previous close."""
    when = datetime.fromisoformat(f"2025-07-{at}:00+08:00")
    entries = [quote(symbol, price, when, previous_close=base) for symbol, price, base in quotes]
    return {"at": when.isoformat(), "quotes": entries}


SPLIT = [
    seen("14T10:00", (BABA, 119, 117)),
    seen("14T16:24", (BABA, 120, 117)),
    seen("15T09:46", (BABA, 12.3, 12)),
    seen("15T09:48", (BABA, 12.4, 12)),
    seen("15T09:50", (BABA, 11.8, 12)),
    seen("15T09:52", (BABA, 11.4, 12)),
]
SESSIONS = ("15", "16", "17", "18", "21")
LEFT = [
    seen("15T10:00", (INDEX, 24000, 24000)),
    *(seen(f"{day}T{at}", (INDEX, 24000, 24000)) for day in SESSIONS for at in ("11:00", "16:20", "21:45")),
]


@asynccontextmanager
async def stage(folder: Path, wall: Wall, lines: list[Entry]) -> AsyncIterator[Door]:
    """Run these days, standing still at the first line."""
    path = tape(folder, lines)
    async with surge(folder, wall=wall, SURGE_TAPE=str(path), SURGE_REPLAY_SPEED="1") as door:
        await go(door, lines[0])
        yield door


async def go(door: Door, line: Entry) -> None:
    """Go to a line of the tape, and stay there however much time passes."""
    await door.replay("jump", line["at"])
    await door.replay("pause")

    async def there() -> bool:
        return str((await door.replay("status"))["at"])[:16] >= str(line["at"])[:16]

    await until(there)


async def letters(door: Door, wall: Wall, number: int) -> list[dict[str, Any]]:
    """Let time pass until so many direct messages have come; return them."""

    async def there() -> bool:
        wall.later(2)
        return len(await door.messages(HERE)) >= number

    await until(there)
    return await door.messages(HERE)


def buttons(message: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return a message's buttons by what they say."""
    (row,) = (block for block in message["blocks"] if block["type"] == "actions")
    return {each["text"]["text"]: each for each in row["elements"]}


async def test_a_split_asks_and_does_not_ring(tmp_path: Path) -> None:
    """Overnight a share is split 10:1: its maker is asked, takes the new level with a button, and is rung by that."""
    wall = Wall()
    async with stage(tmp_path, wall, SPLIT) as door:
        await door.surge("alert alibaba below 115")
        await door.surge("watch alibaba up 3%")
        for line in SPLIT[1:4]:
            await go(door, line)
        asked, rung = sorted(await letters(door, wall, 2), key=lambda each: "⏸" not in each["text"])
        assert asked["text"].split("\n")[1:4] == [
            "⏸ Alert #3 is paused: Alibaba Group was split 10:1",
            "Alibaba Group falls to HK$115.00 or below.",
            "After the split the same would be: Alibaba Group falls to HK$11.50 or below.",
        ]
        assert "+3.3%" in rung["text"]
        assert await door.texts() == []
        assert "was split 10:1" in await door.surge("alerts")
        assert "paused: 9988.HK was split 10:1" in await door.surge("why #3")
        adjust = buttons(asked)["Use below 11.5"]
        await door.post(
            "action", user=TRADER, channel=HERE, message_ts=asked["ts"], action_id=adjust["action_id"], value="3"
        )
        await until(lambda: says(door, "HK$11.50"))
        assert "is not paused" in await door.surge("alert adjust #3")
        for line in SPLIT[4:]:
            await go(door, line)
        await until(lambda: posted(door, wall))
        (text,) = await door.texts()
        assert "Alibaba Group fell past HK$11.50" in text


async def test_who_is_gone_is_told_of_once(tmp_path: Path) -> None:
    """Five sessions without shares that others had: their rules pause, and who made them is told how they go on."""
    wall = Wall()
    async with stage(tmp_path, wall, LEFT) as door:
        await door.surge("watch alibaba up 5%")
        for line in LEFT[1:]:
            await go(door, line)
        (told,) = await letters(door, wall, 1)
        assert "⏸ Alert #3 is paused: Alibaba Group is quoted no more" in told["text"]
        assert "/surge alert edit #3 &lt;symbol&gt; …" in told["text"]
        assert list(buttons(told)) == ["Keep as it is", "Edit", "Remove"]
        await until(lambda: posted(door, wall))
        assert "Alert #2 is paused: Hang Seng TECH Index is quoted no more" in (await door.texts())[0]
        assert "is quoted no more" in await door.surge("watch")
        assert "Changed #3" in await door.surge("watch resume #3")


async def says(door: Door, part: str) -> bool:
    """Whether the list of alerts says so."""
    return part in await door.surge("alerts") and "paused" not in await door.surge("alerts")


async def posted(door: Door, wall: Wall) -> bool:
    """Let time pass until the channel is told something."""
    wall.later(2)
    return bool(await door.texts())
