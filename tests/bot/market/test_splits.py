"""What a split does to prices, and how it is told from a move."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bot.market.instrument import Exchange
from bot.market.splits import RATIOS, Split, adjusted, divided, exact_ratio, next_session, written
from tests.bot.market.samples import at, quote

PRICES = st.integers(500, 10**6).map(lambda cents: Decimal(cents) / 100)


@given(PRICES, st.sampled_from(RATIOS))
def test_what_is_divided_is_found_again(price: Decimal, ratio: Fraction) -> None:
    """A price divided by a ratio is worth as much as before, and tells the ratio, or one next to it."""
    after = divided(price, ratio)
    worth = abs(after * ratio.numerator / ratio.denominator - price)
    assert worth <= Decimal("0.00501") * ratio.numerator / ratio.denominator
    if worth <= price / 400:
        found = exact_ratio(price, after)
        assert found is not None
        assert abs(found / ratio - 1) <= Fraction(1, 100)


@given(PRICES, st.integers(-80, 80))
def test_what_moved_like_a_market_is_no_split(price: Decimal, thousandths: int) -> None:
    """A close within eight per cent of the last one has no ratio."""
    assert exact_ratio(price, price * (1000 + thousandths) / 1000) is None


def test_how_it_is_written() -> None:
    """More shares stand first, as people write it; fewer of them stand after."""
    assert [written(each) for each in (Fraction(10), Fraction(3, 2), Fraction(1, 20))] == ["10:1", "3:2", "1:20"]
    assert Split("0700.HK", Fraction(10), at("10:00"), sure=True).words == "10:1"
    assert [divided(Decimal(480), each) for each in RATIOS[:2]] == [240, 160]
    assert divided(Decimal("0.05"), Fraction(1000)) == Decimal("0.0001")


def test_an_earlier_quote_reads_as_after_the_split() -> None:
    """Its price and previous close are divided; what counts shares or another day's prices is left out."""
    before = quote(500, "16:08", previous_close=Decimal(480), shares=9, volume=5, high=Decimal(505))
    after = adjusted(before, Fraction(10))
    assert (after.price, after.previous_close) == (Decimal(50), Decimal(48))
    assert (after.shares, after.volume, after.high) == (None, None, None)
    assert adjusted(quote(500, previous_close=None), Fraction(10)).previous_close is None


def test_sessions_that_follow_each_other() -> None:
    """A weekend lies between two sessions, and no session between them."""
    hong_kong = Exchange.HONG_KONG
    assert next_session(hong_kong, at("2025-07-11 16:08"), at("2025-07-14 10:00"))
    assert not next_session(hong_kong, at("2025-07-11 16:08"), at("2025-07-15 10:00"))
