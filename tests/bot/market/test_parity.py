"""What New York implies for Hong Kong."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.instrument import guess
from bot.market.parity import Parity, implied, implied_open, parity

D = Decimal
BABA = replace(guess("BABA"), ordinary="9988.HK", ratio=8)


def test_alibaba_rose_in_new_york_and_was_cheaper_there() -> None:
    """At US$114.655, +5.9 % on its US close, BABA was HK$112.5 at 7.85 and 8 shares each: -0.9 % on 9988's close."""
    found = parity(BABA, D("114.655"), D("7.85"), D("113.5"))
    assert found is not None
    assert (round(found.implied, 1), round(found.percent, 1)) == (D("112.5"), D("-0.9"))
    assert round((D("114.655") / D("108.22") - 1) * 100, 1) == D("5.9")
    assert (found.adr, found.ordinary, found.ratio) == ("BABA", "9988.HK", 8)


def test_what_stands_for_no_share_implies_none() -> None:
    """A share that is listed in New York only says nothing of a Hong Kong price."""
    assert parity(guess("PDD"), D(100), D("7.8"), D(100)) is None


def level(symbol: str, percent: object) -> Parity:
    """Return a parity that is `percent` above the last close."""
    return Parity(f"{symbol} ADR", symbol, 1, 100 + D(str(percent)), D(100))


def test_an_index_opens_with_its_covered_members() -> None:
    """The points are the weighted moves of the members that are covered; the others stand still and are not counted."""
    found = implied_open(
        D(24000),
        [level("9988.HK", 2), level("9618.HK", -1), level("0000.HK", 50)],
        {"9988.HK": D("0.08"), "9618.HK": D("0.03")},
    )
    assert found is not None
    assert (found.percent, found.points) == (D("0.13"), D("31.2"))
    assert (found.covered, found.members) == (D("0.11"), 2)


def test_without_weights_there_is_no_index() -> None:
    """No weights, or none of a member that is covered, imply nothing."""
    assert implied_open(D(24000), [level("9988.HK", 2)], {}) is None
    assert implied_open(D(24000), [], {"9988.HK": D("0.08")}) is None


@given(st.decimals("0.01", 1000, places=2), st.integers(1, 50), st.sampled_from([D("7.75"), D("7.85")]))
def test_parity_goes_back(dollars: Decimal, ratio: int, rate: Decimal) -> None:
    """What is implied in Hong Kong implies in turn what was paid in New York."""
    assert implied(dollars, rate, ratio) * ratio / rate == pytest.approx(dollars)
