"""Rules on shares that nobody has asked for before, over a source that has to be asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.alerts.alert import Audience
from bot.alerts.parser import beginnings
from bot.alerts.rules import Rules
from bot.errors import BadRule, NotFound, UnknownInstrument
from bot.market.desk import QuoteDesk
from bot.storage.alert_book import StoredAlertBook
from bot.storage.caches.memory import MemoryCache
from bot.storage.managers import StoredManagers
from tests.bot.day import TRADER, database, trader
from tests.bot.market.samples import at
from tests.yahoo_standin import Hands, Yahoo, entry, surge_to


@asynccontextmanager
async def rules(home: Path, yahoo: Yahoo) -> AsyncIterator[Rules]:
    """Give rules over Yahoo's stand-in, at 22:00 in Hong Kong, after its first answer."""
    hands = Hands(at("22:00"))
    yahoo.put(entry("NVDA", 170.68, at("21:59"), 164.05, currency="USD"))
    yahoo.put(entry("RBLX", 110.0, at("21:59"), 108.0, currency="USD"))
    store = await database(home)
    async with surge_to(yahoo, home, hands) as provider:
        desk = QuoteDesk(provider, MemoryCache(), hands.time)
        await desk.poll(["NVDA"])
        yield Rules(StoredAlertBook(store), StoredManagers(store), desk, hands.time)
    await store.close()


async def make(on: Rules, text: str) -> str:
    """Make a watch for the trader; return how it reads."""
    return (await on.make(trader, Audience.PERSON, TRADER, text)).says


@pytest.mark.parametrize("words", ["rblx up 5%", "$RBLX up 5%", "RBLX US up 5%"])
async def test_any_ticker_can_be_watched(tmp_path: Path, words: str) -> None:
    """A ticker outside the catalogue, never quoted before, is looked for once, and its rule can be edited and ended."""
    yahoo = Yahoo()
    async with rules(tmp_path, yahoo) as on:
        asked = len(yahoo.requests)
        assert await make(on, words) == "RBLX moves up 5% or more on the day"
        assert len(yahoo.requests) == asked + 1
        assert (await on.edit(trader, 1, "rblx down 3%")).says == "RBLX moves down 3% or more on the day"
        assert [alert.id for alert in await on.unwatch(trader, "rblx")] == [1]


async def test_what_the_source_lacks_is_refused_and_remembered(tmp_path: Path) -> None:
    """A ticker that does not exist is told as such, and asking again costs no request."""
    yahoo = Yahoo()
    async with rules(tmp_path, yahoo) as on:
        asked = len(yahoo.requests)
        for _ in range(3):
            with pytest.raises(UnknownInstrument, match="“zzzzq”"):
                await make(on, "zzzzq up 5%")
        assert len(yahoo.requests) == asked + 1
        with pytest.raises(NotFound):
            await on.unwatch(trader, "nvda")


async def test_bad_words_after_a_new_ticker_are_told(tmp_path: Path) -> None:
    """Once the ticker is known, the words after it are what is wrong."""
    async with rules(tmp_path, Yahoo()) as on:
        with pytest.raises(BadRule, match="“like a rocket”"):
            await make(on, "rblx like a rocket")


def test_only_a_code_is_looked_for() -> None:
    """Of a rule's words only what can be a symbol is worth a question."""
    assert beginnings("pltr up 5%") == ["pltr"]
    assert beginnings("1234 hk up 5%") == ["1234 hk", "1234"]
    assert beginnings("某某 升5%") == []
