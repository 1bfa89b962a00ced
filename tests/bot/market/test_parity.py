"""What New York implies for Hong Kong."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.instrument import guess
from bot.market.parity import Parity, implied, implied_open, last_close, newer, parity
from bot.market.quotes import Close, Quote
from tests.bot.market.samples import at, quote

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


@pytest.mark.parametrize(
    ("sample", "close"),
    [
        (quote("113.5", "16:08", "9988.HK", previous_close=D("106.1")), Close(date(2025, 7, 15), D("113.5"))),
        (quote("113.5", "10:00", "9988.HK", previous_close=D("106.1")), Close(date(2025, 7, 14), D("106.1"))),
        (quote("113.5", "2025-07-14 10:00", "9988.HK", previous_close=D(104)), Close(date(2025, 7, 11), D(104))),
        (quote("113.5", "10:00", "9988.HK", previous_close=None), None),
        (quote("104", "16:08", "89988.HK", currency="CNY"), None),
    ],
)
def test_only_a_close_is_held_against(sample: Quote, close: Close | None) -> None:
    """Until the auction has set today's close, it is that of the session before; yuan counters have none in HK$."""
    assert last_close(sample) == close


def test_only_what_traded_since_says_something() -> None:
    """A price of New York counts if it is newer than Hong Kong's close."""
    close = Close(date(2025, 7, 15), D("113.5"))
    assert newer(at("16:01"), close)
    assert not newer(at("2025-07-15 04:00"), close)
