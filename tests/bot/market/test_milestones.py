"""Round market caps and changed share counts."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.milestones import Cap, DayFigures, Shares, changed, first_above, milestone_lines
from tests.bot.market.samples import quote

D = Decimal
TODAY = date(2025, 7, 10)
TRILLION = D(10) ** 12


def days(*caps: object, shares: int | None = None) -> Sequence[DayFigures]:
    """Return the figures of the days before today, in trillions, the last one yesterday."""
    first = TODAY - timedelta(days=len(caps))
    return [
        DayFigures(first + timedelta(days=n), None if cap is None else D(str(cap)) * TRILLION, shares)
        for n, cap in enumerate(caps)
    ]


def test_nvidia_above_four_trillion() -> None:
    """On 10 July 2025 NVIDIA closed above US$4tn for the first time; the line says how far the records go back."""
    nvidia = quote("164.10", "10:00", "NVDA", currency="USD", market_cap=D("4.003e12"), shares=24_400_000_000)
    kept = days(*["3.9"] * 20, shares=24_400_000_000)
    assert [each.en for each in milestone_lines(nvidia, TODAY, kept)] == [
        "Market cap US$4.00tn, above US$4tn for the first time in our records (since 20 Jun 2025)"
    ]
    assert list(milestone_lines(quote(100), TODAY, kept)) == []


@pytest.mark.parametrize(
    ("cap", "before", "level"),
    [
        ("4.03", ["3.9"] * 20, 4),
        ("4.03", ["3.9"] * 19, None),
        ("4.03", [*["3.9"] * 20, "4.01"], None),
        ("4.03", [*["3.9"] * 20, None], 4),
        ("0.61", ["0.55"] * 20, "0.6"),
        ("0.59", ["0.55"] * 20, None),
        ("0.05", ["0.04"] * 20, None),
        ("1.2", ["0.95"] * 20, 1),
    ],
)
def test_a_round_market_cap(cap: str, before: list[str | None], level: object) -> None:
    """It is said once, of hundreds of billions and of whole trillions, and only with twenty days to look back on."""
    found = first_above(D(cap) * TRILLION, TODAY, days(*before))
    assert found == (None if level is None else Cap(D(str(level)) * TRILLION, TODAY - timedelta(days=len(before))))


def test_what_is_kept_of_today_is_no_past() -> None:
    """A figure that was kept today already does not hide that today is the first day."""
    kept = [*days(*["3.9"] * 20, shares=1000), DayFigures(TODAY, D("4.1e12"), 1021)]
    assert first_above(D("4.1e12"), TODAY, kept) is not None
    assert changed(1021, TODAY, kept) == Shares(D("2.1"), TODAY - timedelta(days=1))


def test_shares_that_were_issued() -> None:
    """More than half a per cent of shares more or fewer is said, with the last day of the old number."""
    kept = [
        DayFigures(date(2025, 7, 7), None, 1000),
        DayFigures(date(2025, 7, 8), None, 1021),
        DayFigures(date(2025, 7, 9)),
    ]
    issued = quote(100, shares=1021)
    assert [each.en for each in milestone_lines(issued, TODAY, kept)] == ["Shares outstanding +2.1% since Mon 7 Jul"]
    assert changed(1004, TODAY, kept[:1]) is None
    assert changed(990, TODAY, kept[:1]) == Shares(D(-1), date(2025, 7, 7))


@given(st.lists(st.integers(1, 6000), min_size=20, max_size=40), st.integers(1, 6000))
def test_a_first_time_is_one(billions: list[int], cap: int) -> None:
    """Whatever was kept, a milestone lies above all of it and not above today's market cap."""
    kept = days(*(D(each) / 1000 for each in billions))
    found = first_above(D(cap) * 10**9, TODAY, kept)
    if found:
        assert max(billions) * 10**9 < found.level <= cap * 10**9
