"""Until when a button keeps an alert quiet."""

from datetime import datetime
from decimal import Decimal

import pytest

from bot.alerts.conditions.moves import Moves
from bot.alerts.spells import SPELLS
from bot.alerts.wording import UP
from tests.bot.day import alert

HONG_KONG, NEW_YORK = alert(), alert(Moves("BABA", Decimal(5), UP))


@pytest.mark.parametrize(
    ("spell", "now", "expected"),
    [
        ("close", "2025-07-15T10:00", "2025-07-15T16:00"),
        ("close", "2025-07-15T16:00", "2025-07-16T16:00"),  # it has just closed
        ("close", "2025-07-18T18:00", "2025-07-21T16:00"),  # a Friday evening
        ("close", "2025-12-24T10:00", "2025-12-24T12:00"),  # half a day
        ("close", "2025-12-24T13:00", "2025-12-29T16:00"),  # Christmas, and a weekend
        ("open", "2025-07-15T08:00", "2025-07-15T09:30"),  # it has not opened yet
        ("open", "2025-07-15T12:30", "2025-07-16T09:30"),  # the lunch break is no other session
        ("open", "2025-07-18T16:30", "2025-07-21T09:30"),
        ("open", "2025-06-30T15:00", "2025-07-02T09:30"),  # 1 July is a holiday
    ],
)
def test_hong_kong(spell: str, now: str, expected: str) -> None:
    """To the close of the session that is on or comes, or to the next one that begins: in the exchange's own days."""
    zone = "+08:00"
    until = SPELLS[spell](HONG_KONG, datetime.fromisoformat(f"{now}{zone}"))
    assert until == datetime.fromisoformat(f"{expected}{zone}")


@pytest.mark.parametrize(
    ("spell", "now", "expected"),
    [
        ("close", "2025-07-15T22:00+08:00", "2025-07-15T16:00-04:00"),
        ("open", "2025-07-15T22:00+08:00", "2025-07-16T09:30-04:00"),
        ("open", "2025-07-15T21:00+08:00", "2025-07-15T09:30-04:00"),
        ("close", "2025-10-31T18:00-04:00", "2025-11-03T16:00-05:00"),  # the clocks go back in between
    ],
)
def test_new_york(spell: str, now: str, expected: str) -> None:
    """An alert's market decides, wherever whoever pressed is."""
    until = SPELLS[spell](NEW_YORK, datetime.fromisoformat(now))
    assert until == datetime.fromisoformat(expected)
