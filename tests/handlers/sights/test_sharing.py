"""Which shares are ranked, and what is known of their index beside them."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.market.catalogue import OWNERS, use
from bot.market.instruments import members, named
from bot.market.market import Market
from bot.market.tally.desk import Tally
from bot.storage.database import open_database
from bot.storage.tallies import StoredTallies
from handlers.sights.sharing import listed, of_index, universe
from tests.handlers.asking import Hall, hall, line
from tests.stage import Entry, quote

WEIGHTS = """
[[weights]]
index = "^HSI"
as_of = 2025-06-30
source = "a factsheet"
weights = { "0700.HK" = 8.0, "9988.HK" = 7.5 }
"""


@pytest.fixture(autouse=True)
def own() -> Iterator[None]:
    """Go back to the catalogue that comes with Surge."""
    yield
    use(Path("nowhere at all"))


@pytest.fixture(name="here")
async def opened(tmp_path: Path) -> AsyncIterator[Hall]:
    """Open a hall whose tape has a share that nobody knows by name."""
    async with hall(tmp_path, [line(0, ("^HSI", 101.0), ("5555.HK", 102.0), ("80700.HK", 99.0))]) as found:
        yield found


async def test_what_the_turnover_is_estimated_from_is_ranked(here: Hall, tmp_path: Path) -> None:
    """Those shares and the index's members are Hong Kong's; the other markets, and an estimate of none, are as ever."""
    database = open_database(tmp_path / "other.db")
    counted = replace(here.surge, tally=Tally(StoredTallies(database), None, ("5555.HK", "80700.HK", "0700.HK")))
    own = listed("^HSI", here.surge.clock())
    assert {*universe(counted, Market.HONG_KONG)} == {named("5555.HK"), *own}
    assert universe(counted, Market.NEW_YORK) == universe(here.surge, Market.NEW_YORK)
    uncounted = replace(here.surge, tally=Tally(StoredTallies(database), None, ()))
    assert universe(uncounted, Market.HONG_KONG) == universe(here.surge, Market.HONG_KONG)
    await database.close()


def test_members_are_those_of_the_market_day(here: Hall) -> None:
    """On the day of the tape the index had 85 members, whatever it has today."""
    assert len(listed("^HSI", here.surge.clock())) == 85
    assert len(members("^HSI")) > 85


async def test_an_index_of_another_day_is_not_held_against_its_members(tmp_path: Path) -> None:
    """Where the index's own figure is of an earlier session, its members are shown without it."""
    then = datetime.fromisoformat("2025-07-14T16:30:00+08:00")
    old: Entry = {"at": then.isoformat(), "quotes": [quote("^HSI", 101.0, then)]}
    async with hall(tmp_path, [old, line(0, ("0700.HK", 102.0))]) as here:
        await here.play(1)
        found = await of_index(here.surge, named("^HSI"))
        assert found is not None
        assert (found.index, [quote.symbol for quote in found.quotes]) == (None, ["0700.HK"])


async def test_points_by_dated_weights(tmp_path: Path) -> None:
    """With the owner's weights, 8 % of 10,000 that rose 5 % made 40 points, and the card says whose they are."""
    (tmp_path / OWNERS).write_text(WEIGHTS, encoding="utf-8")
    day = [line(0, ("^HSI", 101.0), ("0700.HK", 105.0), ("9988.HK", 98.0))]
    quotes = day[0]["quotes"]
    assert isinstance(quotes, list)
    quotes[0] = {**quotes[0], "price": 10100, "previous_close": 10000}
    async with hall(tmp_path, day) as here:
        text = await here.ask("movers")
    assert "Points of HSI's +100.00: Tencent +40.0 · Alibaba −15.0" in text
    assert "2 members explain +25.0, residual +75.0; weights of 30 Jun 2025, a factsheet" in text
