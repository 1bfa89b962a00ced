"""What is known of earlier days: HKEX's averages, half-days, and no scope in another's place."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.market.instrument import Exchange
from bot.market.sessions import DAY, session
from bot.market.tally.official import Day
from bot.market.tally.past import Past, averages, shipped
from bot.market.turnover import Scope, TurnoverHistory
from bot.storage.tallies import StoredTallies
from tests.bot.day import database
from tests.bot.market.samples import RECORDED, needs_recordings

TODAY = date(2025, 7, 15)
D = Decimal


@pytest.fixture(name="past")
async def past_over_a_database(tmp_path: Path) -> AsyncIterator[Past]:
    """A past of which nothing is known yet."""
    opened = await database(tmp_path)
    yield Past(StoredTallies(opened))
    await opened.close()


def month(of: date, value: int = 100) -> list[Day]:
    """Return HKEX's days of that month, one more each session."""
    days = [of.replace(day=1) + DAY * n for n in range(31)]
    sessions = [day for day in days if day.month == of.month and session(Exchange.HONG_KONG, day)]
    return [Day(day, D(value + n), "HKEX") for n, day in enumerate(sessions)]


@needs_recordings
def test_the_averages_that_come_along() -> None:
    """The shipped averages are HKEX's, month by month."""
    rows = (RECORDED / "market" / "hkex_adt_monthly_2025_2026.csv").read_text().split()[1:]
    assert shipped() == {row[:7]: D(row[8:]) * 10**9 for row in rows}


async def test_june_is_known_from_the_start(past: Past) -> None:
    """A new Surge can hold July's turnover against June's average, but never an estimate."""
    assert (await past.history(Scope.MARKET)).month_before(TODAY) == ("2025-06", D(230_191_000_000))
    assert (await past.history(Scope.SHARES_ESTIMATE)).months == ()


async def test_each_scope_has_its_own_days(past: Past) -> None:
    """What is kept is served, in its own scope only, and what changes is served anew."""
    assert (await past.history(Scope.MARKET)).days == ()
    await past.keep_day(Scope.MARKET, Day(TODAY, D(288), "Tencent"))
    await past.keep_day(Scope.SHARES_ESTIMATE, Day(TODAY, D(224), "Yahoo", half=True))
    assert (await past.history(Scope.MARKET)).days == ((TODAY, D(288)),)
    estimate = await past.history(Scope.SHARES_ESTIMATE)
    assert (estimate.days, estimate.halves) == (((TODAY, D(224)),), frozenset({TODAY}))


async def test_the_archive(past: Past) -> None:
    """HKEX's days become official days, and its whole months averages that stand before the shipped ones."""
    june, august = month(date(2025, 6, 1)), month(date(2026, 8, 1))[:-1]
    await past.history(Scope.MARKET)
    await past.keep_official([*june, *august])
    official, market = await past.history(Scope.OFFICIAL), await past.history(Scope.MARKET)
    mean = sum((day.value for day in june), D()) / len(june)
    assert official.month_before(TODAY) == market.month_before(TODAY) == ("2025-06", mean)
    assert (len(official.days), market.days) == (len(june) + len(august), ())
    assert "2026-08" not in dict(official.months)


def test_a_month_is_whole_or_it_is_none() -> None:
    """A month of which a session is missing has no average."""
    whole = month(date(2025, 6, 1))
    assert [key for key, _ in averages(whole)] == ["2025-06"]
    assert averages(whole[1:]) == []
    assert averages([]) == []


def test_half_days_count_in_no_mean() -> None:
    """The mean is of whole sessions, and nothing is the lowest since a half-day."""
    eve, today = date(2024, 12, 24), date(2025, 1, 8)
    days = [today - timedelta(days=back) for back in range(40, 0, -1)]
    history = TurnoverHistory(days=tuple((day, D(5) if day in {eve, date(2024, 12, 31)} else D(100)) for day in days))
    assert history.mean(today) == 100
    assert history.lowest_since(D(50), today) is None
    assert history.lowest_since(D(100), today) is None
    marked = TurnoverHistory(days=history.days, halves=frozenset(days[10:]))
    assert marked.mean(today) is None


def test_lowest_since() -> None:
    """The last day as low is named where it is at least twenty days back and none is missing; never on half a day."""
    days = [(TODAY - timedelta(days=back), D(50 if back == 25 else 100)) for back in range(30, 0, -1)]
    history = TurnoverHistory(days=tuple(days))
    assert history.lowest_since(D(60), TODAY) == TODAY - timedelta(days=25)
    assert history.lowest_since(D(40), TODAY) is None
    assert TurnoverHistory(days=tuple(days[:-10])).lowest_since(D(60), TODAY) is None
    assert TurnoverHistory(days=tuple(days), halves=frozenset({TODAY})).lowest_since(D(60), TODAY) is None
