"""Since when a price is the highest or the lowest."""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.history import Since, highest_since, lowest_since
from bot.market.quotes import Close, Series
from tests.bot.market.samples import RECORDED, needs_recordings

FIRST = date(2025, 1, 1)
PRICE = st.integers(1, 30)
PRICES = st.lists(PRICE, max_size=60)


def series(*prices: int, complete: bool = False) -> Series:
    """Return one close a day from `FIRST` on."""
    return Series(tuple(Close(FIRST + timedelta(days), Decimal(price)) for days, price in enumerate(prices)), complete)


def after(closes: Series) -> date:
    """Return the day after the last close."""
    return FIRST + timedelta(len(closes.closes))


@pytest.fixture(scope="module")
def hang_seng() -> Series:
    """Return the recorded closes of the Hang Seng Index."""
    with (RECORDED / "market" / "hsi_daily.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return Series(tuple(Close(date.fromisoformat(row["date"]), Decimal(row["close"])) for row in rows))


@needs_recordings
@pytest.mark.parametrize(
    ("today", "close", "since", "sessions"),
    [
        ("2025-07-15", "24590.12", "2025-03-19", 78),
        ("2025-07-18", "24825.66", "2022-02-11", None),
        ("2025-07-24", "25667.18", "2021-11-16", None),
    ],
)
def test_the_known_highs(hang_seng: Series, today: str, close: str, since: str, sessions: int | None) -> None:
    """The highs of July 2025 reach as far back as the record says."""
    found = highest_since(hang_seng, Decimal(close), date.fromisoformat(today))
    assert found is not None
    assert found.day.isoformat() == since
    assert sessions in {None, found.sessions}


@needs_recordings
def test_a_high_of_eight_sessions_is_not_said(hang_seng: Series) -> None:
    """The close of 14 July 2025 was the highest of eight sessions, which is no news."""
    price, today = Decimal("24203.32"), date(2025, 7, 14)
    assert highest_since(hang_seng, price, today) is None
    assert highest_since(hang_seng, price, today, minimum=8) == Since(date(2025, 7, 2), Decimal("24221.4102"), 8)


def test_a_close_as_high_ends_the_walk() -> None:
    """The first close at or above the price is the one it is the highest since."""
    assert highest_since(series(9, 5, 1), Decimal(5), after(series(1, 1, 1)), minimum=1) == Since(
        FIRST + timedelta(1), Decimal(5), 2
    )


def test_todays_own_close_does_not_count() -> None:
    """Closes of today and later are not looked at."""
    assert highest_since(series(9, 1, 99), Decimal(5), FIRST + timedelta(2), minimum=1) == Since(FIRST, Decimal(9), 2)


def test_a_record_needs_the_whole_series() -> None:
    """A record high is said only where no close was as high and none is missing, and names the record it beats."""
    closes = series(3, 7, 7, 2, complete=True)
    assert highest_since(closes, Decimal(8), after(closes), minimum=4) == Since(
        FIRST + timedelta(2), Decimal(7), 2, record=True
    )
    assert highest_since(series(3, 7, 7, 2), Decimal(8), after(closes), minimum=4) is None
    assert highest_since(closes, Decimal(8), after(closes), minimum=5) is None


@given(prices=PRICES, price=PRICE, minimum=st.integers(1, 25), complete=st.booleans())
def test_highest_since_agrees_with_a_search_of_all_closes(
    prices: list[int], price: int, minimum: int, *, complete: bool
) -> None:
    """What the walk finds is the latest of all the closes that are as high."""
    closes = series(*prices, complete=complete)
    found = highest_since(closes, Decimal(price), after(closes), minimum)
    as_high = [close for close in closes.closes if close.price >= price]
    if as_high:
        last = max(as_high, key=lambda close: close.day)
        sessions = (after(closes) - last.day).days
        assert found == (Since(last.day, last.price, sessions) if sessions >= minimum else None)
    else:
        assert (found is not None) == (complete and len(prices) >= minimum)
        assert found is None or (found.record and found.price == max(prices))


@given(prices=PRICES, price=PRICE, complete=st.booleans())
def test_lowest_since_is_the_mirror(prices: list[int], price: int, *, complete: bool) -> None:
    """Turning all prices upside down turns the highest into the lowest."""
    closes, upside_down = series(*prices, complete=complete), series(*(31 - each for each in prices), complete=complete)
    low = lowest_since(closes, Decimal(price), after(closes))
    high = highest_since(upside_down, Decimal(31 - price), after(closes))
    assert (low is None) == (high is None)
    if low and high:
        assert (low.day, low.sessions, low.record, low.low) == (high.day, high.sessions, high.record, True)
