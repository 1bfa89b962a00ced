"""Is it much for this time of day? Only ten sessions can tell."""

from datetime import UTC, date
from decimal import Decimal

import pytest

from bot.market.instrument import Exchange
from bot.market.sessions import DAY, session
from bot.market.tally.pace import ENOUGH, Pace, Sample, minute, pace
from tests.bot.market.samples import at, turnover

TODAY = date(2025, 7, 15)
D = Decimal


def sessions(count: int) -> list[date]:
    """Return the last sessions before today."""
    days = (TODAY - DAY * back for back in range(1, 60))
    return [day for day in days if session(Exchange.HONG_KONG, day)][:count]


def sampled(days: list[date], bn_a_minute: str = "1") -> list[Sample]:
    """Return samples of these days, every five minutes, of so many billions a minute."""
    return [Sample(day, m, D(bn_a_minute) * m * 10**9) for day in days for m in range(0, 331, 5)]


@pytest.mark.parametrize(
    ("time", "minutes"), [("09:29", 0), ("09:30", 0), ("10:30", 60), ("12:30", 150), ("13:01", 151), ("16:09", 330)]
)
def test_minutes_of_trading(time: str, minutes: int) -> None:
    """Lunch and the auction do not count."""
    assert minute(at(time)) == minutes


@pytest.mark.parametrize("count", [0, 4, ENOUGH - 1])
def test_too_few_sessions(count: int) -> None:
    """Until ten sessions are sampled it is only said how many there are."""
    found = pace(sampled(sessions(count)), turnover(50))
    assert found == Pace(count)
    assert found.collecting


def test_against_the_same_minute() -> None:
    """From ten sessions on it is a multiple of their mean at that minute, on the line between two samples."""
    days = sessions(12)
    samples = [*sampled(days[:6], "1"), *sampled(days[6:], "2")]
    found = pace(samples, turnover(108, "10:42"))
    assert found == Pace(12, D(108) / (D("1.5") * 72))
    assert not found.collecting


def test_the_last_twenty() -> None:
    """Sessions beyond the last twenty do not count."""
    days = sessions(26)
    found = pace([*sampled(days[:20]), *sampled(days[20:], "9")], turnover(60, "10:30"))
    assert found == Pace(20, D(1))


def test_what_does_not_count() -> None:
    """Half-days, today's own samples, and days with a hole at that time are left out."""
    days = sessions(ENOUGH)
    half = date(2024, 12, 24)
    hole = [Sample(date(2025, 1, 2), m, D(m + 1)) for m in (0, 10, 200)]
    late = [Sample(date(2025, 1, 3), m, D(m + 1)) for m in (100, 110)]
    samples = [*sampled([*days, half, TODAY]), *hole, *late]
    assert pace(samples, turnover(60, "10:30")) == Pace(ENOUGH, D(1))
    assert pace(samples, turnover(60, "10:30"), halves=days[:1]) == Pace(ENOUGH - 1)


@pytest.mark.parametrize("time", ["16:09", "2024-12-24 10:30"])
def test_no_question_of_pace(time: str) -> None:
    """After the close, and on half a day, there is none."""
    assert pace(sampled(sessions(12)), turnover(60, time)) is None


def test_the_zone_does_not_matter() -> None:
    """A time in another zone is the same minute."""
    assert minute(at("10:30").astimezone(UTC)) == 60
