"""What cards show is gathered without tripping over what is missing."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from bot.errors import Unreachable
from bot.market.desk import QuoteDesk
from bot.market.instruments import named
from bot.market.provider import Answer
from bot.market.providers.replay import ReplayProvider
from bot.market.quotes import Close, Series
from bot.market.turnover import Scope, TurnoverHistory
from bot.storage.caches.memory import MemoryCache
from handlers.cards.quote import Sight, quote
from handlers.sights.board import panorama
from handlers.sights.quote import sight
from handlers.sights.turnover import traded
from tests.handlers.asking import Hall, hall, line

DAY = [line(0, ("^HSI", 101.0), turnover=100)]


class Forgetful(ReplayProvider):
    """A source that has today's figures only: it fails when asked for the past."""

    async def closes(self, symbol: str) -> Series:
        """Fail."""
        raise Unreachable(f"No closes of {symbol}.")

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Fail."""
        raise Unreachable(f"No turnovers of {scope}.")


def forgetful(here: Hall) -> Hall:
    """Return a hall whose source has no past."""
    assert here.surge.replay is not None
    provider = Forgetful(here.surge.replay.provider.tape)
    return Hall(replace(here.surge, desk=QuoteDesk(provider, MemoryCache(), here.surge.clock)))


async def test_a_card_can_be_drawn_without_the_past(tmp_path: Path) -> None:
    """Where daily closes and earlier turnovers cannot be had, today's figures are shown without them."""
    async with hall(tmp_path, DAY) as opened:
        here = forgetful(opened)
        seen = await sight(named("^HSI"), here.surge)
        assert (seen.since, seen.previous_day) == (None, None)
        found = await traded(here.surge)
        assert found is not None
        assert (found.mean, found.average, found.since) == (None, None, None)


TECH, FUND = "HSTECH.HK", "3033.HK"


def before(last: date, *prices: object) -> Series:
    """Return a close a day, ending with `last`."""
    days = (last - timedelta(days) for days in range(len(prices) - 1, -1, -1))
    return Series(tuple(Close(day, Decimal(str(price))) for day, price in zip(days, prices, strict=True)))


async def seen(here: Hall, name: str, **closes: Series) -> tuple[Sight, str]:
    """Return what is shown of a name, and the card, where the source has these closes of "hsi", "tech" and "fund"."""

    class Remembering(ReplayProvider):
        """A source that has a past."""

        async def closes(self, symbol: str) -> Series:
            """Return it."""
            return closes.get({"^HSI": "hsi", TECH: "tech", FUND: "fund"}[symbol], Series())

    assert here.surge.replay is not None
    provider = Remembering(here.surge.replay.provider.tape)
    surge = replace(here.surge, desk=QuoteDesk(provider, MemoryCache(), here.surge.clock))
    found = await sight(named(name), surge)
    return found, quote(found).text


async def test_the_past_is_measured_from_the_stated_close(tmp_path: Path) -> None:
    """What is rare is said where the last close is the one that the quote is measured from, and else it is not."""
    rising = [*[97] * 25, 98, 99, 100]
    async with hall(tmp_path, DAY) as here:
        _, card = await seen(here, "^HSI", hsi=before(date(2025, 7, 14), *rising))
        assert "\nOn course for 4th straight rise · week ▲ +2.0%\nPrev close 100.00 (Mon 14 Jul)" in card
        found, _ = await seen(here, "^HSI", hsi=before(date(2025, 7, 14), *rising[:-1], 96))
        assert found.facts == ()


async def test_after_a_holiday_the_base_is_named(tmp_path: Path) -> None:
    """The previous close carries its own day, however long ago that is."""
    async with hall(tmp_path, DAY) as here:
        _, card = await seen(here, "^HSI", hsi=before(date(2025, 7, 11), 99, 100))
        assert "Prev close 100.00 (Fri 11 Jul)" in card


async def test_a_proxy_tells_until_there_are_closes_enough(tmp_path: Path) -> None:
    """Where an index has too few closes its fund's tell since when, by name, if that moved the same way on that day."""
    fund, short = before(date(2025, 7, 14), 110, *[95] * 24, 100), before(date(2025, 7, 14), 99, 100)
    async with hall(tmp_path, [line(0, (TECH, 102.0), (FUND, 105.0))]) as here:
        found, card = await seen(here, TECH, tech=short, fund=fund)
        assert "\nOn course for highest close since 19 Jun 2025, by proxy 3033.HK\n" in card
        enough = before(date(2025, 7, 14), 104, *[95] * 24, 100)
        found, _ = await seen(here, TECH, tech=enough, fund=fund)
        assert (found.since and found.since.price, found.since_by) == (Decimal(104), "")
    (tmp_path / "other").mkdir()
    async with hall(tmp_path / "other", [line(0, (TECH, 102.0), (FUND, 99.0))]) as here:
        found, _ = await seen(here, TECH, tech=short, fund=fund)
        assert (found.since, found.since_by) == (None, "")


async def test_one_look_is_one_request(tmp_path: Path) -> None:
    """All that a board needs comes with one poll, and the next board needs none."""
    asked: list[Collection[str]] = []

    class Counting(ReplayProvider):
        """A source that keeps what it was asked."""

        async def poll(self, symbols: Collection[str]) -> Answer:
            """Count, and answer."""
            asked.append(symbols)
            return await super().poll(symbols)

    async with hall(tmp_path, DAY) as opened:
        assert opened.surge.replay is not None
        provider = Counting(opened.surge.replay.provider.tape)
        surge = replace(opened.surge, desk=QuoteDesk(provider, MemoryCache(), opened.surge.clock))
        await panorama(surge)
        await panorama(surge)
        assert len(asked) == 1


async def test_a_share_that_is_silent_is_asked_about(tmp_path: Path) -> None:
    """Half an hour without a trade, while the index trades, is said on the card with a question mark."""
    lines = [
        line(0, ("0700.HK", 101.0), ("^HSI", 101.0)),
        *(line(10 * n, ("^HSI", 101.0 + n / 10)) for n in range(1, 5)),
    ]
    async with hall(tmp_path, lines) as here:
        await here.play(2)
        assert "halted" not in await here.ask("0700")
        await here.play(4)
        assert "⚠ no trade since 09:30 HKT; halted?" in await here.ask("0700")
        assert "halted" not in await here.ask("hsi")
