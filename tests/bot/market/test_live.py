"""The live market: quotes from one source, the turnover beside them, and neither waits for the other."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.errors import RateLimited, Unreachable
from bot.market.desk import QuoteDesk
from bot.market.live import LiveMarket
from bot.market.providers.replay import ReplayProvider
from bot.market.tally.desk import Tally
from bot.market.tally.vendor import Vendors
from bot.market.turnover import Scope, Turnover
from bot.storage.caches.memory import MemoryCache
from bot.storage.tallies import StoredTallies
from tests.bot.day import database
from tests.bot.market.samples import at, entry, line, tape, turnover
from tests.bot.market.tally.vendors import Scripted, manners
from tests.yahoo_standin import Hands

NOW = at("10:15")


class Slow(Scripted):
    """A vendor that answers when it is let."""

    def __init__(self, name: str, answer: Turnover) -> None:
        super().__init__(name, answer)
        self.let = asyncio.Event()

    async def fetch(self, now: datetime) -> Turnover:
        """Wait, and give the answer."""
        await self.let.wait()
        return await super().fetch(now)


SHARE = entry(500, "10:00", "0700.HK", previous_close=500, volume=100)
GOOD = line("10:15", entry(24300, "10:00"), SHARE)


@pytest.fixture(name="store")
async def stored(tmp_path: Path) -> AsyncIterator[StoredTallies]:
    """A store of turnovers of which nothing is known."""
    opened = await database(tmp_path)
    yield StoredTallies(opened)
    await opened.close()


def failing() -> ReplayProvider:
    """Return a source of quotes that asks for a pause."""
    return ReplayProvider(tape(line("10:14", error="rate-limited")))


def live(store: StoredTallies, vendor: Scripted, provider: ReplayProvider | None = None) -> LiveMarket:
    """Return a live market over a tape and a vendor."""
    tally = Tally(store, Vendors([(vendor, manners(Hands(NOW)))]), ["0700.HK"])
    return LiveMarket(provider or ReplayProvider(tape(GOOD)), tally, lambda: NOW)


async def test_quotes_do_not_wait_for_a_vendor(store: StoredTallies) -> None:
    """Quotes come at once with the estimate; what a slow vendor says comes with the next answer."""
    vendor = Slow("Tencent", turnover(50, "10:14"))
    market = live(store, vendor)
    first = await market.poll(["^HSI"])
    assert [quote.symbol for quote in first.quotes] == ["^HSI", "0700.HK"]
    assert [(each.scope, int(each.value)) for each in first.turnovers] == [(Scope.SHARES_ESTIMATE, 50_000)]
    vendor.let.set()
    assert (await market.poll([])).turnovers == (turnover(50, "10:14"),)


async def test_who_asks_for_the_turnover_alone_has_it(store: StoredTallies) -> None:
    """A vendor that answers soon is waited for where nothing else was asked for."""
    market = live(store, Scripted("Tencent", turnover(50, "10:14")))
    assert turnover(50, "10:14") in (await market.poll([])).turnovers


async def test_a_source_that_fails_fails(store: StoredTallies) -> None:
    """A failure of the quotes' source is one of the market's where no turnover came either."""
    market = live(store, Scripted("Tencent", Unreachable("Gone.")), failing())
    with pytest.raises(RateLimited):
        await market.poll([])


async def test_the_turnover_outlives_the_quotes(store: StoredTallies) -> None:
    """While the quotes' source asks for a pause, a vendor's figure is admitted, and the trouble is told as before."""
    market = live(store, Scripted("Tencent", turnover(50, "10:14")), failing())
    desk = QuoteDesk(market, MemoryCache(), lambda: NOW)
    with pytest.raises(RateLimited):
        await desk.poll([])
    assert desk.latest_turnover() == turnover(50, "10:14")
    assert isinstance(desk.trouble, RateLimited)


async def test_the_rest_is_passed_on(store: StoredTallies) -> None:
    """Name, symbols and closes are the quotes' source's own; the past of the turnover is the tally's."""
    market = live(store, Scripted("Tencent", turnover(50, "10:14")))
    assert (market.source.label, set(market.symbols)) == ("recorded figures", {"^HSI", "0700.HK"})
    assert (await market.closes("^HSI")).closes == ()
    assert (await market.turnovers()).month_before(at("10:15").date()) is not None
    assert (await market.turnovers(Scope.OFFICIAL)).scope is Scope.OFFICIAL
