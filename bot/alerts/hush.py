"""Whether a crossing is told now or only recorded: the cooldown, and rules that flap. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.alerts.condition import Direction

COOLDOWN = timedelta(minutes=15)  # between two posts of one rule in one direction, in market time
HOUR = timedelta(hours=1)
MOST_AN_HOUR = 4


class Held(StrEnum):
    """Why a crossing makes no message of its own."""

    TOLD = ""
    COOLDOWN = "cooldown"
    FLAPPING = "flapping"


@dataclass(frozen=True, slots=True)
class Rung:
    """A crossing that was recorded: its data time, whether it was told, and which way it went."""

    time: datetime
    held: Held
    way: Direction


def hush(earlier: Sequence[Rung], at: datetime, way: Direction) -> Held:
    """Say what becomes of a crossing at data time `at`, after the `earlier` ones of its rule in this session.

    A rule that watches both ways tells the turn as well: only the same way has to cool down. It flaps in both.
    """
    if sum(rung.time > at - HOUR for rung in earlier) >= MOST_AN_HOUR:
        return Held.FLAPPING
    if any(rung.held is Held.TOLD and rung.time > at - COOLDOWN for rung in earlier if rung.way is way):
        return Held.COOLDOWN
    return Held.TOLD


def untold(earlier: Sequence[Rung], way: Direction) -> int:
    """Count the crossings recorded since the last one of that way that was told; `earlier` has the oldest first."""
    count = 0
    for rung in reversed([each for each in earlier if each.way is way]):
        if rung.held is Held.TOLD:
            break
        count += 1
    return count
