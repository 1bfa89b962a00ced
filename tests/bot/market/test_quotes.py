"""What can be a quote, and what follows from one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.quotes import Close, Extended, Hours, Quote, Series
from tests.bot.market.samples import quote


@pytest.mark.parametrize(
    ("price", "reason"),
    [
        ("NaN", "not finite"),
        ("sNaN", "not finite"),
        ("Infinity", "not finite"),
        ("0", "not positive"),
        ("-1", "not positive"),
        ("1e13", "out of range"),
        ("1e-9", "out of range"),
    ],
)
def test_what_is_no_price_makes_no_quote(price: str, reason: str) -> None:
    """A price that cannot be true is refused with its reason, wherever in the quote it stands."""
    with pytest.raises(ValueError, match=reason):
        quote(price)
    with pytest.raises(ValueError, match=reason):
        quote(100, previous_close=Decimal(price))


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        (datetime(2025, 7, 15, 10), "time without a zone"),  # noqa: DTZ001 - the point
        (datetime(1, 1, 2, tzinfo=UTC), "time out of range"),
    ],
)
def test_what_is_no_time_makes_no_quote(time: datetime, reason: str) -> None:
    """A time without a zone, or of another age, is refused."""
    with pytest.raises(ValueError, match=reason):
        quote(100, time)


def test_the_days_change() -> None:
    """The Hang Seng Index rose 386.80 points, or 1.598 %, on 15 July 2025."""
    hsi = quote("24590.12", previous_close=Decimal("24203.32"), volume=2)
    assert (hsi.change, round(hsi.percent or 0, 3)) == (Decimal("386.80"), Decimal("1.598"))
    assert hsi.turnover == Decimal("49180.24")


def test_the_unknown_stays_unknown() -> None:
    """Without a previous close there is no change, without a volume no turnover; neither is zero."""
    bare = Quote(symbol="X", price=Decimal(1), time=datetime(2025, 7, 15, tzinfo=UTC), currency="USD")
    assert (bare.change, bare.percent, bare.turnover) == (None, None, None)


@given(st.decimals(allow_nan=True, allow_infinity=True), st.decimals(allow_nan=True, allow_infinity=True))
def test_a_quote_that_can_be_made_can_be_computed_with(price: Decimal, previous: Decimal) -> None:
    """Whatever two numbers come, there is no quote, or one whose change is finite."""
    try:
        made = quote(price, previous_close=previous)
    except ValueError:
        return
    assert (made.percent or Decimal()).is_finite()


def test_extended_hours_have_a_move_of_their_own() -> None:
    """A price outside the regular session is held against that close, never against the one that session began from."""
    early = Extended(Decimal("36.05"), datetime(2025, 7, 15, 12, tzinfo=UTC), Hours.PRE, Decimal(35))
    both = quote("35", previous_close=Decimal(34), extended=early)
    assert round(both.percent or Decimal(), 2) == Decimal("2.94")
    assert early.percent == Decimal(3)
    assert both.pre_market_price == Decimal("36.05")
    late = replace(early, hours=Hours.POST, base=None)
    assert (late.percent, quote("35", extended=late).pre_market_price) == (None, None)
    with pytest.raises(ValueError, match="not positive"):
        replace(early, base=Decimal(0))


def test_closes_before_a_day() -> None:
    """The closes before a day leave that day out and keep what is said of the series."""
    days = [Close(date(2025, 7, day), Decimal(day)) for day in (13, 14, 15)]
    assert Series(tuple(days), complete=True).before(date(2025, 7, 15)) == Series(tuple(days[:2]), complete=True)
