"""Yahoo's daily charts, read as daily closes."""

import csv
import json
import struct
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import HONG_KONG
from bot.errors import BadAnswer, NoData
from bot.market.history import highest_since
from bot.market.yahoo.chart import read
from tests.bot.market.samples import RECORDED, at, needs_answers, needs_recordings
from tests.yahoo_standin import PAGE, chart

DAY = timedelta(days=1)
MONDAY = at("2025-07-14 09:30")


def body(prices: dict[datetime, float | None], first: datetime = MONDAY, **meta: object) -> bytes:
    """Return the chart of these prices."""
    return json.dumps(chart("^HSI", prices, first, **meta)).encode()


def recorded(name: str) -> bytes:
    """Return the body of a recorded answer; one of them is the bare body."""
    document = json.loads((RECORDED / "yahoo" / f"{name}.json").read_text("utf-8"))
    return json.dumps(document["response"]["bodyJson"] if "response" in document else document).encode()


def single(price: float) -> float:
    """Return `price` as Yahoo's charts carry it: a 32-bit float, written with all digits of a 64-bit one."""
    return float(struct.unpack("f", struct.pack("f", price))[0])


@needs_recordings
def test_the_day_of_the_surge() -> None:
    """From Yahoo's own daily closes, 15 July 2025 closed at the highest since 19 March, 78 sessions before."""
    with (RECORDED / "market" / "hsi_daily.csv").open(encoding="utf-8") as file:
        rows = {row["date"]: row["close"] for row in csv.DictReader(file)}
    prices = {
        datetime.combine(date.fromisoformat(day), MONDAY.timetz()): single(float(close)) if close else None
        for day, close in rows.items()
    }
    series = read(body(prices, first=at("1986-12-31 10:00")))
    since = highest_since(series, Decimal("24590.12"), date(2025, 7, 15))
    assert since is not None
    assert (since.day, since.price, since.sessions) == (date(2025, 3, 19), Decimal("24771.14"), 78)
    assert not series.complete


@needs_answers
def test_recorded_charts() -> None:
    """A recorded chart gives a close for each session of its days; one of seventy days of Apple is not complete."""
    series = read(recorded("chart-AAPL-2020-08-31-to-2020-11-07"))
    assert (len(series.closes), series.closes[0].day, series.closes[-1].day) == (
        49,
        date(2020, 8, 31),
        date(2020, 11, 6),
    )
    assert not series.complete
    assert read(recorded("chart-GC=F-2020-01-01-to-2020-01-03")).closes
    assert read(recorded("chart-WSKT.JK-2020-01-01-to-2020-01-03")).closes


@needs_answers
def test_an_index_that_is_only_a_snapshot() -> None:
    """An index without history gives its one price, rounded as its quotes are, and is never complete."""
    series = read(recorded("chart-KOSPI-25.KS-snapshot-only-2026-10-05"))
    assert [close.price for close in series.closes] == [Decimal("46539.14")]
    assert not series.complete


@needs_answers
def test_a_chart_without_times_has_no_closes() -> None:
    """A chart that has no days gives none."""
    assert read(recorded("chart-notimestamp-quotes-length.fake")).closes == ()


def test_a_blank_day_is_left_out() -> None:
    """A day without a close is no zero, and the latest of two rows of a day counts."""
    tuesday = MONDAY + DAY
    series = read(body({MONDAY - 3 * DAY: 24139.57, MONDAY: None, tuesday: 24500, tuesday + DAY / 4: 24590.12}))
    assert [close.day.day for close in series.closes] == [11, 15]
    assert [close.price for close in series.closes] == [Decimal("24139.57"), Decimal("24590.12")]


@pytest.mark.parametrize(("first", "complete"), [(MONDAY, True), (MONDAY - DAY, False), (MONDAY + DAY, True)])
def test_complete_from_the_first_trade_date(first: datetime, complete: bool) -> None:  # noqa: FBT001 - a table
    """Closes are complete where they reach the first trade date, and not where that lies before them."""
    assert read(body({MONDAY: 24203.32, MONDAY + DAY: 24590.12}, first)).complete is complete


def test_days_are_the_exchanges() -> None:
    """A day is that of the exchange's own zone: New York's evening is not the next day."""
    evening = datetime(2025, 7, 15, 4, 0, tzinfo=HONG_KONG)
    assert read(body({evening: 100.0}, exchangeTimezoneName="America/New_York")).closes[0].day == date(2025, 7, 14)


def test_pence_and_fine_prices() -> None:
    """Pence become pounds, and a price with a finer tick keeps its digits."""
    assert read(body({MONDAY: 308.8}, currency="GBp")).closes[0].price == Decimal("3.088")
    assert read(body({MONDAY: single(0.0415)}, priceHint=4)).closes[0].price == Decimal("0.0415")


def test_not_found_is_no_failure() -> None:
    """Where Yahoo has no chart there is no data, which asking again does not change."""
    with pytest.raises(NoData):
        read(b'{"chart": {"result": null, "error": {"code": "Not Found", "description": "No data found"}}}')


@pytest.mark.parametrize(
    "answer",
    [
        PAGE.encode(),
        b"{}",
        b'{"chart": {"result": [], "error": null}}',
        b'{"chart": {"result": [5], "error": null}}',
        body({MONDAY: 1.0}, exchangeTimezoneName="Mars/Base"),
        body({MONDAY: 1.0}).replace(b'"timestamp": [', b'"timestamp": [1, '),
    ],
)
def test_what_is_no_chart_is_an_error(answer: bytes) -> None:
    """A page, another document, a zone nobody knows or days without closes are an error with its sentence."""
    with pytest.raises(BadAnswer, match="Yahoo"):
        read(answer)


@given(st.lists(st.none() | st.floats() | st.integers() | st.text(max_size=3), max_size=6))
def test_any_closes_give_prices_in_order(values: list[float | None]) -> None:
    """Whatever stands for closes, what comes out are positive prices, a day each, in order."""
    series = read(body({MONDAY + day * DAY: value for day, value in enumerate(values)}))
    days = [close.day for close in series.closes]
    assert days == sorted(set(days))
    assert all(close.price > 0 for close in series.closes)
