"""What a person is shown while Yahoo does this or that: the desk with the real provider behind it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import NoData, UnknownInstrument
from bot.market.desk import Freshness, QuoteDesk
from bot.market.history import highest_since
from bot.market.instruments import named
from bot.storage.caches.memory import MemoryCache
from tests.bot.market.samples import at
from tests.yahoo_standin import Hands, Yahoo, chart, entry, surge_to

HSI = named("^HSI")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@asynccontextmanager
async def desk(yahoo: Yahoo, home: Path, hands: Hands) -> AsyncIterator[QuoteDesk]:
    """Give a desk at 14:00 that has seen the index at 13:45."""
    yahoo.put(entry("^HSI", 24590.12, at("13:45"), 24203.32))
    async with surge_to(yahoo, home, hands) as provider:
        opened = QuoteDesk(provider, MemoryCache(), hands.time)
        shown = await opened.quote(HSI)
        assert shown.quote.price == Decimal("24590.12")
        yield opened


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("429", "asks again at 14:45 HKT"),
        ("html", "a page instead of figures"),
        ("empty", "answer is empty"),
        ("drop", "cannot be reached"),
    ],
)
async def test_the_last_good_price_stays(tmp_path: Path, fault: str, told: str) -> None:
    """Whatever befalls Yahoo, the last good price is shown, marked stale with its age, and the trouble is told."""
    yahoo, hands = Yahoo(), Hands(at("14:00"))
    async with desk(yahoo, tmp_path, hands) as opened:
        hands.now = at("14:30")
        yahoo.faults += [("v7", fault)] * 2
        shown = await opened.quote(HSI)
        assert (shown.quote.price, shown.freshness, shown.age) == (Decimal("24590.12"), Freshness.STALE, 45 * MINUTE)
        assert opened.trouble is not None
        assert told in opened.trouble.sentence


async def test_an_unknown_symbol_has_no_figures(tmp_path: Path) -> None:
    """A symbol that Yahoo does not know has no figures, and never a zero; asking again costs no request."""
    yahoo, hands = Yahoo(), Hands(at("14:00"))
    async with desk(yahoo, tmp_path, hands) as opened:
        for _ in range(2):
            with pytest.raises(NoData, match="no figures for ZZZZ"):
                await opened.quote(named("ZZZZ"))
            hands.now += 3 * MINUTE
        assert [seen.query.get("symbols") for seen in yahoo.requests].count("ZZZZ") == 1


async def test_a_ticker_beyond_the_catalogue_is_looked_for(tmp_path: Path) -> None:
    """What the catalogue lacks is found by one request, whichever way it is written, and what Yahoo lacks is not."""
    yahoo, hands = Yahoo(), Hands(at("22:00"))
    yahoo.put(entry("SHOP", 150.0, at("21:59"), 148.0, currency="USD"))
    yahoo.put(entry("603288.SS", 1410.0, at("15:00"), 1400.0, currency="CNY"))
    async with desk(yahoo, tmp_path, hands) as opened:
        asked = len(yahoo.requests)
        assert [(await opened.find(text)).symbol for text in ("SHOP", "$shop", "SHOP US")] == ["SHOP"] * 3
        assert (await opened.find("603288")).symbol == "603288.SS"
        for _ in range(3):
            with pytest.raises(UnknownInstrument, match="“zzzzq”"):
                await opened.find("ZZZZQ")
        with pytest.raises(UnknownInstrument):
            await opened.find("no symbol at all")
        assert len(yahoo.requests) == asked + 3
        assert "ZZZZQ" not in opened.wanted


async def test_a_frozen_price_is_not_shown_as_fresh(tmp_path: Path) -> None:
    """A price that stands still is refused and counted; what is shown is the last one believed, stale before long."""
    yahoo, hands = Yahoo(), Hands(at("14:00"))
    async with desk(yahoo, tmp_path, hands) as opened:
        for minutes in range(2, 40, 2):
            hands.now = at("14:00") + minutes * MINUTE
            yahoo.put(entry("^HSI", 24590.12, at("13:45") + minutes * MINUTE, 24203.32))
            await opened.poll(["^HSI"])
        shown = await opened.quote(HSI)
        assert shown.freshness is Freshness.STALE
        assert shown.quote.time == at("13:53")
        assert opened.refusals["frozen"] > 10


async def test_the_highest_since_comes_of_daily_closes(tmp_path: Path) -> None:
    """What a card says of the past comes of the daily closes, by the exact price."""
    yahoo, hands = Yahoo(), Hands(at("14:00"))
    days = {at("2025-07-14 09:30") - n * DAY: 24203.32 - n for n in range(60)}
    yahoo.charts["^HSI"] = chart("^HSI", {**days, at("2025-05-02 09:30"): 24700.0}, at("1986-12-31 10:00"))
    async with desk(yahoo, tmp_path, hands) as opened:
        series = await opened.series("^HSI")
        since = highest_since(series, Decimal("24590.12"), at("14:00").date())
        assert since is not None
        assert since.day == at("2025-05-02 10:00").date()
