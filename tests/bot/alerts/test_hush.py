"""Which crossings are told, and which are only recorded."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.condition import Direction
from bot.alerts.hush import COOLDOWN, Held, Rung, hush, untold
from tests.bot.day import MINUTE, OPEN

UP, DOWN = Direction.UP, Direction.DOWN
MINUTES = st.lists(st.integers(0, 180), min_size=1, max_size=30, unique=True).map(sorted)


def ring(minutes: list[int], ways: Sequence[Direction] = (UP,)) -> list[Rung]:
    """Let a rule ring at these minutes, the `ways` by turns, and never be muted."""
    rungs: list[Rung] = []
    for minute, way in zip(minutes, cycle(ways), strict=False):
        at = OPEN + minute * MINUTE
        rungs.append(Rung(at, hush(rungs, at, way), way))
    return rungs


def times(rungs: list[Rung], held: Held) -> list[datetime]:
    """Return when it rang so."""
    return [rung.time for rung in rungs if rung.held is held]


def test_cooldown() -> None:
    """Within 15 minutes of a message crossings are only recorded; the next message counts them."""
    rungs = ring([0, 5, 14])
    assert [rung.held for rung in rungs] == [Held.TOLD, Held.COOLDOWN, Held.COOLDOWN]
    assert (hush(rungs, OPEN + COOLDOWN, UP), untold(rungs, UP)) == (Held.TOLD, 2)
    assert untold([], UP) == 0


def test_each_way_cools_down_by_itself() -> None:
    """The way back is told within the cooldown of the way up, and counts its own; both together flap."""
    rungs = ring([0, 5, 10, 14], (UP, DOWN))
    assert [rung.held for rung in rungs] == [Held.TOLD, Held.TOLD, Held.COOLDOWN, Held.COOLDOWN]
    assert (untold(rungs, UP), untold(rungs, DOWN)) == (1, 1)
    assert hush(rungs, OPEN + 20 * MINUTE, UP) is Held.FLAPPING


def test_flapping() -> None:
    """The fifth crossing within an hour is flapping, the fifth of a longer time is none."""
    assert [rung.held for rung in ring([0, 16, 32, 48, 59])][-1] is Held.FLAPPING
    assert [rung.held for rung in ring([0, 16, 32, 48, 64])][-1] is Held.TOLD


@given(MINUTES, st.lists(st.sampled_from(Direction), min_size=1, max_size=4))
def test_messages_keep_their_distance(minutes: list[int], ways: list[Direction]) -> None:
    """No two messages of a rule one way come within a cooldown, and no five crossings in an hour go unremarked."""
    rungs = ring(minutes, ways)
    for way in Direction:
        told = times([rung for rung in rungs if rung.way is way], Held.TOLD)
        assert all(later - earlier >= COOLDOWN for earlier, later in pairwise(told))
    for rung in rungs:
        within = [each for each in rungs if timedelta() <= rung.time - each.time < timedelta(hours=1)]
        assert (rung.held is Held.FLAPPING) == (len(within) > 4)
