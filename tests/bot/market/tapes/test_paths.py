"""The straight lines between recorded prices."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import HONG_KONG
from bot.market.tapes.paths import Session, along, corners
from bot.market.tapes.recorded import Bar
from tests.bot.market.samples import at

DAY = Session(HONG_KONG, ((time(9, 30), time(12)), (time(13), time(16))), last=time(16, 10))
BAR = Bar(day=date(2025, 7, 15), open=Decimal(10), high=Decimal(14), low=Decimal(8), close=Decimal(12))


@pytest.mark.parametrize(
    ("time", "stamp"),
    [
        ("09:00", "09:30"),
        ("09:31", "09:31"),
        ("12:30", "12:00"),
        ("13:00", "13:00"),
        ("16:05", "16:05"),
        ("18:00", "16:10"),
    ],
)
def test_stamps_keep_to_the_session(time: str, stamp: str) -> None:
    """Before the opening, at lunch and after the auction the last minute of the session is the stamp."""
    assert DAY.stamp(at(time)) == at(stamp)


@pytest.mark.parametrize(
    ("time", "passed"), [("09:30", 0), ("12:00", 150), ("12:30", 150), ("14:30", 240), ("16:10", 330)]
)
def test_the_part_of_the_day(time: str, passed: int) -> None:
    """Lunch and the auction take no part of the day's 330 minutes."""
    assert DAY.passed(at(time)) == Decimal(passed) / 330


def test_a_rising_and_a_falling_day() -> None:
    """A rising day goes down first, a falling one up, and what is not recorded is left out."""
    assert corners(BAR) == [10, 8, 14, 12]
    assert corners(Bar(day=BAR.day, open=Decimal(12), high=Decimal(14), low=Decimal(8), close=Decimal(10))) == [
        *(12, 14, 8, 10)
    ]
    assert corners(Bar(day=BAR.day, open=Decimal(10), close=Decimal(12))) == [10, 12]


def test_corners_are_reached_in_equal_steps() -> None:
    """The low comes after a third of trading time, the high after two, the close at the end."""
    third = Decimal(1) / 3
    reached = [along(corners(BAR), part) for part in (Decimal(0), third, 2 * third, Decimal(1), Decimal("0.5"))]
    assert reached == [10, 8, 14, 12, 11]


@given(st.lists(st.decimals(1, 999, places=2), min_size=2, max_size=4), st.decimals(0, 1, places=4))
def test_a_path_never_leaves_the_days_range(prices: list[Decimal], passed: Decimal) -> None:
    """No price between the recorded ones is higher or lower than they are."""
    assert min(prices) <= along(prices, passed) <= max(prices)
