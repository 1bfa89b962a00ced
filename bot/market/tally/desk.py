"""What Hong Kong trades in all, as it comes in: the vendors' figure, and our own estimate beside it.

Nothing here waits for a vendor: it is asked while the quotes come, and what is late is told with the next look.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal

import structlog

from bot.errors import StorageError
from bot.market import sessions
from bot.market.instrument import Exchange
from bot.market.provider import Refused
from bot.market.quotes import Quote
from bot.market.sessions import close_of, half_day, local_date, open_of, session_date
from bot.market.tally.estimate import Estimate, countable
from bot.market.tally.official import Day
from bot.market.tally.pace import Pace, Sample, minute, pace
from bot.market.tally.past import Past
from bot.market.tally.store import TallyStore
from bot.market.tally.universe import Universe, doubt
from bot.market.tally.vendor import Vendors
from bot.market.turnover import Scope, Turnover, TurnoverHistory
from bot.words.numbers import counted

log = structlog.get_logger()

# A look is due with each poll of the watch, every two minutes; what commands ask for in between brings none.
AGAIN = timedelta(seconds=110)
# Before this a vendor has nothing but zeros.
OPENED = timedelta(minutes=2)
# The auction is over, and the last vendor has heard of it.
SETTLED = timedelta(minutes=35)
SOURCE = "Yahoo"
_HONG_KONG = Exchange.HONG_KONG


class Tally:
    """Adds up and keeps. `vendors` is None where only the estimate is wanted.

    `basis` are the shares that are counted while no universe is known, empty where no estimate is wanted.
    """

    def __init__(self, store: TallyStore, vendors: Vendors | None, basis: Collection[str]) -> None:
        self.past = Past(store)
        self.store, self._vendors, self._basis = store, vendors, frozenset(basis)
        self._estimate: Estimate | None = None
        self._universe: Universe | None = None
        self._doubt = ""
        self._told: dict[Scope, Turnover] = {}
        self._asked: datetime | None = None
        self._asking: asyncio.Task[Turnover | None] | None = None

    @property
    def estimating(self) -> bool:
        """Whether the estimate is wanted."""
        return bool(self._basis)

    def troubles(self) -> tuple[str, ...]:
        """Say in sentences what figures are not to be had, and why."""
        told = [] if self._vendors is None else list(self._vendors.troubles.values())
        return (*told, *([f"The estimate of turnover is not shown: {self._doubt}."] if self._doubt else []))

    def counted(self, day: date) -> Mapping[str, Decimal]:
        """Return what the estimate of `day` counted of each share, in HK$."""
        if self._estimate is None or self._estimate.day != day:
            return {}
        return {symbol: part.value for symbol, part in self._estimate.parts.items()}

    @property
    def shares(self) -> Collection[str]:
        """The shares that the estimate is made of; none where it is not wanted."""
        return self._universe.symbols if self._universe and self._basis else self._basis

    def ask(self, now: datetime) -> None:
        """Ask the vendors, if it is time to."""
        if self._vendors and self._asking is None and self._due(now):
            self._asked = now
            self._asking = asyncio.create_task(self._vendors.ask(now))

    async def read(
        self, quotes: Iterable[Quote], now: datetime, patience: float = 0.0
    ) -> tuple[tuple[Turnover, ...], tuple[Refused, ...]]:
        """Return the turnovers that are new, and what was put right on the way.

        `patience` (seconds) is for a vendor that was asked.
        """
        found: list[Turnover] = []
        if self._asking is not None:
            await asyncio.wait({self._asking}, timeout=patience)
            if self._asking.done():
                task, self._asking = self._asking, None
                found += [told] if (told := task.result()) else []
        refused: tuple[Refused, ...] = ()
        if self._basis:
            estimate, refused = await self._estimated(tuple(quotes), now)
            found += [estimate] if estimate else []
        self._told |= {each.scope: each for each in found}
        return tuple(found), refused

    async def history(self, scope: Scope) -> TurnoverHistory:
        """Return the earlier turnovers of `scope`; those that come with Surge where the database fails."""
        with suppress(StorageError):
            return await self.past.history(scope)
        return TurnoverHistory(scope)

    async def pace(self, turnover: Turnover) -> Pace | None:
        """Hold a turnover against the same minute of earlier sessions of its scope; None where there is no pace."""
        day = local_date(_HONG_KONG, turnover.time)
        with suppress(StorageError):
            samples = await self.past.samples(turnover.scope, day)
            return pace(samples, turnover, (await self.past.history(turnover.scope)).halves)
        return None

    async def sample(self, turnover: Turnover) -> None:
        """Keep a turnover that admission accepted; at the close it is the day's. Raises StorageError."""
        day = local_date(_HONG_KONG, turnover.time)
        await self.store.keep_sample(turnover.scope, Sample(day, minute(turnover.time), turnover.value))
        if sessions.final(_HONG_KONG, turnover.time):
            half = half_day(_HONG_KONG, day)
            await self.past.keep_day(turnover.scope, Day(day, turnover.value, turnover.source, half))

    async def close(self) -> None:
        """Stop asking."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    def _due(self, now: datetime) -> bool:
        """Whether to ask now: while there is trading, and until there is one figure of the last session."""
        day = session_date(_HONG_KONG, now)
        if (self._asked and now - self._asked < AGAIN) or now < open_of(_HONG_KONG, day) + OPENED:
            return False
        told = self._told.get(Scope.MARKET)
        over = now > close_of(_HONG_KONG, day) + SETTLED
        return not (over and told and local_date(_HONG_KONG, told.time) == day)

    async def _estimated(self, quotes: tuple[Quote, ...], now: datetime) -> tuple[Turnover | None, tuple[Refused, ...]]:
        """Add what these quotes tell; return the estimate where there is one to show."""
        day = self._day(quotes, now)
        if self._estimate is None or self._estimate.day < day:
            self._estimate = await self._begun(day)
        wanted = frozenset(self.shares)
        self._estimate, refused = self._estimate.add(quote for quote in quotes if quote.symbol in wanted)
        estimate, told = self._estimate, self._told.get(Scope.SHARES_ESTIMATE)
        # Shares come in batches: without a newer quote among them there is no newer figure.
        old = told is not None and estimate.time is not None and estimate.time <= told.time
        if estimate.time is None or old or not estimate.value or self._doubt:
            return None, refused
        share = self._universe.share if self._universe else Decimal(1)
        note = f"{counted(len(estimate.parts), 'share')}{', scaled to all that are listed' if self._universe else ''}"
        value = (estimate.value / share).to_integral_value()
        return Turnover(Scope.SHARES_ESTIMATE, value, estimate.time, SOURCE, note), refused

    def _day(self, quotes: Iterable[Quote], now: datetime) -> date:
        """Return the session that is counted: today's as soon as a share was quoted today, whatever the calendar."""
        today = local_date(_HONG_KONG, now)
        traded = any(local_date(_HONG_KONG, quote.time) == today for quote in quotes if countable(quote))
        return today if traded else session_date(_HONG_KONG, now)

    async def _begun(self, day: date) -> Estimate:
        """Begin a session with the universe of an earlier one, and with what an earlier process had admitted."""
        try:
            self._universe = await self.store.universe(day)
            samples = await self.store.samples(Scope.SHARES_ESTIMATE, day)
            self._doubt = doubt(self._universe, await self._whole(self._universe.day)) if self._universe else ""
        except StorageError as error:
            log.warning("the estimate begins anew", error=error.sentence)
            return Estimate(day)
        share = self._universe.share if self._universe else Decimal(1)
        least = max((each.value * share for each in samples if each.day == day), default=Decimal())
        return Estimate(day, least)

    async def _whole(self, day: date) -> Decimal | None:
        """Return what the whole market traded on `day`: HKEX's figure, or else the vendor's at the close."""
        for scope in (Scope.OFFICIAL, Scope.MARKET):
            for known, value in (await self.past.history(scope)).days:
                if known == day:
                    return value
        return None
