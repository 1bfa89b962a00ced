"""When markets trade."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import HONG_KONG, NEW_YORK
from bot.market.instruments import Exchange
from bot.market.sessions import (
    Phase,
    awake,
    close_of,
    fell_asleep,
    final,
    half_day,
    inside,
    open_of,
    phase,
    session,
    session_date,
    trading_minutes,
)
from tests.bot.market.samples import at

HK, NY, SH = Exchange.HONG_KONG, Exchange.NEW_YORK, Exchange.SHANGHAI
# All openings and closings fall on one.
STEP = timedelta(minutes=3)
TIMES = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001 - the zone is put on
    lambda moment: moment.replace(tzinfo=HONG_KONG)
)


@pytest.mark.parametrize(
    ("exchange", "time", "expected"),
    [
        (HK, "08:59", Phase.CLOSED),
        (HK, "09:00", Phase.PRE_OPEN),
        (HK, "09:30", Phase.MORNING),
        (HK, "12:00", Phase.LUNCH),
        (HK, "13:00", Phase.AFTERNOON),
        (HK, "16:00", Phase.AUCTION),
        (HK, "16:10", Phase.CLOSED),
        (HK, "2025-07-12 10:00", Phase.WEEKEND),
        (HK, "2025-07-01 10:00", Phase.HOLIDAY),
        (HK, "2025-12-24 11:59", Phase.MORNING),
        (HK, "2025-12-24 12:05", Phase.AUCTION),
        (HK, "2025-12-24 14:00", Phase.CLOSED),
        (HK, "2025-09-24 10:00", Phase.MORNING),  # signal 10: HKEX trades through typhoons since September 2024
        (SH, "11:30", Phase.LUNCH),
        (SH, "09:20", Phase.PRE_OPEN),
        (SH, "14:56", Phase.AFTERNOON),
        (SH, "14:57", Phase.AUCTION),
        (SH, "15:00", Phase.CLOSED),
        (NY, "16:00", Phase.PRE_MARKET),
        (NY, "21:30", Phase.REGULAR),
        (NY, "2025-01-15 21:30", Phase.PRE_MARKET),  # winter: New York opens an hour later
        (NY, "2025-07-16 04:00", Phase.AFTER_HOURS),
        (NY, "2025-07-04 22:00", Phase.HOLIDAY),
        (NY, "2025-11-29 02:30", Phase.AFTER_HOURS),  # the day after Thanksgiving ends at 13:00
    ],
)
def test_the_phases_of_a_day(exchange: Exchange, time: str, expected: Phase) -> None:
    """At a time of Hong Kong each exchange is in the phase that its own hours say."""
    assert phase(exchange, at(time)) is expected
    assert expected.phrase


def test_only_sessions_trade() -> None:
    """Trading time passes in continuous trading alone."""
    assert {each for each in Phase if each.trading} == {Phase.MORNING, Phase.AFTERNOON, Phase.REGULAR}


@pytest.mark.parametrize(
    ("exchange", "time", "expected"),
    [
        (HK, "09:29", "2025-07-14"),
        (HK, "09:30", "2025-07-15"),
        (HK, "23:59", "2025-07-15"),
        (HK, "2025-07-16 02:00", "2025-07-15"),
        (HK, "2025-07-14 08:00", "2025-07-11"),
        (HK, "2025-07-02 09:00", "2025-06-30"),
        (NY, "09:45", "2025-07-14"),
        (NY, "21:30", "2025-07-15"),
        (NY, "2025-07-16 04:00", "2025-07-15"),
    ],
)
def test_the_session_that_is_on_or_was_last(exchange: Exchange, time: str, expected: str) -> None:
    """A session begins with its opening and is the last one until the next begins."""
    assert session_date(exchange, at(time)) == date.fromisoformat(expected)


def test_hours_of_a_day() -> None:
    """A full day closes at 16:00, a half day at 12:00, and New York's opening is told in its own zone."""
    assert open_of(HK, date(2025, 7, 15)) == at("09:30")
    assert close_of(HK, date(2025, 7, 15)) == at("16:00")
    assert close_of(HK, date(2025, 12, 24)) == at("2025-12-24 12:00")
    assert open_of(NY, date(2025, 7, 15)) == at("21:30")
    assert half_day(HK, date(2025, 12, 24))
    assert not half_day(SH, date(2025, 12, 24))


@pytest.mark.parametrize(
    ("exchange", "time", "expected"),
    [
        (HK, "16:04", False),
        (HK, "16:08", True),
        (HK, "2025-12-24 12:08", True),
        (SH, "14:58", False),
        (SH, "15:00", True),
        (NY, "2025-07-16 03:59", False),
        (NY, "2025-07-16 04:00", True),
    ],
)
def test_final_quotes(exchange: Exchange, time: str, *, expected: bool) -> None:
    """A quote is its day's close from the closing auction on, where there is one."""
    assert final(exchange, at(time)) is expected


@pytest.mark.parametrize(
    ("time", "expected"),
    [("09:29", False), ("09:30", True), ("12:30", True), ("16:15", True), ("16:16", False), ("2025-07-01 10:00", True)],
)
def test_quotes_inside_a_session(time: str, *, expected: bool) -> None:
    """A price may be stamped from the opening to the end of the auction, on any day that had one."""
    assert inside(HK, at(time)) is expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("09:30", "16:00", 330),
        ("11:50", "13:10", 20),
        ("12:00", "13:00", 0),
        ("16:00", "23:00", 0),
        ("2025-07-14 15:50", "09:45", 25),
        ("2025-07-11 15:50", "2025-07-14 09:40", 20),
        ("2025-06-30 15:50", "2025-07-02 09:40", 20),
        ("2025-07-01 10:00", "2025-07-01 10:30", 30),  # quoted on a holiday: then it was none
        ("2025-12-24 11:50", "2025-12-24 16:00", 10),
        ("10:00", "09:00", 0),
    ],
)
def test_minutes_of_trading(start: str, end: str, expected: float) -> None:
    """Lunch, nights, weekends and holidays are left out."""
    assert trading_minutes(HK, at(start), at(end)) == expected


@given(TIMES, st.integers(0, 4 * 24 * 20), st.sampled_from(Exchange))
def test_minutes_of_trading_agree_with_counting_them(start: datetime, steps: int, exchange: Exchange) -> None:
    """Counting three minutes by three, where the calendar has the first day and the last, gives the same sum."""
    start = start.replace(minute=start.minute // 3 * 3, second=0, microsecond=0)
    end = start + steps * STEP
    zone = NEW_YORK if exchange is NY else HONG_KONG
    if not all(session(exchange, moment.astimezone(zone).date()) for moment in (start, end)):
        return
    counted = sum(phase(exchange, start + n * STEP).trading for n in range(steps))
    assert trading_minutes(exchange, start, end) == counted * 3


@given(TIMES, st.sampled_from(Exchange))
def test_the_session_date_is_a_session_that_began(time: datetime, exchange: Exchange) -> None:
    """The date of the session is one of the calendar's, and its opening is not after the time."""
    day = session_date(exchange, time)
    assert session(exchange, day)
    assert open_of(exchange, day) <= time


@pytest.mark.parametrize(
    ("exchange", "when", "stirs"),
    [
        (HK, "2025-07-15T09:29:00+08:00", False),
        (HK, "2025-07-15T09:30:00+08:00", True),
        (HK, "2025-07-15T12:30:00+08:00", True),
        (HK, "2025-07-15T16:34:00+08:00", True),
        (HK, "2025-07-15T16:36:00+08:00", False),
        (HK, "2025-07-19T11:00:00+08:00", False),
        (HK, "2025-12-24T12:34:00+08:00", True),
        (HK, "2025-12-24T12:36:00+08:00", False),
        (SH, "2025-07-15T15:39:00+08:00", True),
        (SH, "2025-07-15T15:41:00+08:00", False),
        (NY, "2025-07-15T15:59:00+08:00", False),
        (NY, "2025-07-15T16:00:00+08:00", True),  # the pre-market begins at 04:00 in New York
        (NY, "2025-01-15T16:59:00+08:00", False),  # in winter an hour later
        (NY, "2025-07-16T08:04:00+08:00", True),
        (NY, "2025-07-16T08:06:00+08:00", False),
        (NY, "2025-11-29T06:06:00+08:00", False),
    ],
)
def test_a_market_is_awake_while_new_figures_come(exchange: Exchange, when: str, *, stirs: bool) -> None:
    """Something new may come from the opening, or New York's pre-market, until the last prices are in, however late."""
    assert awake(exchange, datetime.fromisoformat(when)) is stirs


@pytest.mark.parametrize(
    ("exchange", "when", "expected"),
    [
        (HK, "09:00", "2025-07-14 16:35"),
        (HK, "16:34", "2025-07-14 16:35"),
        (HK, "16:35", "16:35"),
        (HK, "2025-07-13 12:00", "2025-07-11 16:35"),
        (HK, "2025-07-01 20:00", "2025-06-30 16:35"),
        (HK, "2025-12-25 12:00", "2025-12-24 12:35"),
        (NY, "12:00", "08:05"),
        (NY, "2025-07-16 09:00", "2025-07-16 08:05"),
    ],
)
def test_when_the_last_figures_came(exchange: Exchange, when: str, expected: str) -> None:
    """The last look worth taking is at the end of the last session that is over, delay and all."""
    assert fell_asleep(exchange, at(when)) == at(expected)
