"""What a quote cache is: the last good quote of each symbol. Losing it costs a request, never an answer's truth."""

from collections.abc import Collection, Mapping
from typing import Protocol

from bot.market.quotes import Quote

# Seconds for which what a process knows needs no second look at a cache that others share.
YOUNG = 10.0


class QuoteCache(Protocol):
    """Keeps the last good quotes. The caches stand in `bot/storage/caches`."""

    @property
    def name(self) -> str:
        """Say which cache serves, for the status."""

    async def get(self, symbols: Collection[str]) -> Mapping[str, Quote]:
        """Return those of `symbols` that are kept."""

    async def put(self, quotes: Collection[Quote]) -> None:
        """Keep `quotes`, each in place of the symbol's older one."""

    async def clear(self) -> None:
        """Forget everything (a replay's new run)."""
