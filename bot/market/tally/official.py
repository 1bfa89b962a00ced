"""HKEX's archive of what was traded each day: JSON to days. Pure.

One file for the Main Board and one for GEM, five years each; both together are the market. A cell is
`{"row": 3, "col": 2, "text": "156,921,000,000"}`: column 0 is the date (2025/01/28), 1 a `*` on half-days, 2 HK$.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.errors import BadAnswer

SOURCE = "HKEX"
_FOLDER = "https://www.hkex.com.hk/eng/stat/smstat/mthbull/rpt_data_statistics_archive_trading_data"
_FIRST, _GEM_FIRST, _YEARS = 2025, 2024, 5
_DAY, _MARK, _VALUE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Day:
    """What was traded on `day` in HK$, according to `source`; `half` on a day of half a session."""

    day: date
    value: Decimal
    source: str = SOURCE
    half: bool = False


def addresses(year: int) -> tuple[str, str]:
    """Return where the archives of the Main Board and of GEM stand that have `year` in them."""
    main = year - (year - _FIRST) % _YEARS
    gem = year - (year - _GEM_FIRST) % _YEARS
    return f"{_FOLDER}_{main}_{main + _YEARS - 1}.json", f"{_FOLDER}_gem_{gem}_{gem + _YEARS - 1}.json"


def read(body: bytes) -> tuple[Day, ...]:
    """Return the days of one archive, oldest first; rows that are no days are its headings. Raises BadAnswer."""
    try:
        cells = json.loads(body.decode("utf-8-sig"))["tables"][0]["body"]
        rows = _rows(cells)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise BadAnswer("HKEX's archive is not what it used to be.") from error
    days = {found.day: found for row in rows if (found := _day(row))}
    if not days:
        raise BadAnswer("HKEX's archive has no days in it.")
    return tuple(days[day] for day in sorted(days))


def whole(main: Iterable[Day], gem: Iterable[Day]) -> tuple[Day, ...]:
    """Return the days that both boards have, added up: the market."""
    second = {day.day: day for day in gem}
    return tuple(
        Day(day.day, day.value + second[day.day].value, half=day.half or second[day.day].half)
        for day in main
        if day.day in second
    )


def _rows(cells: Iterable[Mapping[str, object]]) -> Iterable[Mapping[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for cell in cells:
        rows.setdefault(int(str(cell["row"])), {})[int(str(cell["col"]))] = str(cell.get("text") or "").strip()
    return rows.values()


def _day(row: Mapping[int, str]) -> Day | None:
    digits = row.get(_VALUE, "").replace(",", "")
    if not (digits.isdecimal() and digits.isascii() and int(digits)):
        return None
    try:
        day = date.fromisoformat(row.get(_DAY, "").replace("/", "-"))
    except ValueError:
        return None
    return Day(day, Decimal(digits), half=row.get(_MARK) == "*")
