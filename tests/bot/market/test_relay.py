"""Two processes and one source: what one wants the other fetches, and both show the same."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import NoData, RateLimited, StorageError, UnknownInstrument, Unreachable
from bot.market.closes.reader import AGAIN, ClosesReader
from bot.market.closes.store import NONE_THERE, MemoryCloses, Past
from bot.market.desk import QuoteDesk
from bot.market.figures import Figures
from bot.market.follower import LOOKING, Follower, Following
from bot.market.instruments import named
from bot.market.news import Headline
from bot.market.newsroom import NewsDesk
from bot.market.relay import NOBODY, Bulletin, Relay, Relayed
from bot.market.tally.room import reading_room
from bot.market.turnover import Scope, Turnover
from bot.storage.caches.memory import MemoryCache
from bot.storage.database import Database
from bot.storage.figures import StoredFigures
from bot.storage.leases import StoredLeases
from bot.storage.relay import StoredRelay
from bot.storage.tallies import StoredTallies
from tests.bot.day import WALL, database
from tests.bot.market.closes.test_desk import HSI, MONDAY, TUESDAY, sessions_to
from tests.bot.market.samples import at, entry, line, quote, tape
from tests.bot.market.test_desk import CountingProvider
from tests.stage import until

INDEX, TENCENT = named("^HSI"), named("0700.HK")
PATIENCE = 5.0  # a bound for a busy machine, not a wait


@dataclass
class Pair:
    """A process with a source, which is asked, and one without, over the same stores."""

    store: StoredRelay
    database: Database
    cache: MemoryCache
    provider: CountingProvider
    desk: QuoteDesk
    follower: Follower
    relayed: Relayed
    following: Following
    wall: list[datetime]

    async def working(self, over: asyncio.Event) -> None:
        """Do what the process with the source does, until it is over."""
        relay = self.relay()
        while not over.is_set():
            await relay.fetch()
            await asyncio.sleep(0.01)
        await relay.close()

    def relay(self) -> Relay:
        """Return the end with the source."""
        return Relay(self.store, self.desk, NewsDesk(headlines, lambda: WALL), lambda: self.wall[0], PATIENCE)


STORY = Headline(title="Tencent rises", publisher="Reuters", url="https://example.com/1", time=at("09:30"))


async def headlines(symbol: str) -> tuple[Headline, ...]:
    """Bring one story of a share; the index has a source that fails."""
    if symbol == "^HSI":
        raise RateLimited("The source asks for a pause.")
    return (STORY,)


@pytest.fixture(name="pair")
async def two_processes(tmp_path: Path) -> AsyncIterator[Pair]:
    """Two processes on a day with one line."""
    opened, cache, wall = await database(tmp_path), MemoryCache(), [WALL]
    store, provider = StoredRelay(opened), CountingProvider(tape(line("09:45", entry(24300, "09:30"))))

    def now() -> datetime:
        return provider.at

    def real() -> datetime:
        return wall[0]

    tally = reading_room("auto", StoredTallies(opened))
    relayed = Relayed(store, replace(provider.source, replay=None), tally.history, real, patience=0.5)
    follower = Follower(relayed, cache, now)
    following = Following(follower, tally, Figures(StoredFigures(opened)), store, StoredLeases(opened), real)
    yield Pair(store, opened, cache, provider, QuoteDesk(provider, cache, now), follower, relayed, following, wall)
    await opened.close()


@pytest.fixture(name="at_work")
async def somebody_at_work(pair: Pair) -> AsyncIterator[Pair]:
    """The same, with the one at work that has the source."""
    over = asyncio.Event()
    work = asyncio.create_task(pair.working(over))
    yield pair
    over.set()
    await work


async def test_what_nobody_watches_is_fetched_elsewhere(at_work: Pair) -> None:
    """Cold symbols are fetched in one request of the other process; who asks shows them, and what comes later too."""
    found = await at_work.follower.quotes([INDEX, TENCENT], PATIENCE)
    assert {symbol: each.quote.price for symbol, each in found.items()} == {"^HSI": Decimal(24300)}
    assert at_work.provider.asked == [frozenset({"^HSI", "0700.HK"})]
    assert at_work.desk.wanted == {"^HSI", "0700.HK"}
    assert set(at_work.follower.known) == {"^HSI"}
    revision = at_work.follower.revision
    assert at_work.follower.latest("^HSI") == quote(24300, "09:30")
    await at_work.cache.put([quote(24310, "09:31")])
    assert (await at_work.follower.quote(INDEX)).quote.price == 24310
    assert at_work.follower.revision > revision
    assert len(at_work.provider.asked) == 1


async def test_a_name_that_the_source_does_not_know_is_nobodys(at_work: Pair) -> None:
    """An answer without a symbol is an answer."""
    with pytest.raises(UnknownInstrument):
        await at_work.follower.find("ZZZZ", PATIENCE)
    assert at_work.follower.trouble is None


async def test_the_sources_trouble_is_told_here(pair: Pair) -> None:
    """Where the source fails over there, people here read why."""

    async def refused() -> bool:
        pending = await pair.store.pending(WALL)
        await pair.store.answer(pending, WALL, "The source asks for a pause.")
        return bool(pending)

    asked = asyncio.create_task(pair.follower.quote(INDEX, PATIENCE))
    await until(refused)
    with pytest.raises(NoData, match="asks for a pause"):
        await asked


async def test_nobody_at_work_is_said(pair: Pair) -> None:
    """Without a process that looks at the market a question ends with a sentence, and so does the status."""
    with pytest.raises(NoData, match=NOBODY):
        await pair.follower.quote(INDEX, PATIENCE)
    await pair.following.turn()
    assert str(pair.follower.trouble) == NOBODY
    assert pair.follower.bulletin.trouble == NOBODY


async def test_headlines_come_with_the_answer(at_work: Pair) -> None:
    """Headlines are fetched over there, once, and read here; so is why there are none."""
    assert await at_work.relayed.news("0700.HK") == (STORY,)
    with pytest.raises(Unreachable, match="asks for a pause"):
        await at_work.relayed.news("^HSI")
    assert at_work.provider.asked == []


async def test_headlines_that_do_not_come_are_late(pair: Pair) -> None:
    """Who waits is told so; the end that is closed meanwhile reads no more."""
    slow = asyncio.Event()

    async def never(_: str) -> tuple[Headline, ...]:
        await slow.wait()
        return ()

    relay = Relay(pair.store, pair.desk, NewsDesk(never, lambda: WALL), lambda: WALL)
    asked = asyncio.create_task(pair.relayed.news("0700.HK"))
    await asyncio.sleep(0.1)
    await relay.fetch()
    with pytest.raises(Unreachable, match="still on their way"):
        await asked
    await relay.close()


async def test_a_bulletin_is_followed(pair: Pair) -> None:
    """The turnover that was told is shown here, a trouble is over when it is over, and news make another revision."""
    lease = await StoredLeases(pair.database).take(LOOKING, "p1", WALL, WALL + timedelta(hours=1))
    assert lease
    turnover = Turnover(Scope.MARKET, Decimal(250_000_000_000), at("09:30"), "Tencent")
    relay = pair.relay()
    await relay.publish(Bulletin(turnovers=(turnover,), trouble="Away."))
    await pair.following.turn()
    assert pair.follower.latest_turnover() == turnover
    assert str(pair.follower.trouble) == "Away."
    revision = pair.follower.revision
    await relay.publish(Bulletin(turnovers=(turnover,)))
    await relay.publish(Bulletin(turnovers=(turnover,)))
    pair.wall[0] += timedelta(minutes=2)
    await pair.following.turn()
    assert (pair.follower.trouble, pair.follower.revision) == (None, revision + 1)
    assert await pair.follower.turnover(PATIENCE) == turnover


async def test_closes_are_read_as_another_process_keeps_them() -> None:
    """Closes are there once they are filled, not where they do not fit to the quote, and are read anew now and then."""
    store, now = MemoryCloses(), [WALL]
    reader = ClosesReader(store, lambda: now[0])
    assert not (await reader.series(HSI)).closes
    await store.fill(HSI, sessions_to(MONDAY), Past(filled_at=WALL), keep=True)
    await store.note("HSTECH.HK", Past(trouble=NONE_THERE))
    assert not (await reader.series(HSI)).closes
    now[0] += AGAIN
    assert await reader.series(HSI, quote(24300, f"{TUESDAY} 09:30")) == sessions_to(MONDAY)
    assert not (await reader.series(HSI, quote(24300, f"{TUESDAY} 09:30", previous_close=Decimal(12000)))).closes
    assert not (await reader.series("HSTECH.HK")).closes
    assert (reader.progress.filled, reader.progress.wanted, reader.progress.grown) == (1, 1, ("HSTECH.HK",))


async def test_closes_that_cannot_be_read_are_none() -> None:
    """Where the database fails, a card says less."""

    class Broken(MemoryCloses):
        async def pasts(self) -> dict[str, Past]:
            raise StorageError("away")

    assert not (await ClosesReader(Broken(), lambda: WALL).series(HSI)).closes
