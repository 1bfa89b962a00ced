"""Reads measures off the desk: what was accepted last, the trail of each price, and what was fetched besides."""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from bot.alerts.alert import Sample
from bot.alerts.almanac import Almanac
from bot.alerts.condition import Baselines, Need, Subject
from bot.alerts.measure import Figure, Want
from bot.alerts.samples import SessionKey, session_key
from bot.clock import Clock
from bot.errors import MarketError
from bot.market.admission import POLL
from bot.market.desk import QuoteDesk
from bot.market.quotes import Quote, Series
from bot.market.tally.pace import Pace
from bot.market.turnover import Scope, Turnover, TurnoverHistory

LONGEST = timedelta(hours=2)  # no window looks back further
Paced = Callable[[Turnover], Awaitable[Pace | None]]


class Meter:
    """A view of the market. `clock` is market time; `paced` holds a turnover against earlier sessions, if any can."""

    def __init__(
        self, desk: QuoteDesk, clock: Clock, session: SessionKey = session_key, paced: Paced | None = None
    ) -> None:
        self._desk, self._clock, self._session, self._paced = desk, clock, session, paced
        self._almanac = Almanac(desk)
        self._trails: dict[str, deque[Figure]] = {}
        self._joint: dict[Subject, Figure] = {}
        self._paces: dict[str, Pace | None] = {}
        self._closes: dict[str, Series] = {}
        self._turnovers: dict[str, TurnoverHistory] = {}

    @property
    def now(self) -> datetime:
        """Market time."""
        return self._clock()

    @property
    def known(self) -> Baselines:
        """The figures of earlier days, as far as they were looked up."""
        return self._almanac.known

    def quote(self, symbol: str) -> Quote | None:
        """Return the last accepted quote."""
        return self._desk.latest(symbol)

    def turnover(self, scope: Scope) -> Turnover | None:
        """Return the last accepted turnover of `scope`."""
        return self._desk.latest_turnover(scope)

    def trail(self, symbol: str) -> Sequence[Figure]:
        """Return the last accepted prices without a gap, oldest first."""
        return tuple(self._trails.get(symbol, ()))

    def pace(self, scope: Scope) -> Pace | None:
        """Return the pace of the last accepted turnover."""
        return self._paces.get(scope)

    def closes(self, symbol: str) -> Series:
        """Return the daily closes."""
        return self._closes.get(symbol, Series())

    def turnovers(self, scope: Scope) -> TurnoverHistory:
        """Return the earlier turnovers."""
        return self._turnovers.get(scope, TurnoverHistory(scope))

    async def prepare(self, subjects: Iterable[Subject], needs: Iterable[Need]) -> None:
        """Fetch what the measures want besides the quotes, and the figures of earlier days; walk on the trails."""
        wants: set[Want] = set()
        for target, measure in subjects:
            wants.update(measure.wants)
            for symbol in measure.symbols(target) if measure.trailed else ():
                self._walk(symbol)
        for want in wants:
            with suppress(MarketError):
                await self._fetch(want)
        await self._almanac.look(needs, self._clock())

    def sample(self, subject: Subject) -> Sample | None:
        """Return the present figure of `subject`, None while there is none."""
        target, measure = subject
        figure = measure.read(self, target)
        if figure is None:
            return None
        if measure.joint:
            figure = self._following(subject, figure)
        return Sample(target, measure, figure.value, figure.time, self._session(target, figure.time))

    def beside(self, sample: Sample) -> Mapping[str, Decimal]:
        """Return what its measure has to say beside a sample."""
        return sample.measure.beside(self, sample.target)

    def _walk(self, symbol: str) -> None:
        """Add the last accepted price to a trail; a gap of more than two polls begins it anew."""
        quote = self._desk.latest(symbol)
        if quote is None:
            return
        trail = self._trails.setdefault(symbol, deque())
        gap = 2 * max(POLL, self._desk.interval)
        if trail and not timedelta() <= quote.time - trail[-1].time <= gap:
            trail.clear()
        if not trail or quote.time > trail[-1].time:
            trail.append(Figure(quote.price, quote.time))
        while trail[-1].time - trail[0].time > LONGEST:
            trail.popleft()

    def _following(self, subject: Subject, figure: Figure) -> Figure:
        """Date what rests on several figures: an old one that comes late may change it, and that is news of now."""
        last = self._joint.get(subject)
        if last and figure.time <= last.time <= self._clock():
            figure = last if figure.value == last.value else replace(figure, time=self._clock())
        self._joint[subject] = figure
        return figure

    async def _fetch(self, want: Want) -> None:
        if want.what == "closes":
            self._closes[want.whose] = await self._desk.series(want.whose)
        elif want.what == "turnovers":
            self._turnovers[want.whose] = await self._desk.turnovers(Scope(want.whose))
        elif self._paced and (turnover := self._desk.latest_turnover(Scope(want.whose))):
            self._paces[want.whose] = await self._paced(turnover)
