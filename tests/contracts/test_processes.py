"""What every database keeps to that processes agree by: leases, what is wanted, and the bulletin."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.lease import Lease
from bot.market.manners import Pace
from bot.market.relay import Bulletin
from bot.market.turnover import Scope, Turnover
from bot.storage.database import Database, open_database
from bot.storage.leases import StoredLeases
from bot.storage.relay import StoredRelay
from tests.backends import BACKENDS
from tests.bot.day import WALL

SECOND = timedelta(seconds=1)
LATER = WALL + 3 * SECOND


@pytest.fixture(name="place", params=BACKENDS)
def place_of_a_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty database is."""
    return BACKENDS[request.param](tmp_path)


@pytest.fixture(name="database")
async def opened(place: str) -> AsyncIterator[Database]:
    """An empty database."""
    database = open_database(place)
    yield database
    await database.close()


async def test_a_lease_has_one_holder_until_its_time_is_over(database: Database) -> None:
    """Of many who try one gets it; another does when it is over or given up, and the one before renews it no more."""
    leases = StoredLeases(database)
    tried = await asyncio.gather(*(leases.take("clock", f"p{number}", WALL, LATER) for number in range(4)))
    (first,) = filter(None, tried)
    assert first.epoch == 1
    assert await leases.take("other", "p9", WALL, LATER) == Lease("other", "p9", 1)
    assert await leases.renew(first, LATER + SECOND)
    assert await leases.take("clock", "next", LATER, LATER + 9 * SECOND) is None
    assert await leases.held("clock", LATER)
    second = await leases.take("clock", "next", LATER + SECOND, LATER + 9 * SECOND)
    assert second == Lease("clock", "next", 2)
    assert not await leases.renew(first, LATER + 99 * SECOND)
    await leases.release(first, WALL)
    assert await leases.held("clock", LATER)
    await leases.release(second, LATER)
    assert not await leases.held("clock", LATER)
    assert await leases.take("clock", "third", LATER, LATER + SECOND) == Lease("clock", "third", 3)


async def test_what_is_wanted_waits_for_its_answer(database: Database) -> None:
    """What was asked is pending until it is answered; asked again meanwhile, it is pending still; old answers go."""
    relay = StoredRelay(database)
    await relay.ask(["^HSI", "0700.HK", "^HSI"], WALL)
    asked = await relay.pending(WALL)
    assert asked == {"^HSI": WALL, "0700.HK": WALL}
    assert await relay.pending(WALL + SECOND) == {}
    await relay.ask(["^HSI"], WALL + SECOND)
    await relay.answer(asked, WALL + 2 * SECOND, "The source is away.")
    assert await relay.pending(WALL) == {"^HSI": WALL + SECOND}
    assert await relay.answered(["^HSI", "0700.HK"], WALL) == {"0700.HK": "The source is away."}
    assert await relay.answered(["0700.HK"], LATER) == {}
    await relay.answer({}, WALL + timedelta(hours=2), "")
    assert await relay.answered(["0700.HK"], WALL) == {}


async def test_the_last_bulletin_is_read_as_it_was_published(database: Database) -> None:
    """Times, decimals and all come back the same; before the first there is an empty one."""
    relay = StoredRelay(database)
    assert await relay.published() == Bulletin()
    at = datetime(2025, 7, 15, 7, 5, tzinfo=UTC)
    turnover = Turnover(Scope.MARKET, Decimal("251200000000.25"), at, "Tencent", "whole")
    pace = Pace(12, 300, at, "429")
    for bulletin in (Bulletin(trouble="none"), Bulletin(at, "", {"stale": 2}, (turnover,), pace, ("no pace",))):
        await relay.publish(bulletin)
        assert await relay.published() == bulletin
