"""What every kind of fact keeps to; a new file in `bot/market/facts` is held to it by itself."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.fact import Kind, Today
from bot.market.history import KINDS, worth_saying
from bot.market.instrument import Type
from bot.market.quotes import Close, Series
from bot.words.language import Language

LONGEST = 60
PRICES = st.one_of(
    st.decimals("0.000001", "999999999999", places=6),
    st.integers(90, 110).map(Decimal),
)


@st.composite
def todays(draw: st.DrawFn) -> Today:
    """Make any price after any closes: quiet ones, wild ones, a long rise, a year of days or none."""
    prices = draw(st.lists(PRICES, max_size=40))
    if draw(st.booleans()):
        prices.sort()
    day, closes = date(2023, 1, 2), []
    for price in prices:
        closes.append(Close(day, price))
        day += timedelta(days=draw(st.sampled_from([1, 3, 30])))
    return Today(draw(PRICES), day, Series(tuple(closes), draw(st.booleans())), draw(st.sampled_from(Type)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@given(today=todays())
def test_a_fact_fits_into_a_line(kind: Kind, today: Today) -> None:
    """Whatever the closes, a fact is a short part of a sentence with a rarity, and without closes there is none."""
    found = kind.look(today)
    if found is None:
        return
    assert today.closes
    for words in (found.words.in_(language) for language in Language):
        assert 0 < len(words) <= LONGEST
        assert words[0] == words[0].lower()
        assert not words.endswith((".", " ", "None"))
        assert "\n" not in words
    assert found.rarity >= 0


@given(today=todays(), most=st.integers(0, 9))
def test_the_rarest_come_first(today: Today, most: int) -> None:
    """Of all that is true no more is said than there is room for, and nothing rarer is left out."""
    said, everything = worth_saying(today, most), worth_saying(today, len(KINDS))
    assert said == everything[:most]
    assert [fact.rarity for fact in said] == sorted((fact.rarity for fact in said), reverse=True)
