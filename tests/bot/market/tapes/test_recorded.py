"""Reading recorded figures."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.market.tapes.recorded import Bar, bars, on, turnover_days, turnover_months, turnover_of, until


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    """Return a file of prices: unordered, with float noise and blanks."""
    file = tmp_path / "prices.csv"
    rows = ["date,symbol,open,high,low,close,volume", "2025-07-15,A,1.2349999,,,2,30.0", "2025-07-14,A,,,,34.27999877,"]
    file.write_text("\n".join(rows))
    return file


def test_bars_are_rounded_and_ordered(prices: Path) -> None:
    """Float noise is rounded away, blanks are not recorded, and the oldest comes first."""
    assert bars(prices) == {
        "A": (
            Bar(day=date(2025, 7, 14), close=Decimal("34.28")),
            Bar(day=date(2025, 7, 15), open=Decimal("1.23"), close=Decimal(2), volume=30),
        )
    }


def test_days_of_a_series(prices: Path) -> None:
    """A day is found, the days before it are told apart, and a day that was not recorded is missing."""
    series = bars(prices)["A"]
    assert on(series, date(2025, 7, 15)).close == 2
    assert [bar.day.day for bar in until(series, date(2025, 7, 15))] == [14]
    with pytest.raises(KeyError):
        on(series, date(2025, 7, 16))


def test_only_the_whole_market_is_turnover(tmp_path: Path) -> None:
    """Of single days those of the whole market count, and of months those that were over."""
    file, months = tmp_path / "days.json", tmp_path / "months.csv"
    seen = [
        {"date": "2025-07-15", "value": 288.4e9, "scope": "whole market, as reported"},
        {"date": "2025-04-07", "value": 620.9e9, "scope": "whole market, as reported (record)"},
        {"date": "2025-04-08", "value": 1e9, "scope": "main board, as reported"},
    ]
    file.write_text(json.dumps({"observations": seen}))
    months.write_text("month,adt_hkd_bn\n2025-07,262.923\n2025-06,230.191\n")
    assert list(turnover_days(file, date(2025, 7, 15))) == [(date(2025, 4, 7), 620_900_000_000)]
    assert turnover_of(file, date(2025, 7, 15)) == 288_400_000_000
    assert list(turnover_months(months, "2025-07")) == [("2025-06", 230_191_000_000)]
