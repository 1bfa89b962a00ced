"""HKEX's archive: cells to days. The bodies are made after the description of the real ones; none was recorded."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadAnswer
from bot.market.tally.official import Day, addresses, read, whole

HEADINGS = (
    "Year/Month/Day",
    "",
    "Total trading value<br/>(HKD)",
    "Total trading volume<br/>(Shares)",
    "Number of deals",
)


def archive(*rows: Sequence[str], mark: str = "") -> bytes:
    """Return an archive with these rows beneath its headings, cell by cell as HKEX has them."""
    cells = [
        {"row": row, "col": col, "text": text}
        for row, texts in enumerate([HEADINGS, *rows])
        for col, text in enumerate(texts)
    ]
    return mark.encode() + json.dumps({"tables": [{"body": cells}]}).encode()


FULL = ("2025/01/27", "", "156,921,000,000", "200,000,000,000", "1,900,000")
HALF = ("2025/01/28", "*", "58,100,000,000", "80,000,000,000", "800,000")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_days(mark: str) -> None:
    """Dates, amounts and the star of a half-day are read; headings, totals and empty rows are no days."""
    body = archive(HALF, FULL, ("Total", "", "1,000"), ("2025/01/29", "", "-"), ("2025/13/01", "", "5"), mark=mark)
    assert read(body) == (
        Day(date(2025, 1, 27), Decimal(156_921_000_000), "HKEX"),
        Day(date(2025, 1, 28), Decimal(58_100_000_000), "HKEX", half=True),
    )


def test_both_boards_are_the_market() -> None:
    """A day counts when both boards have it, as the sum of both."""
    main = read(archive(FULL, HALF))
    gem = read(archive(("2025/01/28", "*", "100,000,000"), ("2025/01/30", "", "5")))
    assert whole(main, gem) == (Day(date(2025, 1, 28), Decimal(58_200_000_000), "HKEX", half=True),)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"{}", b'{"tables": []}', b'{"tables": [{"body": 5}]}', b'{"tables": [{"body": [5]}]}', archive()],
)
def test_what_is_no_archive(body: bytes) -> None:
    """Anything else is a bad answer, never no days."""
    with pytest.raises(BadAnswer, match="HKEX"):
        read(body)


@given(st.binary(max_size=200))
def test_rubbish(body: bytes) -> None:
    """Whatever comes, it is days or a bad answer."""
    with suppress(BadAnswer):
        assert read(body)


@pytest.mark.parametrize(
    ("year", "main", "gem"),
    [
        (2025, "2025_2029", "2024_2028"),
        (2026, "2025_2029", "2024_2028"),
        (2029, "2025_2029", "2029_2033"),
        (2030, "2030_2034", "2029_2033"),
    ],
)
def test_where_a_year_stands(year: int, main: str, gem: str) -> None:
    """Each board has its own five years to a file."""
    assert [address.partition("trading_data_")[2] for address in addresses(year)] == [f"{main}.json", f"gem_{gem}.json"]
