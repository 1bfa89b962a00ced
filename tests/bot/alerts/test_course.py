"""How a figure goes on in its session after a message told of it."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.condition import Direction
from bot.alerts.course import LATENESS, Course
from tests.bot.day import MINUTE, OPEN, percent

SAMPLES = st.lists(st.tuples(st.integers(-3, 6), st.integers(-50, 50)), max_size=30)
CLOSE = OPEN + timedelta(hours=6, minutes=30)  # 16:00 in Hong Kong


@given(SAMPLES)
def test_extremes_are_those_of_what_was_followed(steps: list[tuple[int, int]]) -> None:
    """The last figure is the newest one, the extremes are the first highest and lowest; what comes late is no news."""
    seen, minute = [percent(5)], 0
    course = Course.begun(seen[0])
    for step, value in steps:
        sample = percent(value, minute + step)
        course = course.followed(sample)
        if step > 0:
            minute += step
            seen.append(sample)
    high, low = (max(seen, key=lambda each: each.value), min(seen, key=lambda each: each.value))
    assert (course.value, course.time) == (seen[-1].value, seen[-1].time)
    assert course.extreme(Direction.UP) == (high.value, high.time)
    assert course.extreme(Direction.DOWN) == (low.value, low.time)
    assert not course.over


def test_a_session_ends_with_its_last_late_figure() -> None:
    """It is over when the auction's figure can have come, or when another session's has."""
    course = Course.begun(percent(5))
    assert not course.ended(CLOSE + LATENESS - MINUTE)
    assert course.ended(CLOSE + LATENESS)
    assert course.followed(percent(1, 24 * 60, "2025-07-16")).over
    assert course.key == ("9988.HK", course.measure, "2025-07-15")


def test_only_a_close_is_called_one() -> None:
    """What is over without the close's figure was no longer followed."""
    early = Course.begun(percent(5)).at_its_end()
    assert (early.over, early.closed) == (True, False)
    late = Course.begun(percent(5)).followed(percent(Decimal("5.5"), 6.5 * 60 + 8))
    assert not late.closed
    assert late.at_its_end().closed
