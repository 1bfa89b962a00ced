"""Which crossings are told, and which are only recorded."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.hush import COOLDOWN, Held, Rung, hush, untold
from tests.bot.day import MINUTE, OPEN

MINUTES = st.lists(st.integers(0, 180), min_size=1, max_size=30, unique=True).map(sorted)


def ring(minutes: list[int]) -> list[Rung]:
    """Let a rule ring at these minutes, and never be muted."""
    rungs: list[Rung] = []
    for minute in minutes:
        at = OPEN + minute * MINUTE
        rungs.append(Rung(at, hush(rungs, at)))
    return rungs


def times(rungs: list[Rung], held: Held) -> list[datetime]:
    """Return when it rang so."""
    return [rung.time for rung in rungs if rung.held is held]


def test_cooldown() -> None:
    """Within 15 minutes of a message crossings are only recorded; the next message counts them."""
    rungs = ring([0, 5, 14])
    assert [rung.held for rung in rungs] == [Held.TOLD, Held.COOLDOWN, Held.COOLDOWN]
    assert (hush(rungs, OPEN + COOLDOWN), untold(rungs)) == (Held.TOLD, 2)
    assert untold([]) == 0


def test_flapping() -> None:
    """The fifth crossing within an hour is flapping, the fifth of a longer time is none."""
    assert [rung.held for rung in ring([0, 16, 32, 48, 59])][-1] is Held.FLAPPING
    assert [rung.held for rung in ring([0, 16, 32, 48, 64])][-1] is Held.TOLD


@given(MINUTES)
def test_messages_keep_their_distance(minutes: list[int]) -> None:
    """No two messages of a rule come within a cooldown, and no five crossings within an hour go unremarked."""
    rungs = ring(minutes)
    told = times(rungs, Held.TOLD)
    assert all(later - earlier >= COOLDOWN for earlier, later in pairwise(told))
    for rung in rungs:
        within = [each for each in rungs if timedelta() <= rung.time - each.time < timedelta(hours=1)]
        assert (rung.held is Held.FLAPPING) == (len(within) > 4)
