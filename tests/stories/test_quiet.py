"""By night a person gets nothing, and in the morning one message; channels are told as ever."""

from datetime import datetime
from pathlib import Path

from tests.stage import MARKETS, Door, quote, surge, tape, until

DM = "D01TRADER"
# Hong Kong's evening and night, when New York trades, and the next morning.
NIGHT = (
    *(("2025-07-15T21:45:00+08:00", 101.0), ("2025-07-15T22:00:00+08:00", 102.0)),
    *(("2025-07-15T23:30:00+08:00", 106.0), ("2025-07-16T00:30:00+08:00", 111.0)),
    *(("2025-07-16T04:00:00+08:00", 111.5), ("2025-07-16T06:59:00+08:00", 111.5)),
    *(("2025-07-16T07:00:00+08:00", 111.5), ("2025-07-16T07:30:00+08:00", 111.5)),
)


def night(folder: Path, hours: int = len(NIGHT)) -> str:
    """Write a tape on which BABA rises past 5% and 10% while Hong Kong sleeps; return its path."""
    new_york = {"delay_minutes": 0, "currency": "USD"}
    lines = [
        {"at": at, "quotes": [quote("BABA", price, datetime.fromisoformat(at), **new_york, time=at)]}
        for at, price in NIGHT[:hours]
    ]
    return str(tape(folder, lines))


async def go(door: Door, number: int) -> None:
    """Go to a line of the tape, and stay there."""
    await door.replay("jump", NIGHT[number][0])
    await door.replay("pause")
    await door.played_out()


async def come(door: Door) -> str:
    """Wait for the only direct message; return what it says."""

    async def there() -> bool:
        return bool(await door.texts(DM))

    await until(there)
    (said,) = await door.texts(DM)
    return said


async def test_by_night_nothing_and_in_the_morning_one_digest(tmp_path: Path) -> None:
    """What rings for a person by night comes at seven as one message with the times of then, a channel's at once."""
    async with surge(tmp_path, SURGE_TAPE=night(tmp_path), SURGE_REPLAY_SPEED="1") as door:
        await go(door, 0)
        first = await door.surge("watch baba up 5%")
        assert "Direct messages keep quiet 23:00–07:00, Hong Kong time" in first
        assert "keep quiet" not in await door.surge("watch baba up 10%")
        await door.surge("alert baba up 5%")
        await go(door, 5)
        assert "2 held back" in await door.surge("quiet")
        assert await door.texts(DM) == []
        assert len(await door.texts(MARKETS)) == 1
        await go(door, 6)
        lines = (await come(door)).split("\n")
        assert lines[1] == "🌙 While you kept quiet: 2 alerts"
        assert "Tue 15 Jul · New York" in lines
        assert sum("11:30 New York data time" in each for each in lines) == 1
        assert sum("12:30 New York data time" in each for each in lines) == 1
        await go(door, 7)
        assert len(await door.texts(DM)) == 1
        assert len(await door.texts(MARKETS)) == 1


async def test_who_turns_quiet_off_is_told_at_once(tmp_path: Path) -> None:
    """What was held comes as a digest, though the night is not over."""
    async with surge(tmp_path, SURGE_TAPE=night(tmp_path), SURGE_REPLAY_SPEED="1") as door:
        await go(door, 0)
        await door.surge("watch baba up 5%")
        await go(door, 2)
        assert "told at once" in await door.surge("quiet off")
        assert "🌙 While you kept quiet: 1 alert" in await come(door)


async def test_a_tape_that_ends_by_night(tmp_path: Path) -> None:
    """Where market time stands still for good no morning comes, so what is held comes at the end."""
    async with surge(tmp_path, SURGE_TAPE=night(tmp_path, 5), SURGE_REPLAY_SPEED="1") as door:
        await go(door, 0)
        await door.surge("watch baba up 5%")
        await go(door, 4)
        assert "🌙 While you kept quiet: 1 alert" in await come(door)
