"""What stands on a turnover card where figures are live: the market, the estimate beside it, and the pace."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.market.desk import QuoteDesk
from bot.market.provider import Answer
from bot.market.providers.replay import ReplayProvider
from bot.market.tally.desk import Tally
from bot.market.tally.pace import Pace
from bot.market.turnover import Scope, Turnover
from bot.storage.caches.memory import MemoryCache
from bot.storage.tallies import StoredTallies
from handlers.sights.turnover import traded
from tests.bot.day import database
from tests.handlers.asking import hall, line

SCOPES = {"market": Scope.MARKET, "estimate": Scope.SHARES_ESTIMATE}


@pytest.mark.parametrize(
    ("known", "shown", "beside"),
    [
        ({"market": 288, "estimate": 224}, Scope.MARKET, 224),
        ({"market": 288}, Scope.MARKET, None),
        ({"estimate": 224}, Scope.SHARES_ESTIMATE, None),
        ({}, None, None),
    ],
)
async def test_the_market_first(tmp_path: Path, known: dict[str, int], shown: Scope | None, beside: int | None) -> None:
    """The market's figure is the one shown, with the pace of its scope; an estimate alone stands for itself."""

    class Both(ReplayProvider):
        """A source of turnovers of several scopes."""

        async def poll(self, symbols: Collection[str]) -> Answer:
            """Answer with all of them."""
            answer, time = await super().poll(symbols), self.at
            found = (Turnover(SCOPES[name], Decimal(value) * 10**9, time) for name, value in known.items())
            return replace(answer, turnovers=tuple(found))

    store = await database(tmp_path)
    async with hall(tmp_path, [line(0, ("^HSI", 101.0))]) as here:
        assert here.surge.replay is not None
        desk = QuoteDesk(Both(here.surge.replay.provider.tape), MemoryCache(), here.surge.clock)
        surge = replace(here.surge, desk=desk, tally=Tally(StoredTallies(store), None, ()))
        found = await traded(surge)
    await store.close()
    assert (found and found.turnover.scope) is shown
    if found is not None:
        assert (found.estimate and int(found.estimate.value / 10**9)) == beside
        assert found.pace == Pace(0)
