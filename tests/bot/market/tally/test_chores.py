"""The chores: one small step a turn, after the close and when nobody waits, and tried again when it failed."""

from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import RateLimited, Unreachable
from bot.market.desk import QuoteDesk
from bot.market.provider import Answer, Source
from bot.market.quotes import Quote, Series
from bot.market.tally.chores import Chores
from bot.market.tally.desk import Tally
from bot.market.tally.pace import Sample
from bot.market.tally.universe import Universe
from bot.market.turnover import Scope, Turnover, TurnoverHistory
from bot.storage.caches.memory import MemoryCache
from bot.storage.tallies import StoredTallies
from tests.bot.day import database
from tests.bot.market.samples import at, quote, turnover
from tests.bot.market.tally.test_official import archive
from tests.yahoo_standin import Hands

DAY = date(2025, 7, 15)
D = Decimal
MINUTE = timedelta(minutes=1)


class Market:
    """A source of turnovers alone."""

    symbols = ()
    source = Source("a test")

    def __init__(self) -> None:
        self.turnovers_now: tuple[Turnover, ...] = ()

    async def poll(self, symbols: object) -> Answer:
        """Give them, whatever is asked for."""
        assert symbols is not None
        return Answer(turnovers=self.turnovers_now)

    async def closes(self, symbol: str) -> Series:
        """Give none."""
        assert symbol
        return Series()

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Give none."""
        return TurnoverHistory(scope)


class Office:
    """A tally with its chores, and all that they fetch: pages of shares, and HKEX's archive."""

    def __init__(self, store: StoredTallies, basis: tuple[str, ...] = ("0700.HK",)) -> None:
        self.hands, self.market = Hands(at("2025-07-15 17:00")), Market()
        self.store, self.tally = store, Tally(store, None, basis)
        self.desk = QuoteDesk(self.market, MemoryCache(), lambda: self.hands.now)
        self.pages: list[int] = []
        self.fetched: list[str] = []
        self.failing = 0
        self.count = 600
        self.begin()

    def begin(self) -> None:
        """Start anew, as another process does."""
        self.chores = Chores(self.tally, self.listed, self.get)

    async def listed(self, page: int) -> tuple[Quote, ...]:
        """Give one of three pages."""
        self.pages.append(page)
        if self.failing:
            self.failing -= 1
            raise RateLimited("The list must wait.")
        codes = range(page * self.count, (page + 1) * self.count) if page < 3 else ()
        shares = (quote(10, "16:08", f"{code:04}.HK", volume=code + 1, previous_close=D(10)) for code in codes)
        return tuple(shares)

    async def get(self, address: str, headers: Mapping[str, str]) -> bytes:
        """Give HKEX's archive of one day."""
        assert not headers
        self.fetched.append(address)
        if self.failing:
            raise Unreachable("www.hkex.com.hk cannot be reached.")
        return archive(("2025/06/30", "", "250,000,000,000"))

    async def turns(self, count: int) -> None:
        """Take so many turns, a minute apart."""
        for _ in range(count):
            await self.chores.turn(self.desk, lambda: self.hands.now)
            self.hands.now += MINUTE


@pytest.fixture(name="office")
async def furnished(tmp_path: Path) -> AsyncIterator[Office]:
    """An office at 17:00 on the day of the surge."""
    opened = await database(tmp_path)
    yield Office(StoredTallies(opened))
    await opened.close()


async def test_the_universe_is_chosen_page_by_page(office: Office) -> None:
    """After the close one page is fetched a turn, and with the last the most traded shares are kept; then no more."""
    await office.turns(6)
    assert office.pages == [0, 1, 2, 3]
    universe = await office.store.universe(DAY + timedelta(days=1))
    assert universe is not None
    assert (universe.day, len(universe.symbols), universe.symbols[-1]) == (DAY, 400, "1799.HK")
    assert universe.total == 10 * sum(range(1, 1801))
    office.begin()
    await office.turns(2)
    assert office.pages == [0, 1, 2, 3]


async def test_a_page_that_fails_is_tried_again(office: Office) -> None:
    """A page that must wait is fetched a quarter of an hour later, and those before it stay."""
    await office.turns(1)
    office.failing = 1
    await office.turns(20)
    assert office.pages == [0, 1, 1, 2, 3]
    assert await office.store.universe(DAY + timedelta(days=1)) is not None


@pytest.mark.parametrize(
    ("time", "fetched"), [("16:39", []), ("16:40", [0]), ("2025-07-16 08:00", [0]), ("2025-07-19 12:00", [0])]
)
async def test_when_the_list_is_fetched(office: Office, time: str, fetched: list[int]) -> None:
    """The list is that of a closed session, from 16:40 until the next one opens."""
    office.hands.now = at(time)
    await office.turns(1)
    assert office.pages == fetched


async def test_a_list_that_is_none(office: Office) -> None:
    """Too short a list makes no universe, and is not fetched again that day."""
    office.count = 10
    await office.turns(6)
    assert office.pages == [0, 1, 2, 3]
    assert await office.store.universe(DAY + timedelta(days=1)) is None


async def test_without_an_estimate_no_list(office: Office) -> None:
    """Where only a vendor's figure is wanted nothing is listed."""
    office.tally = Tally(office.store, None, ())
    office.begin()
    await office.turns(2)
    assert office.pages == []


async def test_the_archive_once(office: Office) -> None:
    """HKEX's two files are fetched at the first start, tried again a day after a failure, and let be for a month."""
    office.failing = 99
    await office.turns(3)
    assert len(office.fetched) == 1
    office.failing = 0
    office.hands.now = at("2025-07-16 17:30")
    await office.turns(3)
    assert [address.partition("trading_data_")[2] for address in office.fetched[1:]] == [
        "2025_2029.json",
        "gem_2024_2028.json",
    ]
    assert (await office.tally.history(Scope.OFFICIAL)).days == ((date(2025, 6, 30), D(500_000_000_000)),)
    office.begin()
    await office.turns(1)
    office.hands.now = at("2025-08-08 17:30")
    await office.turns(1)
    assert len(office.fetched) == 3
    office.hands.now = at("2025-08-09 17:30")
    await office.turns(1)
    assert len(office.fetched) == 5


async def test_what_was_admitted_is_sampled(office: Office) -> None:
    """Each figure that admission let in is kept once with its minute; one that it refused is not."""
    office.hands.now = at("10:31")
    office.market.turnovers_now = (turnover(50, "10:30"), turnover(40, "10:20", Scope.SHARES_ESTIMATE))
    await office.desk.poll(["^HSI"])
    await office.turns(2)
    office.market.turnovers_now = (turnover(49, "10:32"),)
    await office.desk.poll(["^HSI"])
    await office.turns(1)
    assert await office.store.samples(Scope.MARKET, DAY) == [Sample(DAY, 60, D(50) * 10**9)]
    assert await office.store.samples(Scope.SHARES_ESTIMATE, DAY) == [Sample(DAY, 50, D(40) * 10**9)]


async def test_the_desk_is_told_what_to_look_at(office: Office) -> None:
    """The shares that are counted are among those that the desk keeps looking at."""
    office.hands.now = at("10:31")
    await office.store.keep_universe(Universe(date(2025, 7, 14), ("0005.HK",), D("0.8"), D("2e11")))
    await office.turns(1)
    assert "0700.HK" in office.desk.due()
