"""The signals of a surge are gathered of one date in Hong Kong, and of the night before in New York."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.market.signals import Leg, Signals
from handlers.sights.board import panorama
from tests.handlers.asking import Hall, hall, line
from tests.stage import Entry

MORNING = datetime.fromisoformat("2025-07-15T09:45:00+08:00")
FRIDAY, MONDAY = "2025-07-11T16:00:00-04:00", "2025-07-14T16:00:00-04:00"
TONIGHT = "2025-07-15T10:00:00-04:00"


def new_york(symbol: str, percent: float, time: str, at: str = "2025-07-15T09:45:00+08:00") -> Entry:
    """Return a line with one price of New York beside Hong Kong's."""
    close = {"time": time, "currency": "USD", "delay_minutes": 0, "previous_close": 100.0}
    here = line(0, ("^HSI", 102.0), ("HSTECH.HK", 103.0), turnover=100)
    quotes = here["quotes"]
    assert isinstance(quotes, list)
    return {**here, "at": at, "quotes": [*quotes, {"symbol": symbol, "price": 100 + percent, **close}]}


async def read(here: Hall) -> Signals:
    """Return the signals that the board shows now."""
    found = (await panorama(here.surge)).signals
    assert found is not None
    return found


def reading(found: Signals, leg: Leg) -> Decimal | None:
    """Return one leg's reading."""
    return next(each.reading for each in found.legs if each.leg is leg)


@pytest.mark.parametrize(
    ("symbol", "time", "expected", "proxy"),
    [
        ("^HXC", MONDAY, Decimal(3), ""),
        ("KWEB", MONDAY, Decimal(3), "KWEB"),
        ("KWEB", FRIDAY, None, ""),
        ("KWEB", "2025-07-14T15:00:00-04:00", None, ""),
    ],
)
async def test_new_york_is_the_last_session_before(
    tmp_path: Path, symbol: str, time: str, expected: Decimal | None, proxy: str
) -> None:
    """Golden Dragon's close of last night, or a proxy's by name; an older close or an unfinished day is unknown."""
    async with hall(tmp_path, [new_york(symbol, 3, time)]) as here:
        await here.play(0)
        found = await read(here)
        assert found.day == date(2025, 7, 15)
        assert reading(found, Leg.OVERNIGHT) == expected
        assert next(each.by.en for each in found.legs if each.leg is Leg.OVERNIGHT) == proxy


async def test_the_evening_does_not_change_last_night(tmp_path: Path) -> None:
    """Once New York trades again its move is of tomorrow's date: today keeps the night before, from the closes."""
    lines = [new_york("KWEB", 3, MONDAY), new_york("KWEB", -9, TONIGHT, "2025-07-15T22:00:00+08:00")]
    async with hall(tmp_path, lines) as here:
        assert here.surge.replay is not None
        await here.play(1)
        assert reading(await read(here), Leg.OVERNIGHT) is None


async def test_only_readings_of_the_day_count(tmp_path: Path) -> None:
    """A price that stood still while the market went on is no reading, nor is turnover without a mean."""
    late = (MORNING + timedelta(hours=1)).isoformat()
    quiet = {"at": late, "quotes": [{**line(60, ("HSTECH.HK", 104.0))["quotes"][0]}]}  # type: ignore[index]  # a list
    async with hall(tmp_path, [line(0, ("^HSI", 102.0), ("HSTECH.HK", 103.0), turnover=100), quiet]) as here:
        await here.play(0)
        assert [reading(await read(here), leg) for leg in (Leg.HSI, Leg.HSTECH)] == [Decimal(2), Decimal(3)]
        assert reading(await read(here), Leg.TURNOVER) is None
        await here.play(1)
        found = await read(here)
        assert (reading(found, Leg.HSI), reading(found, Leg.HSTECH)) == (None, Decimal(4))
        assert found.known == 1


async def test_without_an_index_there_are_none(tmp_path: Path) -> None:
    """Where neither index has a figure, no signals are shown."""
    async with hall(tmp_path, [line(0, ("0700.HK", 101.0))]) as here:
        await here.play(0)
        assert (await panorama(here.surge)).signals is None
