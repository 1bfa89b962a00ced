"""A desk for a process without a source: its figures are those that another process fetches, and has admitted."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.errors import Unreachable
from bot.lease import Leases
from bot.market.desk import QuoteDesk
from bot.market.figures import Figures
from bot.market.quotes import Quote
from bot.market.relay import NOBODY, Bulletin, RelayStore
from bot.market.tally.desk import Tally

# The lease of who looks at the market.
LOOKING = "clock"
# What changes once a day is read again after so long.
AGAIN = timedelta(minutes=1)


class Follower(QuoteDesk):
    """Serves what the shared cache has; `bulletin` is the last one that was followed."""

    bulletin = Bulletin()

    @property
    def known(self) -> Collection[str]:
        """The symbols that were quoted."""
        return self._gate.symbols

    def follow(self, bulletin: Bulletin) -> None:
        """Take over what was told by who looks at the market."""
        news = self._gate.adopt((), bulletin.turnovers)
        self.trouble = Unreachable(bulletin.trouble) if bulletin.trouble else None
        self.revision += news or bulletin.trouble != self.bulletin.trouble
        self.bulletin = bulletin

    async def _good(self, symbols: Collection[str]) -> dict[str, Quote]:
        """Return the newest quote of each symbol; what the cache has passed admission where it was fetched."""
        self.revision += self._gate.adopt((await self._cache.get(symbols)).values())
        return {symbol: quote for symbol in symbols if (quote := self._gate.best(symbol))}


class Following:
    """Keeps a follower, and what is read beside it, up to date. `wall` is real time."""

    def __init__(  # noqa: PLR0913, PLR0917 - what is kept up to date, and what it is read from
        self, desk: Follower, tally: Tally, figures: Figures, store: RelayStore, leases: Leases, wall: Clock
    ) -> None:
        self._desk, self._tally, self._figures = desk, tally, figures
        self._store, self._leases, self._wall = store, leases, wall
        self._read_at: datetime | None = None

    async def turn(self) -> None:
        """Read what there is to follow; called about once a second. Raises StorageError."""
        now = self._wall()
        bulletin = await self._store.published()
        if not await self._leases.held(LOOKING, now):
            bulletin = replace(bulletin, trouble=NOBODY)
        self._desk.follow(bulletin)
        if self._read_at is None or abs(now - self._read_at) >= AGAIN:
            self._tally.past.forget()
            self._figures.forget()
            await self._tally.read((), now)
            self._read_at = now
