"""What every store of daily closes keeps to: the one in memory, and the one over each database."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.market.closes.store import NONE_THERE, ClosesStore, MemoryCloses, Past
from bot.market.quotes import Close, Series
from bot.storage.closes import PART, READ, StoredCloses
from bot.storage.database import open_database
from tests.backends import BACKENDS
from tests.bot.day import WALL

MEMORY = "memory"
HSI, TECH = "^HSI", "HSTECH.HK"
FIRST, DAY, MINUTE = date(2020, 1, 1), timedelta(days=1), timedelta(minutes=1)
FILLED = Past(complete=True, filled_at=WALL, tried_at=WALL)
D = Decimal


@pytest.fixture(name="place", params=[MEMORY, *BACKENDS])
def place_of_a_store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where the closes are: in memory, or an empty database."""
    return MEMORY if request.param == MEMORY else BACKENDS[request.param](tmp_path)


@pytest.fixture(name="stores")
async def store_of_two_processes(place: str) -> AsyncIterator[list[ClosesStore]]:
    """The same store as two processes have it."""
    if place == MEMORY:
        same = MemoryCloses()
        yield [same, same]
        return
    database = open_database(place)
    yield [StoredCloses(database), StoredCloses(database)]
    await database.close()


def closes(*prices: object, first: date = FIRST) -> Series:
    """Return one close a day, none for a price of None."""
    days = ((first + n * DAY, price) for n, price in enumerate(prices))
    return Series(tuple(Close(day, D(str(price))) for day, price in days if price is not None), complete=True)


async def test_a_past_comes_back_whole(stores: list[ClosesStore]) -> None:
    """Thousands of closes are given back in order and to the last digit, by another process, each symbol its own."""
    mine, yours = stores
    many = closes(*(f"{n}.{n % 1000:03}" for n in range(1, 2 * READ + PART // 2)))
    await mine.fill(HSI, many, FILLED, keep=True)
    await mine.fill("0700.HK", closes(500), FILLED, keep=True)
    assert await yours.series(HSI) == many
    assert await yours.series(TECH) == Series()
    assert await yours.pasts() == {HSI: FILLED, "0700.HK": FILLED}
    assert await yours.last() == {HSI: many.closes[-1], "0700.HK": Close(FIRST, D(500))}


async def test_a_new_store_is_empty(stores: list[ClosesStore]) -> None:
    """Before anything was kept there is nothing."""
    assert (await stores[0].pasts(), await stores[0].last(), await stores[0].series(HSI)) == ({}, {}, Series())


async def test_a_session_is_added(stores: list[ClosesStore]) -> None:
    """A close is added to those that are kept, and one of the same day replaces it; nothing is added twice."""
    mine, yours = stores
    await mine.fill(HSI, closes(1, 2), FILLED, keep=True)
    await mine.note(TECH, Past(tried_at=WALL, trouble=NONE_THERE))
    assert list(await yours.last()) == [HSI]
    for price in (4, 5, 5):
        await mine.add({HSI: Close(FIRST + 2 * DAY, D(price)), TECH: Close(FIRST, D(price))})
    assert await yours.series(HSI) == closes(1, 2, 5)
    assert await yours.series(TECH) == Series((Close(FIRST, D(5)),))
    assert await yours.last() == {HSI: Close(FIRST + 2 * DAY, D(5)), TECH: Close(FIRST, D(5))}


async def test_what_was_noted_is_replaced(stores: list[ClosesStore]) -> None:
    """What is known of a past is what was noted last, to the microsecond, and its closes stay."""
    mine, yours = stores
    await mine.fill(HSI, closes(1), FILLED, keep=True)
    later = Past(complete=False, filled_at=None, tried_at=WALL + timedelta(microseconds=1), trouble="Away.")
    await mine.note(HSI, later)
    assert await yours.pasts() == {HSI: later}
    assert (await yours.series(HSI)).closes == closes(1).closes


@pytest.mark.parametrize(
    ("keep", "expected"), [(True, (10, 20, 3, 40, 5)), (False, (10, None, 3, 40, 5))], ids=["hole", "split"]
)
async def test_a_refill(stores: list[ClosesStore], keep: bool, expected: tuple[object, ...]) -> None:  # noqa: FBT001 - a table of cases
    """A refill replaces days, and where asked removes those that the source does not have, but none after its last."""
    mine, yours = stores
    await mine.fill(HSI, closes(1, 20, 30, 4, 5), FILLED, keep=True)
    await mine.fill("0700.HK", closes(500), FILLED, keep=True)
    await mine.fill(HSI, closes(10, None, 3, 40), FILLED, keep=keep)
    assert await yours.series(HSI) == closes(*expected)
    assert await yours.series("0700.HK") == closes(500)
