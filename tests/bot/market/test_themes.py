"""Themes: how they are found, and how they moved."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import RequestError, UnknownInstrument
from bot.market.instrument import Exchange
from bot.market.lists import Theme
from bot.market.quotes import Quote
from bot.market.themes import basket, last_sessions, theme, themes
from tests.bot.market.samples import at, quote

SYMBOLS = ("0700.HK", "9988.HK", "BABA", "NVDA", "300308.SZ")
MADE_UP = Theme(key="t", name="T", hant="", hans="", symbols=SYMBOLS, as_of=date(2025, 7, 1), source="a test")


def moved(symbol: str, percent: object, when: str = "14:00", **fields: object) -> Quote:
    """Return a share that moved by `percent` from a close of 100."""
    return quote(100 + Decimal(str(percent)), when, symbol, **{"previous_close": Decimal(100), **fields})


def by_symbol(*quotes: Quote) -> dict[str, Quote]:
    """Return quotes by symbol."""
    return {each.symbol: each for each in quotes}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("cpo", "cpo"),
        ("Optical Modules / CPO", "cpo"),
        ("1.6T", "cpo"),
        ("光模塊", "cpo"),
        ("光模块", "cpo"),
        ("ＣＰＯ", "cpo"),
        ("算力", "compute"),
        ("data centers", "datacentres"),
        ("中概股", "adrs"),
        ("半导体", "semis"),
    ],
)
def test_a_theme_is_found_by_any_name(typed: str, key: str) -> None:
    """English, 繁 and 简, in any case and width."""
    assert theme(typed).key == key


def test_a_mistyped_theme_gets_suggestions() -> None:
    """What comes near is suggested by what can be typed; where nothing does, all there are."""
    with pytest.raises(UnknownInstrument, match=r"“clod”\. Did you mean cloud") as raised:
        theme("clod")
    assert theme(raised.value.suggestions[0]).key == "cloud"
    with pytest.raises(UnknownInstrument, match="There are adrs") as raised:
        theme("qqqqq")
    assert raised.value.suggestions == ()
    assert len(themes()) == 9


@given(st.text(max_size=100))
def test_any_words_are_answered(text: str) -> None:
    """Whatever is typed finds a theme or raises an error with a sentence of a bearable length."""
    try:
        answer = theme(text).name
    except RequestError as error:
        answer = error.sentence
    assert 0 < len(answer) < 300


def test_each_member_counts_the_same() -> None:
    """The move is the mean of those with figures; who has none, or no close before, is missing."""
    quotes = by_symbol(moved("0700.HK", 3), moved("BABA", -1, "21:45"), moved("NVDA", 9, "21:45", previous_close=None))
    found = basket(MADE_UP, quotes)
    assert found.percent == 1
    assert [each.symbol for each in found.counted] == ["0700.HK", "BABA"]
    assert (found.behind, found.missing) == ((), ("9988.HK", "NVDA", "300308.SZ"))


def test_an_older_session_is_not_counted() -> None:
    """Who did not trade in its exchange's last session has no move of it; another exchange's day is its own."""
    quotes = by_symbol(
        moved("0700.HK", 3), moved("9988.HK", 50, "2025-07-11 16:08"), moved("BABA", 1, "2025-07-12 04:00")
    )
    found = basket(MADE_UP, quotes)
    assert found.percent == 2
    assert [each.symbol for each in found.behind] == ["9988.HK"]
    days = last_sessions([*quotes.values(), moved("NVDA", 0, "2025-07-15 04:00")])
    assert days == {Exchange.HONG_KONG: date(2025, 7, 15), Exchange.NEW_YORK: date(2025, 7, 14)}
    assert [each.symbol for each in basket(MADE_UP, quotes, days).behind] == ["9988.HK", "BABA"]


def test_without_figures_there_is_no_move() -> None:
    """A theme nobody quoted has no figure, never a zero."""
    found = basket(MADE_UP, {})
    assert (found.percent, found.counted, found.missing) == (None, (), SYMBOLS)


@given(st.dictionaries(st.sampled_from(SYMBOLS), st.decimals(-50, 50, places=2), max_size=5))
def test_the_mean_lies_between_its_members(moves: dict[str, Decimal]) -> None:
    """No basket moves more than the widest of its members, and each member is in one list."""
    found = basket(MADE_UP, by_symbol(*(moved(symbol, percent) for symbol, percent in moves.items())))
    everyone = {*(each.symbol for each in (*found.counted, *found.behind)), *found.missing}
    assert everyone == set(SYMBOLS)
    assert len(found.counted) + len(found.behind) + len(found.missing) == len(SYMBOLS)
    if found.percent is not None:
        counted = [moves[each.symbol] for each in found.counted]
        assert min(counted) - Decimal("1e-9") <= found.percent <= max(counted) + Decimal("1e-9")
        assert [moves[each.symbol] for each in found.counted] == sorted(counted, reverse=True)


def test_samples_are_of_the_day() -> None:
    """What these tests call 14:00 is a time of 15 July 2025 in Hong Kong."""
    assert at("14:00").isoformat() == "2025-07-15T14:00:00+08:00"
