"""What cards show is gathered without tripping over what is missing."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from bot.errors import Unreachable
from bot.market.desk import QuoteDesk
from bot.market.instruments import named
from bot.market.provider import Answer
from bot.market.providers.replay import ReplayProvider
from bot.market.quotes import Series
from bot.market.turnover import Scope, TurnoverHistory
from bot.storage.caches.memory import MemoryCache
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
