"""Which past is asked for next, and what a quote says of the closes that are kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.closes.filling import (
    DOUBT_AGAIN,
    FAILED_AGAIN,
    NONE_AGAIN,
    Fit,
    due,
    fit,
    following,
    futile,
    mended,
    missing,
    unbroken,
)
from bot.market.closes.store import NONE_THERE, Past
from bot.market.instrument import Exchange
from bot.market.quotes import Close, Series
from tests.bot.market.samples import at, quote

HONG_KONG = Exchange.HONG_KONG
NOW, SECOND = at("16:20"), timedelta(seconds=1)
D = Decimal
FRIDAY, MONDAY = date(2025, 7, 11), date(2025, 7, 14)


@pytest.mark.parametrize(
    ("day", "price", "stated", "expected"),
    [
        (MONDAY, 24000, 24000, Fit.GOOD),
        (MONDAY, 24000, 23600, Fit.GOOD),
        (MONDAY, 24000, 23500, Fit.OTHER_BASE),
        (MONDAY, 12000, 24000, Fit.OTHER_BASE),
        (MONDAY, 24000, None, Fit.GOOD),
        (FRIDAY, 23900, 24000, Fit.HOLE),
        (FRIDAY, 24000, None, Fit.HOLE),
        (FRIDAY, 24000, 24000, Fit.GOOD),
    ],
)
def test_how_the_last_close_fits(day: date, price: int, stated: int | None, expected: Fit) -> None:
    """The day before fits unless its price is far from the stated one, and an older day only with the very price."""
    today = quote(24500, previous_close=None if stated is None else D(stated))
    assert fit(Close(day, D(price)), today) is expected


def test_a_holiday_is_no_hole() -> None:
    """After 1 July, when Hong Kong was closed, the close of 30 June is the last one."""
    last = Close(date(2025, 6, 30), D(24072))
    assert fit(last, quote(24221, "2025-07-02 10:00", previous_close=D(24072))) is Fit.GOOD
    assert list(missing(HONG_KONG, date(2025, 6, 27), date(2025, 7, 2))) == [date(2025, 6, 30)]


def test_one_missing_close_is_the_stated_one() -> None:
    """A quote tells the close of the one session that was missed, and of none where more were."""
    today = quote(24500, previous_close=D(24203))
    assert mended(Close(FRIDAY, D(24139)), today) == Close(MONDAY, D(24203))
    assert mended(Close(date(2025, 7, 10), D(24028)), today) is None
    assert mended(Close(FRIDAY, D(24139)), quote(24500, previous_close=None)) is None


def test_when_asking_again_is_futile() -> None:
    """Once asked an hour after the missing session's close, the source has no more to say; who grows never asks."""
    today = quote(24500)
    for past, expected in (
        (Past(filled_at=at("2025-07-14 16:30")), False),
        (Past(filled_at=at("2025-07-14 17:00")), True),
        (Past(), False),
        (Past(trouble=NONE_THERE), True),
    ):
        assert futile(past, today) is expected


@pytest.mark.parametrize(
    ("past", "doubted", "wait"),
    [
        (None, False, timedelta()),
        (Past(), False, timedelta()),
        (Past(tried_at=NOW), False, timedelta()),
        (Past(tried_at=NOW, trouble="Away."), False, FAILED_AGAIN),
        (Past(tried_at=NOW, trouble=NONE_THERE), False, NONE_AGAIN),
        (Past(filled_at=NOW, tried_at=NOW), True, DOUBT_AGAIN),
        (Past(filled_at=NOW, tried_at=NOW), False, None),
    ],
)
def test_when_a_past_is_asked_for_again(past: Past | None, doubted: bool, wait: timedelta | None) -> None:  # noqa: FBT001 - a table of cases
    """What was never filled is asked for at once, what failed or does not fit after a while, and what is well never."""
    if wait is None:
        assert not due(past, NOW + timedelta(days=999), doubted=doubted)
        return
    assert due(past, NOW + wait, doubted=doubted)
    assert not wait or not due(past, NOW + wait - SECOND, doubted=doubted)


def test_doubts_come_first() -> None:
    """A past in doubt is asked for first, then those never asked for, in the order that they are wanted."""
    well, failed = Past(filled_at=NOW, tried_at=NOW - DOUBT_AGAIN), Past(tried_at=NOW - FAILED_AGAIN, trouble="Away.")
    pasts, wanted = {"A": failed, "D": well, "W": well}, ["A", "N", "M", "D", "W"]
    order = []
    while symbol := following(wanted, pasts, {"D"}, NOW):
        order.append(symbol)
        pasts[symbol] = Past(filled_at=NOW, tried_at=NOW)
    assert order == ["D", "N", "M", "A"]


@given(kept=st.lists(st.booleans(), min_size=1, max_size=60))
def test_what_is_unbroken(kept: list[bool]) -> None:
    """The newest closes are left, back to the first session that is missing before them."""
    days = [day for day in (date(2025, 6, 2) + timedelta(n) for n in range(90)) if _session(day)][: len(kept)]
    closes = tuple(Close(day, D(100)) for day, there in zip(days, kept, strict=True) if there)
    whole = "".join("1" if there else "0" for there in kept).rstrip("0")
    tail = len(whole) - 1 - whole.rfind("0")
    assert unbroken(Series(closes), HONG_KONG).closes == closes[len(closes) - tail :]


def _session(day: date) -> bool:
    return next(missing(HONG_KONG, day - timedelta(1), day + timedelta(1)), None) is not None
