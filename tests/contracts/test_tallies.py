"""What every store of turnovers keeps to, over each database."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.market.tally.official import Day
from bot.market.tally.pace import Sample
from bot.market.tally.store import TallyStore
from bot.market.tally.universe import Universe
from bot.market.turnover import Scope
from bot.storage.database import open_database
from bot.storage.tallies import StoredTallies
from tests.backends import BACKENDS

DAY = date(2025, 7, 15)
D = Decimal


@pytest.fixture(name="place", params=BACKENDS)
def place_of_a_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


@pytest.fixture(name="store")
async def store_over_a_database(place: str) -> AsyncIterator[TallyStore]:
    """A store over it."""
    database = open_database(place)
    yield StoredTallies(database)
    await database.close()


def day(back: int, value: object = 250, *, half: bool = False) -> Day:
    """Return what was traded so many days before the day of the surge."""
    return Day(DAY - timedelta(days=back), D(str(value)), "Tencent", half)


async def test_days(store: TallyStore) -> None:
    """Days come back in order and to the last digit, each scope by itself, a corrected one with its new figure."""
    await store.keep_days(Scope.MARKET, [day(0, "288400000000.5"), day(2), day(1, half=True)])
    await store.keep_days(Scope.MARKET, [day(2, 260)])
    await store.keep_days(Scope.SHARES_ESTIMATE, [day(0, 224)])
    await store.keep_days(Scope.OFFICIAL, [])
    assert list(await store.days(Scope.MARKET)) == [day(2, 260), day(1, half=True), day(0, "288400000000.5")]
    assert list(await store.days(Scope.SHARES_ESTIMATE)) == [day(0, 224)]
    assert list(await store.days(Scope.OFFICIAL)) == []


async def test_months(store: TallyStore) -> None:
    """Monthly averages come back in order, the newest word on each."""
    await store.keep_months([("2025-06", D(230)), ("2025-05", D(210))], "HKEX")
    await store.keep_months([("2025-06", D(231))], "HKEX")
    assert list(await store.months()) == [("2025-05", D(210)), ("2025-06", D(231))]


async def test_samples(store: TallyStore) -> None:
    """Each minute has one sample, its last; what is older than sixty days is forgotten."""
    old = DAY - timedelta(days=61)
    for sample in (Sample(old, 5, D(1)), Sample(DAY, 10, D(2)), Sample(DAY, 5, D(3)), Sample(DAY, 10, D(4))):
        await store.keep_sample(Scope.MARKET, sample)
    await store.keep_sample(Scope.SHARES_ESTIMATE, Sample(DAY, 5, D(9)))
    assert list(await store.samples(Scope.MARKET, date.min)) == [Sample(DAY, 5, D(3)), Sample(DAY, 10, D(4))]
    assert list(await store.samples(Scope.SHARES_ESTIMATE, DAY)) == [Sample(DAY, 5, D(9))]
    assert list(await store.samples(Scope.MARKET, DAY + timedelta(days=1))) == []


async def test_universes(store: TallyStore) -> None:
    """The newest universe before a day is the one in force; the same day's is replaced."""
    assert await store.universe(DAY) is None
    monday = Universe(DAY - timedelta(days=1), ("0001.HK", "0700.HK"), D("0.951"), D("2.2e11"))
    friday = Universe(DAY - timedelta(days=4), ("0001.HK",), D("0.9"), D("2e11"))
    for each in (monday, friday, Universe(monday.day, (), D(1), D(1)), monday):
        await store.keep_universe(each)
    assert await store.universe(DAY) == monday
    assert await store.universe(DAY - timedelta(days=1)) == friday
