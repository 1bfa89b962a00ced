"""What keeps turnovers across sessions: days, months, samples and universes. The port; `bot/storage` has the rooms."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from bot.market.tally.official import Day
from bot.market.tally.pace import Sample
from bot.market.tally.universe import Universe
from bot.market.turnover import Scope

# Samples are compared with twenty sessions; older ones are forgotten.
DAYS_OF_SAMPLES = 60


class TallyStore(Protocol):
    """Keeps by scope what must never be mixed. Every method raises StorageError."""

    async def days(self, scope: Scope) -> Sequence[Day]:
        """Return the daily totals, oldest first."""

    async def keep_days(self, scope: Scope, days: Iterable[Day]) -> None:
        """Keep daily totals; a day that was kept before gets the new figure."""

    async def months(self) -> Sequence[tuple[str, Decimal]]:
        """Return HKEX's monthly daily averages, keyed "2025-06", oldest first."""

    async def keep_months(self, months: Iterable[tuple[str, Decimal]], source: str) -> None:
        """Keep monthly averages; a month that was kept before gets the new figure."""

    async def samples(self, scope: Scope, since: date) -> Sequence[Sample]:
        """Return the samples of the days from `since` on, in order of day and minute."""

    async def keep_sample(self, scope: Scope, sample: Sample) -> None:
        """Keep a sample, the last one of its minute; forget those of more than 60 days before."""

    async def universe(self, before: date) -> Universe | None:
        """Return the newest universe of a day before that one."""

    async def keep_universe(self, universe: Universe) -> None:
        """Keep a universe; the same day's earlier one goes."""
