"""What is said of New York before, in and after its session, and never of one for another."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.premarket import Part, extended_hours, moves
from bot.market.quotes import Extended, Hours, Quote
from tests.bot.market.samples import at, quote

D = Decimal


def gds(price: object, time: str, **fields: object) -> Quote:
    """Return GDS on 15 July 2025: it had closed at 35, opened at 39.25 and closed at 37.72; times are Hong Kong's."""
    given_ = {"previous_close": D(35), "currency": "USD", "delay_minutes": 0, "open": D("39.25"), **fields}
    return quote(price, time, "GDS", **given_)


CLOSED = gds("37.72", "2025-07-16 04:00")


def test_the_opening_and_the_close_are_told_apart() -> None:
    """GDS was 12.1 % up at the open and 7.8 % at the close of 15 July 2025: two moves, each with its part."""
    said = moves(CLOSED, at("2025-07-16 04:30"))
    assert said.opened is not None
    assert (said.opened.part, said.opened.price, round(said.opened.percent or 0, 1)) == (
        Part.OPEN,
        D("39.25"),
        D("12.1"),
    )
    assert (said.regular.part, round(said.regular.percent or 0, 1)) == (Part.CLOSE, D("7.8"))
    assert said.outside is None
    assert said.newest is said.regular


def test_in_the_session_there_is_no_close() -> None:
    """While the session is on, its move is called that; without an opening price there is no opening move."""
    said = moves(gds("39.25", "2025-07-15 21:30", open=None), at("21:31"))
    assert (said.regular.part, said.opened) == (Part.REGULAR, None)


@pytest.mark.parametrize(
    ("hours", "time", "now", "said"),
    [
        (Hours.PRE, "2025-07-16 19:00", "2025-07-16 19:05", True),
        (Hours.PRE, "2025-07-16 19:00", "2025-07-16 21:31", True),
        (Hours.PRE, "2025-07-16 19:00", "2025-07-17 16:30", False),
        (Hours.POST, "2025-07-16 05:00", "2025-07-16 12:00", True),
        (Hours.POST, "2025-07-16 05:00", "2025-07-16 16:30", True),
        (Hours.POST, "2025-07-16 05:00", "2025-07-16 21:31", False),
    ],
)
def test_extended_hours_end(hours: Hours, time: str, now: str, *, said: bool) -> None:
    """A pre-market is of its day, and after hours are over when the next session begins."""
    extended = Extended(D("38.4744"), at(time), hours, D("37.72"))
    outside = moves(replace(CLOSED, extended=extended), at(now)).outside
    assert (outside is not None) is said
    if outside:
        assert (outside.part.value, outside.percent) == (hours.value, D(2))


@given(st.integers(1, 200), st.integers(1, 200), st.integers(1, 200), st.sampled_from(list(Hours)))
def test_no_move_is_ever_mixed(previous: int, close: int, later: int, hours: Hours) -> None:
    """Whatever the prices, the regular move knows nothing of extended hours, nor they of it."""
    extended = Extended(D(later), at("2025-07-16 05:00"), hours, D(close))
    sample = gds(close, "2025-07-16 04:00", previous_close=D(previous), extended=extended)
    said = moves(sample, at("2025-07-16 05:00") + timedelta(minutes=1))
    assert said.regular.percent == (D(close) / D(previous) - 1) * 100
    assert said.outside is None or said.outside.percent == (D(later) / D(close) - 1) * 100
    assert said.newest.price in {D(close), D(later)}


def test_an_unknown_state_says_nothing() -> None:
    """Only the states that are known let a price outside the session be said."""
    assert [extended_hours(state) for state in ("PRE", "POST", "PREPRE", "REGULAR", "None", "")] == [
        Hours.PRE,
        Hours.POST,
        Hours.POST,
        None,
        None,
        None,
    ]
