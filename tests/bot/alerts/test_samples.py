"""What is kept of a figure besides its value: who says it."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.alerts.alert import Sample
from bot.alerts.measures.turnover import TURNOVER
from bot.alerts.samples import said_by
from bot.market.desk import QuoteDesk
from bot.market.provider import Answer, Source
from bot.market.providers.replay import ReplayProvider
from bot.storage.caches.memory import MemoryCache
from tests.bot.day import OPEN, SESSION, line, percent, tape

TRADED = Sample("turnover:market", TURNOVER, Decimal(250_000_000_000), OPEN, SESSION)


class LiveDay(ReplayProvider):
    """A day whose quotes are Yahoo's, and whose turnover a vendor tells."""

    source = Source("Yahoo")

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Return the line's answer, its turnovers signed."""
        answer = await super().poll(symbols)
        return replace(answer, turnovers=tuple(replace(each, source="Tencent") for each in answer.turnovers))


@pytest.mark.parametrize(("kind", "expected"), [(LiveDay, ("Tencent", "Yahoo")), (ReplayProvider, ("", ""))])
async def test_who_said_it(kind: type[ReplayProvider], expected: tuple[str, str]) -> None:
    """A turnover is its vendor's figure, a quote the source's; of a tape's figures the tape tells by itself."""
    desk = QuoteDesk(kind(tape([line(0, 250, baba=1)])), MemoryCache(), lambda: OPEN)
    desk.need("alerts", {"9988.HK"})
    await desk.look()
    assert (said_by(desk, TRADED), said_by(desk, percent(1))) == expected
