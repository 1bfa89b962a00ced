"""Market caps and share counts are kept once a day's close is."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import StorageError
from bot.market.figures import ROOM, Figures, FiguresStore
from bot.market.milestones import DayFigures
from bot.market.quotes import Close, Quote
from bot.storage.closes import StoredCloses
from bot.storage.database import Database, open_database
from bot.storage.figures import StoredFigures
from tests.backends import BACKENDS
from tests.bot.market.samples import quote

D = Decimal
DAY = date(2025, 7, 15)
CLOSED = quote(517, "16:08", "0700.HK", previous_close=D(500), market_cap=D("4.7e12"), shares=9_176_000_000)


@dataclass
class Desk:
    """A desk that has these last quotes."""

    quotes: Mapping[str, Quote]

    @property
    def wanted(self) -> Collection[str]:
        """All of them, and one that has none."""
        return [*self.quotes, "NONE"]

    def latest(self, symbol: str) -> Quote | None:
        """Return it."""
        return self.quotes.get(symbol)


@dataclass
class Store:
    """A store that has no row for `absent`, and may be broken."""

    absent: set[str] = field(default_factory=set)
    broken: bool = False
    asked: list[str] = field(default_factory=list)
    rows: dict[str, list[DayFigures]] = field(default_factory=dict)

    async def read(self, symbol: str) -> Sequence[DayFigures]:
        """Return what was kept."""
        self.asked.append(symbol)
        if self.broken:
            raise StorageError("The disk is full.")
        return list(self.rows.get(symbol, []))

    async def keep(self, figures: Mapping[str, DayFigures]) -> Collection[str]:
        """Keep all but the absent ones."""
        self.asked.extend(f"+{symbol}" for symbol in figures)
        for symbol in figures.keys() - self.absent:
            self.rows.setdefault(symbol, []).append(figures[symbol])
        return figures.keys() - self.absent


async def test_final_quotes_are_kept_once() -> None:
    """A day that is over is kept as soon as its close is, and then no more; what is under way or unknown never."""
    store = Store(absent={"BABA"})
    figures = Figures(store)
    late = replace(CLOSED, symbol="BABA", currency="USD")
    open_, bare = replace(CLOSED, symbol="0005.HK", time=quote(1, "11:00").time), quote(24590, "16:08")
    desk = Desk({each.symbol: each for each in (CLOSED, late, open_, bare)})
    assert await figures.of("0700.HK") == []
    await figures.turn(desk)
    await figures.turn(desk)
    assert sorted(store.asked) == ["+0700.HK", "0700.HK"]
    assert await figures.of("0700.HK") == [DayFigures(DAY, D("4.7e12"), 9_176_000_000)]


async def test_what_has_no_close_yet_is_tried_again() -> None:
    """Figures of a day whose close is not kept yet come the next time; what is known is read once."""
    store = Store(absent={"0700.HK"})
    figures = Figures(store)
    await figures.turn(Desk({"0700.HK": CLOSED}))
    store.absent.clear()
    await figures.turn(Desk({"0700.HK": CLOSED}))
    assert store.asked == ["+0700.HK", "+0700.HK"]
    for number in (*range(ROOM + 1), ROOM):
        await figures.of(f"S{number}")
    assert store.asked.count(f"S{ROOM}") == 1


async def test_a_broken_store_is_no_past() -> None:
    """What cannot be read is nothing, and is asked for again."""
    store = Store(broken=True)
    figures = Figures(store)
    assert await figures.of("0700.HK") == ()
    store.broken = False
    store.rows["0700.HK"] = [DayFigures(DAY, None, 1)]
    assert await figures.of("0700.HK") == [DayFigures(DAY, None, 1)]


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


@pytest.fixture
async def database(place: str) -> AsyncIterator[Database]:
    """Open it."""
    opened = open_database(place)
    yield opened
    await opened.close()


async def test_they_stand_beside_the_closes(database: Database) -> None:
    """Figures are kept of days whose close is kept, digit by digit, and no close is lost or made up by them."""
    store: FiguresStore = StoredFigures(database)
    closes = StoredCloses(database)
    await closes.add({"0700.HK": Close(DAY, D(517))})
    figures = DayFigures(DAY, D("4743992000000.5"), 9_176_000_000)
    assert set(await store.keep({"0700.HK": figures, "BABA": figures})) == {"0700.HK"}
    assert (await store.read("0700.HK"), await store.read("BABA")) == ([figures], [])
    await closes.add({"0700.HK": Close(DAY, D(518)), "BABA": Close(DAY, D(117))})
    assert (await store.read("0700.HK"), await store.read("BABA")) == ([figures], [])
    assert (await closes.series("0700.HK")).closes == (Close(DAY, D(518)),)
