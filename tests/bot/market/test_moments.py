"""Where on a tape a person wants to be."""

import pytest

from bot.errors import RequestError
from bot.market.moments import line_at
from tests.bot.day import line, tape

EVENING, NIGHT = 12 * 60, 16 * 60  # minutes after 09:30: 21:30 and 01:30
DAY = tape([line(minute, hsi=1) for minute in (-15, 0, 1, 300, 390, 395, EVENING, NIGHT)])


@pytest.mark.parametrize(
    ("when", "number"),
    [
        ("09:15", 0),
        ("09:16", 1),
        ("9:30", 1),
        (" 14:30 ", 3),
        ("14:31", 4),
        ("08:00", 0),
        ("01:00", 7),
        ("01:31", 0),
        ("open", 1),
        ("Close", 4),
        ("us", 6),
        ("2025-07-15T09:31", 2),
        ("2025-07-15 01:31:00+00:00", 2),
        ("2025-07-14", 0),
    ],
)
def test_moments(when: str, number: int) -> None:
    """A moment is the first line at or after it; a time of day after midnight is the tape's own night."""
    assert line_at(DAY, when) == number


@pytest.mark.parametrize("when", ["", "noonish", "25:00", "12", "2025-13-01T00:00", "99:99:99"])
def test_no_moments(when: str) -> None:
    """What is no time is answered with what is."""
    with pytest.raises(RequestError, match="14:30"):
        line_at(DAY, when)


def test_after_the_end() -> None:
    """A moment after the tape's end is refused with when that is."""
    with pytest.raises(RequestError, match="at 01:30 Hong Kong"):
        line_at(DAY, "2025-07-16T02:00")
    with pytest.raises(RequestError, match="at 10:30"):
        line_at(tape([line(60)]), "us")
