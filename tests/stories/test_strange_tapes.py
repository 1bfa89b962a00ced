"""Tapes nobody has seen: whatever they hold, what rings is true and rings once."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import ConfigurationError
from tests.stage import Entry, line, surge, tape

FAST = "100000"


async def posts(folder: Path, lines: Sequence[Entry | str]) -> list[str]:
    """Play a tape to its end; return the first line of each message in #markets."""
    async with surge(folder, SURGE_TAPE=str(tape(folder, lines)), SURGE_REPLAY_SPEED=FAST) as door:
        await door.replay("play")
        await door.played()
        return await door.texts()


def rings(texts: Sequence[str], what: str) -> int:
    """Count the messages that tell of `what`."""
    return sum(what in text for text in texts)


async def test_a_figure_that_flaps_around_its_threshold_is_told_once(tmp_path: Path) -> None:
    """The tech index crosses +2.5 % forty times, and one message tells of it."""
    lines = [line(minute, ("HSTECH.HK", 102.4 + minute % 2 * 0.2), turnover=1 + minute) for minute in range(80)]
    texts = await posts(tmp_path, lines)
    assert rings(texts, "2.5%") == 1
    assert len(texts) == 1


@pytest.mark.parametrize("odd", [0, -103.0, "NaN", float("nan"), float("inf"), 1e300, None, "abc", [], True, ""])
async def test_a_figure_that_cannot_be_true_changes_nothing(tmp_path: Path, odd: object) -> None:
    """A single impossible price or turnover among good ones neither rings nor shows."""
    good = [line(minute, ("HSTECH.HK", 101.0), turnover=100 + minute) for minute in range(6)]
    bad = line(3, ("HSTECH.HK", odd), turnover=odd)
    path = tape(tmp_path, [*good[:3], bad, *good[4:]])
    async with surge(tmp_path, SURGE_TAPE=str(path), SURGE_REPLAY_SPEED=FAST) as door:
        await door.replay("play")
        await door.played()
        assert await door.texts() == []
        card = await door.surge("hstech")
        assert "101.00" in card
        assert "+1.00%" in card


async def test_a_single_spike_is_kept_in_quarantine(tmp_path: Path) -> None:
    """A jump beyond the band, gone with the next sample, is never told."""
    prices = [101.0, 101.1, 140.0, 101.2, 101.3]
    lines = [line(minute, ("HSTECH.HK", price), turnover=1 + minute) for minute, price in enumerate(prices)]
    assert await posts(tmp_path, lines) == []


async def test_a_jump_that_the_next_sample_confirms_is_told(tmp_path: Path) -> None:
    """A real move beyond the band is told as soon as a second sample agrees."""
    prices = [101.0, 101.1, 115.0, 115.2, 115.1]
    lines = [line(minute, ("HSTECH.HK", price), turnover=1 + minute) for minute, price in enumerate(prices)]
    texts = await posts(tmp_path, lines)
    assert rings(texts, "2.5%") == 1


async def test_an_opening_beyond_the_threshold_is_told(tmp_path: Path) -> None:
    """Rules on the day's move start every session from nothing, so a gap open rings."""
    lines = [line(minute, ("HSTECH.HK", 103.0), turnover=260 + minute) for minute in range(3)]
    texts = await posts(tmp_path, lines)
    assert len(texts) == 2
    assert rings(texts, "250bn") == 1


async def test_a_turnover_that_falls_is_not_believed(tmp_path: Path) -> None:
    """Turnover cannot fall within a session: what jumps down and up again is told once."""
    values = [240, 251, 240, 252, 240, 253]
    lines = [line(minute, ("^HSI", 100 + minute), turnover=value) for minute, value in enumerate(values)]
    texts = await posts(tmp_path, lines)
    assert rings(texts, "250bn") == len(texts) == 1


async def test_failures_between_lines_change_nothing(tmp_path: Path) -> None:
    """Where the source fails in between, the crossing is told all the same, once."""
    lines: list[Entry] = []
    for minute in range(20):
        if minute % 3 == 1:
            lines.append({"at": line(minute)["at"], "error": "rate-limited" if minute % 2 else "no such error"})
        else:
            lines.append(line(minute, ("HSTECH.HK", 101 + minute / 5), turnover=230 + 2 * minute))
    texts = await posts(tmp_path, lines)
    assert rings(texts, "250bn") == 1
    assert rings(texts, "2.5%") == 1
    assert len(texts) == 2


async def test_faulty_lines_are_named_and_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line nobody can read is reported with its number, and the rest of the tape plays."""
    good = [line(minute, ("HSTECH.HK", 101 + minute), turnover=100 + minute) for minute in range(4)]
    faulty = ["{ this is no JSON", "[1, 2]", '{"quotes": []}', '{"at": "yesterday"}', '{"at": "2025-07-15T09:46:00"}']
    texts = await posts(tmp_path, [good[0], *faulty, *good[1:]])
    assert rings(texts, "2.5%") == len(texts) == 1
    log = capsys.readouterr().out
    assert all(f"Line {number} is skipped" in log for number in (3, 4, 6, 7))


async def test_a_symbol_nobody_has_heard_of_is_quoted_by_its_name_on_the_tape(tmp_path: Path) -> None:
    """What a tape quotes can be asked for, in a catalogue or not."""
    lines = [line(minute, ("4321.HK", 50 + minute), turnover=1 + minute) for minute in range(3)]
    async with surge(tmp_path, SURGE_TAPE=str(tape(tmp_path, lines)), SURGE_REPLAY_SPEED=FAST) as door:
        await door.replay("play")
        await door.played()
        assert "52.00" in await door.surge("4321.HK")
        assert "52.00" in await door.surge("4321")


async def test_an_empty_tape_does_not_start(tmp_path: Path) -> None:
    """A tape without a line that can be played is refused with a sentence."""
    with pytest.raises(ConfigurationError, match="no line that can be played"):
        await posts(tmp_path, ["{}"])
