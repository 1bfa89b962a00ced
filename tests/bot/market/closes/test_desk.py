"""Daily closes: filled gently, kept, extended by each session, and not trusted where they do not fit."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.errors import RateLimited, StorageError, Unreachable
from bot.market.closes.desk import FIRST, LARGEST, HistoryDesk, Progress
from bot.market.closes.filling import DOUBT_AGAIN, FAILED_AGAIN
from bot.market.closes.store import NONE_THERE, MemoryCloses, Past
from bot.market.instrument import Exchange
from bot.market.quotes import Close, Quote, Series
from bot.market.sessions import session
from tests.bot.market.samples import at, quote
from tests.yahoo_standin import Hands

D = Decimal
HSI, TECH = "^HSI", "HSTECH.HK"
MONDAY, TUESDAY, WEDNESDAY = date(2025, 7, 14), date(2025, 7, 15), date(2025, 7, 16)


def sessions_to(last: date, number: int = 30, price: object = 24000) -> Series:
    """Return as many closes, of Hong Kong's sessions, ending with `last`."""
    days = [last - timedelta(n) for n in range(3 * number)]
    held = sorted(day for day in days if session(Exchange.HONG_KONG, day))[-number:]
    return Series(tuple(Close(day, D(str(price))) for day in held))


@dataclass
class Source:
    """A source of closes that counts how often it is asked, fails when told to, and waits while `open` is not set."""

    series: dict[str, Series] = field(default_factory=lambda: {HSI: sessions_to(MONDAY)})
    error: Exception | None = None
    asked: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        """Answer at once, until told otherwise."""
        self.open.set()

    async def fetch(self, symbol: str) -> Series:
        """Give them, or fail."""
        self.asked.append(symbol)
        await self.open.wait()
        if self.error:
            raise self.error
        return self.series.get(symbol, Series())


@dataclass
class Watched:
    """A desk that has these quotes."""

    quotes: dict[str, Quote] = field(default_factory=dict)

    @property
    def wanted(self) -> set[str]:
        """What it was asked for."""
        return set(self.quotes)

    def latest(self, symbol: str) -> Quote | None:
        """Return it."""
        return self.quotes.get(symbol)


@dataclass
class Room:
    """A desk over a source and a store; `again` is another process over the same store."""

    source: Source = field(default_factory=Source)
    store: MemoryCloses = field(default_factory=MemoryCloses)
    hands: Hands = field(default_factory=lambda: Hands(at("10:00")))

    def __post_init__(self) -> None:
        """Open it."""
        self.desk = self.again()

    def again(self) -> HistoryDesk:
        """Start anew."""
        return HistoryDesk(self.store, self.source.fetch, self.hands.time, patience=5)

    async def days(self, symbol: str = HSI, quoted: Quote | None = None) -> list[date]:
        """Return the last three days that are served."""
        return [close.day for close in (await self.desk.series(symbol, quoted)).closes[-3:]]

    async def sees(self, *quotes: Quote) -> None:
        """Let the desk see quotes when the last of them came in."""
        self.hands.now = max(self.hands.now, *(each.time + timedelta(minutes=15) for each in quotes))
        await self.desk.turn(Watched({each.symbol: each for each in quotes}))


async def test_a_past_is_asked_for_once() -> None:
    """Whoever asks first has it filled; from then on, also after a restart, nobody asks the source again."""
    here = Room()
    first = await here.desk.series(HSI, quote(24500))
    assert len(first.closes) == 30
    assert await here.desk.series(HSI, quote(24500)) == first
    assert await here.again().series(HSI, quote(24500)) == first
    assert here.source.asked == [HSI]


async def test_nobody_waits_for_what_cannot_come_yet() -> None:
    """While the source may not be asked nobody waits, and what came meanwhile is there for the next one."""
    here = Room()
    here.source.open.clear()
    here.desk = HistoryDesk(here.store, here.source.fetch, here.hands.time, free=lambda _: False, patience=60)
    async with asyncio.timeout(10):
        assert await here.desk.series(HSI) == Series()
        here.source.open.set()
        while not await here.days():
            pass
    assert here.source.asked == [HSI]


async def test_a_failure_is_remembered() -> None:
    """After a failure there are none, and the source is left alone for a quarter of an hour, across a restart too."""
    here = Room(Source(error=Unreachable("Away.")))
    assert [await here.days(), await here.days()] == [[], []]
    here.desk, here.source.error = here.again(), None
    assert await here.days() == []
    here.hands.now += FAILED_AGAIN
    assert len(await here.days()) == 3
    assert here.source.asked == [HSI] * 2


async def test_a_pause_is_no_failure() -> None:
    """Where the source asks for a pause it is the source that remembers: the past is tried as soon as it may be."""
    here = Room(Source(error=RateLimited("Later.")))
    assert await here.days() == []
    here.source.error = None
    assert len(await here.days()) == 3


async def test_one_symbol_a_turn_is_filled() -> None:
    """The indices come first, then what is wanted, one a turn, and the progress tells how far it has come."""
    here, wanted = Room(), ["0005.HK", "0700.HK"]
    here.source.series |= {symbol: sessions_to(MONDAY) for symbol in wanted}
    watched = Watched({symbol: quote(24500, symbol=symbol) for symbol in wanted})
    for number in range(len(FIRST) + 3):
        await here.desk.turn(watched)
        assert len(here.source.asked) == min(number + 1, len(FIRST) + 2)
    assert here.source.asked == [*FIRST, *wanted]
    grown = tuple(sorted({*FIRST} - {HSI}))
    assert here.desk.progress == Progress(3, 3, grown)


async def test_filling_goes_on_after_a_restart() -> None:
    """What was filled before is not asked for again."""
    here = Room()
    for _ in FIRST[:2]:
        await here.desk.fill()
    assert here.again().progress == Progress(0, len(FIRST))
    here.desk = here.again()
    await here.desk.fill(["0005.HK"])
    assert here.source.asked == list(FIRST[:3])


async def test_one_is_under_way_at_a_time() -> None:
    """While one symbol is being fetched no other is, and closing gives it up."""
    here = Room()
    here.source.open.clear()
    here.desk = HistoryDesk(here.store, here.source.fetch, here.hands.time, patience=0.001)
    for _ in range(3):
        await here.desk.fill()
    assert here.source.asked == [HSI]
    await here.desk.close()
    assert [task for task in asyncio.all_tasks() if "_bring" in repr(task)] == []


async def test_a_session_extends_the_past() -> None:
    """The final price becomes the day's close, one before the auction does not, and a later correction replaces it."""
    here = Room()
    await here.days()
    for time, price, last in (("15:59", 24580, MONDAY), ("16:08", 24590, TUESDAY), ("16:10", 24591, TUESDAY)):
        await here.sees(quote(price, time))
        assert (await here.days())[-1] == last
    await here.sees(quote(24591, "16:10"))
    tomorrow = quote(24600, "2025-07-16 10:00", previous_close=D(24591))
    assert (await here.desk.series(HSI, tomorrow)).closes[-1] == Close(TUESDAY, D(24591))
    assert here.source.asked.count(HSI) == 1


async def test_a_price_of_another_day_is_of_that_day() -> None:
    """An old final price closes its own day or none, and a past that is not there is not begun by a quote."""
    here = Room()
    await here.sees(quote(99, "2025-07-14 16:08", "0700.HK"))
    await here.days()
    await here.desk.extend([quote(1, "2025-07-11 16:08"), quote(2, "2025-07-14 16:08", "0005.HK")], at("16:20"))
    assert (await here.store.series(HSI)).closes[-3:] == sessions_to(MONDAY).closes[-3:]
    assert "0005.HK" not in here.store.days
    await here.desk.extend([quote(3, "16:08")], at("16:00"))
    assert (await here.days())[-1] == MONDAY


async def test_missed_sessions_cause_one_refill() -> None:
    """Where sessions were missed nothing is served, the past is filled once, and then it goes on as before."""
    here = Room()
    await here.days()
    here.desk, here.hands.now = here.again(), at("2025-07-17 10:00")
    thursday = quote(24700, "2025-07-17 10:00", previous_close=D(24600))
    here.source.series[HSI] = Series(
        (*sessions_to(MONDAY).closes, Close(TUESDAY, D(24590)), Close(WEDNESDAY, D(24600)))
    )
    for _ in range(3):
        await here.sees(thursday)
    assert await here.days(quoted=thursday) == [MONDAY, TUESDAY, WEDNESDAY]
    assert here.source.asked.count(HSI) == 2


async def test_a_row_that_the_source_drops_is_mended() -> None:
    """Where the source lacks the last session, nothing is served until the quote itself has told its close."""
    here = Room(Source({HSI: sessions_to(date(2025, 7, 11))}))
    today = quote(24500, previous_close=D(24203))
    assert await here.days(quoted=today) == []
    await here.sees(today)
    assert (await here.desk.series(HSI, today)).closes[-1] == Close(MONDAY, D(24203))
    assert here.source.asked.count(HSI) == 1


async def test_a_split_is_refilled() -> None:
    """Where the stated previous close is another, the past is not trusted until the source has adjusted all of it."""
    here = Room()
    await here.days()
    here.store.days[HSI][date(2020, 1, 2)] = D(1)
    half = quote(12250, "10:00", previous_close=D(12000))
    here.hands.now += DOUBT_AGAIN
    assert await here.days(quoted=half) == []
    here.source.series[HSI] = sessions_to(MONDAY, price=12000)
    await here.sees(quote(12250, "16:08", previous_close=D(12000)))
    assert (await here.store.series(HSI)).closes[-1].day == MONDAY
    here.hands.now += DOUBT_AGAIN
    found = await here.desk.series(HSI, half)
    assert {close.price for close in found.closes} == {D(12000)}
    assert here.source.asked.count(HSI) == 3


async def test_an_index_without_a_past_grows_its_own() -> None:
    """Day by day its own closes are kept, a missed one is mended, two missed ones begin it anew."""
    here = Room()
    here.source.series = {}
    await here.days(TECH)
    closes = {"14": 5284, "15": 5431, "17": 5450, "21": 5500}
    before = None
    for day, price in closes.items():
        previous = {"17": D(5440), "21": D(5480)}.get(day, before)
        for time in ("10:00", "16:08"):
            await here.sees(quote(price, f"2025-07-{day} {time}", TECH, previous_close=previous))
        before = D(price)
    assert here.store.known[TECH].trouble == NONE_THERE
    assert [close.day.day for close in (await here.store.series(TECH)).closes] == [14, 15, 16, 17, 18, 21]
    await here.sees(quote(5600, "2025-07-25 16:08", TECH, previous_close=D(5590)))
    assert [close.day.day for close in (await here.desk.series(TECH)).closes] == [25]
    assert TECH in here.desk.progress.grown


async def test_what_the_source_has_lost_stays() -> None:
    """A past that was filled is served on when the source has no more of it."""
    here = Room()
    await here.days()
    here.hands.now += timedelta(days=2)
    here.source.series = {}
    thursday = quote(24700, "2025-07-17 10:00", previous_close=D(24600))
    await here.sees(thursday)
    assert len((await here.store.series(HSI)).closes) == 30
    assert here.store.known[HSI].usable
    assert len(await here.days()) == 3


async def test_half_a_filling_is_none() -> None:
    """A past that was being kept when the process ended is not served, and is filled anew at once."""
    here = Room()
    here.store.known[HSI] = Past(tried_at=at("09:59"))
    here.store.days[HSI] = {MONDAY: D(1)}
    await here.desk.extend([quote(24590, "16:08")], at("16:20"))
    assert here.store.days[HSI] == {MONDAY: D(1)}
    assert len((await here.desk.series(HSI)).closes) == 30


@dataclass
class Broken(MemoryCloses):
    """A store whose disk is full, or away."""

    away: bool = False

    async def pasts(self) -> Mapping[str, Past]:
        """Fail where it is away."""
        if self.away:
            raise StorageError("No disk.")
        return await super().pasts()

    async def fill(self, symbol: str, series: Series, past: Past, *, keep: bool) -> None:
        """Fail."""
        raise StorageError(f"No room for {len(series.closes)} closes of {symbol}, {past}, {keep}.")


@pytest.mark.parametrize("away", [True, False])
async def test_a_broken_store_only_says_less(away: bool) -> None:  # noqa: FBT001 - a table of cases
    """Without its database a card has no closes, and the source is not asked over and over."""
    here = Room(store=Broken(away=away))
    for _ in range(3):
        assert await here.desk.series(HSI, quote(24500)) == Series()
    assert here.source.asked == ([] if away else [HSI])


async def test_memory_is_bounded() -> None:
    """No more pasts are held in memory than it may take; the others are read again."""
    here = Room()
    symbols = [f"{number:04}.HK" for number in range(1, LARGEST + 3)]
    here.source.series = {symbol: sessions_to(MONDAY) for symbol in symbols}
    for symbol in symbols * 2:
        assert len((await here.desk.series(symbol)).closes) == 30
    assert len(here.source.asked) == len(symbols)
    assert len(here.desk._memory) == LARGEST  # noqa: SLF001 - what it takes cannot be seen from outside
