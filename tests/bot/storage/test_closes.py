"""What is special about daily closes in a database: a past is long, and others want to write too."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from bot.market.closes.store import Past
from bot.market.quotes import Close, Series
from bot.storage.closes import PART, StoredCloses
from tests.bot.day import WALL, database

FIRST = date(1986, 12, 31)


async def test_others_write_between_two_parts(tmp_path: Path) -> None:
    """Who writes while a long past is kept comes first, and a past that is given up half-way counts as not filled."""
    opened = await database(tmp_path)
    store = StoredCloses(opened)
    long = Series(tuple(Close(FIRST + timedelta(days), Decimal(days + 1)) for days in range(20 * PART)), complete=True)
    filling = asyncio.create_task(store.fill("^HSI", long, Past(filled_at=WALL), keep=True))
    while not await store.last():
        pass
    await store.note("0700.HK", Past(tried_at=WALL))
    assert not filling.done()
    filling.cancel()
    await asyncio.gather(filling, return_exceptions=True)
    past = (await store.pasts())["^HSI"]
    assert (past.filled_at, past.usable) == (None, False)
    assert 0 < len((await store.series("^HSI")).closes) < 20 * PART
    await opened.close()
