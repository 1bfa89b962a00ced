"""How dates, times and ages are written."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import NEW_YORK, SHANGHAI
from bot.words import times

AT = datetime(2025, 7, 15, 6, 17, tzinfo=UTC)


def test_dates() -> None:
    """A date is written by day, month and year, or with its weekday where the year is plain."""
    assert times.day(date(2025, 3, 19)) == "19 Mar 2025"
    assert times.weekday(date(2025, 7, 14)) == "Mon 14 Jul"
    assert times.full(date(2025, 7, 15)) == "Tue 15 Jul 2025"


def test_a_time_names_its_zone() -> None:
    """A time is written in the exchange's zone, and says which that is."""
    assert times.clock_time(AT) == "14:17 HKT"
    assert times.clock_time(AT, NEW_YORK) == "02:17 New York"
    assert times.clock_time(AT, SHANGHAI) == "14:17 Beijing time"
    assert times.hour(AT) == "14:17"
    assert times.seconds(AT) == "14:17:00"
    assert times.moment(AT) == "Tue 15 Jul 14:17 HKT"


def test_month_of_a_key() -> None:
    """A monthly average is named by its month."""
    assert times.month("2025-06") == "June"


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (-5, "0 s"),
        (20, "20 s"),
        (60, "1 min"),
        (42 * 60, "42 min"),
        (3600, "1 h"),
        (3600 * 3 + 300, "3 h 5 min"),
        (86400 * 2, "2 days"),
    ],
)
def test_age(seconds: int, expected: str) -> None:
    """An age is written in the unit that a person would use."""
    assert times.age(timedelta(seconds=seconds)) == expected


@given(st.timedeltas())
def test_any_age_can_be_written(of: timedelta) -> None:
    """No age, not even a negative one, is unspeakable."""
    assert times.age(of)[0].isdigit()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1h", timedelta(hours=1)),
        ("30 min", timedelta(minutes=30)),
        ("90m", timedelta(minutes=90)),
        ("2 Hours", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
    ],
)
def test_parse_duration(text: str, expected: timedelta) -> None:
    """A duration is read as people write it."""
    assert times.parse_duration(text) == expected


@pytest.mark.parametrize("text", ["", "h", "0h", "-1h", "1.5h", "1 year", "9999d", "#3"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """Anything else raises ValueError."""
    with pytest.raises(ValueError, match="no duration"):
        times.parse_duration(text)
