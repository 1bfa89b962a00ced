"""What is done for the turnover now and then: samples, the day's total, the list of what is traded most, the archive.

One small step a turn, so that nobody waits behind it; a step that fails is tried again a while later.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

import structlog

from bot.clock import Clock
from bot.errors import ProviderError
from bot.market.desk import QuoteDesk
from bot.market.instrument import Exchange
from bot.market.quotes import Quote
from bot.market.sessions import close_of, local_date, session_date
from bot.market.tally import official
from bot.market.tally.desk import Tally
from bot.market.tally.source import Get
from bot.market.tally.universe import choose
from bot.market.turnover import Scope, Turnover

log = structlog.get_logger()

# The closing auction's last prices, as late as Yahoo's are.
LISTED_AFTER = timedelta(minutes=40)
AGAIN = timedelta(minutes=15)
# The archive ends with the month before, and comes some days into a month.
OLD, ARCHIVE_AGAIN = timedelta(days=40), timedelta(hours=24)
MOST_PAGES = 40
_HONG_KONG = Exchange.HONG_KONG


class Chores:
    """Does them. `listed` brings one page of all listed shares, empty after the last; `get` what HKEX has."""

    def __init__(self, tally: Tally, listed: Callable[[int], Awaitable[tuple[Quote, ...]]], get: Get) -> None:
        self._tally, self._listed, self._get = tally, listed, get
        self._sampled: dict[Scope, Turnover] = {}
        self._pages: list[tuple[Quote, ...]] = []
        self._listing: date | None = None
        self._done: date | None = None
        self._later: dict[str, datetime] = {}

    async def turn(self, desk: QuoteDesk, clock: Clock) -> None:
        """Take one turn. Raises StorageError."""
        desk.need("universe", self._tally.shares)
        for scope in Scope:
            await self._sample(desk.latest_turnover(scope))
        now = clock()
        await self._step("universe", now, AGAIN, self._list)
        await self._step("archive", now, ARCHIVE_AGAIN, self._archive)

    async def _sample(self, turnover: Turnover | None) -> None:
        if turnover is not None and self._sampled.get(turnover.scope) != turnover:
            await self._tally.sample(turnover)
            self._sampled[turnover.scope] = turnover

    async def _step(
        self, name: str, now: datetime, pause: timedelta, work: Callable[[datetime], Awaitable[None]]
    ) -> None:
        """Do a step, unless it failed just now."""
        if now < self._later.get(name, now):
            return
        try:
            await work(now)
        except ProviderError as error:
            self._later[name] = now + pause
            log.warning("put off", chore=name, error=error.sentence)

    async def _list(self, now: datetime) -> None:
        """After the close, fetch one more page of all that is listed; with the last one choose the universe."""
        day = session_date(_HONG_KONG, now)
        if not self._tally.estimating or self._done == day or now < close_of(_HONG_KONG, day) + LISTED_AFTER:
            return
        if self._listing != day:
            known = await self._tally.store.universe(day + timedelta(days=1))
            self._listing, self._pages = day, []
            if known and known.day == day:
                self._done = day
                return
        page = await self._listed(len(self._pages))
        if page and len(self._pages) < MOST_PAGES:
            self._pages.append(page)
            return
        await self._choose(day)

    async def _choose(self, day: date) -> None:
        listed = [quote for page in self._pages for quote in page]
        universe = choose(listed, day, self._tally.counted(day))
        if universe is None:
            log.warning("no universe", day=day.isoformat(), listed=len(listed))
        else:
            await self._tally.store.keep_universe(universe)
        self._done, self._pages = day, []

    async def _archive(self, now: datetime) -> None:
        """Fetch HKEX's archive where what is kept of it is older than a month."""
        days = (await self._tally.past.history(Scope.OFFICIAL)).days
        today = local_date(_HONG_KONG, now)
        if days and today - days[-1][0] < OLD:
            return
        self._later["archive"] = now + ARCHIVE_AGAIN
        main, gem = [official.read(await self._get(address, {})) for address in official.addresses(today.year)]
        await self._tally.past.keep_official(official.whole(main, gem))
