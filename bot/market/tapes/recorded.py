"""Reads recorded figures: daily prices, turnovers and monthly averages, as the folder of recordings holds them."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

MARKET = "whole market, as reported"
BILLION = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One recorded day of one symbol; None is not recorded."""

    day: date
    close: Decimal
    open: Decimal | None = None
    high: Decimal | None = None
    low: Decimal | None = None
    volume: int | None = None


Bars = Mapping[str, tuple[Bar, ...]]


def bars(file: Path, places: int = 2, symbol: str = "") -> Bars:
    """Return the daily bars in a CSV file, oldest first, by symbol.

    `symbol` is what a file without such a column is about. Yahoo's prices are binary floats (34.27999877 is 34.28):
    they are rounded to `places`.
    """
    found: dict[str, list[Bar]] = defaultdict(list)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row.get("symbol") or symbol].append(_bar(row, places))
    return {name: tuple(sorted(days, key=lambda bar: bar.day)) for name, days in sorted(found.items())}


def _bar(row: Mapping[str, str], places: int) -> Bar:
    def price(column: str) -> Decimal | None:
        text = row.get(column)
        return round(Decimal(text), places).normalize() if text else None

    volume = row.get("volume")
    return Bar(
        day=date.fromisoformat(row["date"]),
        open=price("open"),
        high=price("high"),
        low=price("low"),
        close=round(Decimal(row["close"]), places).normalize(),
        volume=int(Decimal(volume)) if volume else None,
    )


def turnover_days(file: Path, before: date) -> Iterator[tuple[date, int]]:
    """Yield the days before `before` whose whole-market turnover was reported, oldest first, in HK$."""
    observations = json.loads(file.read_text("utf-8"), parse_float=Decimal)["observations"]
    for entry in sorted(observations, key=lambda each: str(each["date"])):
        day = date.fromisoformat(entry["date"])
        if day < before and entry["scope"].startswith(MARKET):
            yield day, int(entry["value"])


def turnover_of(file: Path, day: date) -> int:
    """Return the whole-market turnover reported of `day`, in HK$. Raises KeyError where there is none."""
    days = dict(turnover_days(file, date.max))
    return days[day]


def turnover_months(file: Path, before: str) -> Iterator[tuple[str, int]]:
    """Yield HKEX's daily averages of the months before `before` ("2025-07"), oldest first, in HK$."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = sorted((row["month"], Decimal(row["adt_hkd_bn"])) for row in csv.DictReader(lines))
    yield from ((month, int(average * BILLION)) for month, average in rows if month < before)


def until(series: Iterable[Bar], day: date) -> list[Bar]:
    """Return the bars of the days before `day`."""
    return [bar for bar in series if bar.day < day]


def on(series: Iterable[Bar], day: date) -> Bar:
    """Return the bar of `day`. Raises KeyError where it was not recorded."""
    return {bar.day: bar for bar in series}[day]
