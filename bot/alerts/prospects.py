"""What the desk knows that bears on an alert: its session, the side it starts on, how far it has to go."""

from collections.abc import Sequence
from contextlib import suppress

from bot.alerts.alert import Alert, Sample, judge
from bot.alerts.book import Change
from bot.alerts.condition import Baselines, Condition, Measure
from bot.alerts.outlook import Outlook, outlook
from bot.alerts.samples import TURNOVER, SessionKey, baselines, exchange_of, latest, present
from bot.clock import Clock
from bot.errors import MarketError
from bot.market.desk import QuoteDesk
from bot.market.instruments import named
from bot.market.sessions import session_date
from bot.market.turnover import Scope


class Prospects:
    """Holds alerts against the desk's last accepted samples. `clock` is market time."""

    def __init__(self, desk: QuoteDesk, clock: Clock, session: SessionKey) -> None:
        self._desk, self._clock, self._session = desk, clock, session

    async def fetch(self, condition: Condition) -> None:
        """Have today's figure if it can be had; a rule can be made without."""
        with suppress(MarketError):
            if condition.measure is Measure.TURNOVER:
                await self._desk.turnover()
            else:
                await self._desk.quote(named(condition.target))

    def session(self, condition: Condition) -> str:
        """Name the session that the condition's target is in."""
        return present(condition.target, self._sample(condition), self._clock(), self._session)

    async def sides(self, alert: Alert) -> Sequence[Change]:
        """Return the side on which a new alert starts; nothing while its session has no sample yet."""
        sample = self._sample(alert.condition)
        if sample is None or sample.session != alert.made_in:
            return ()
        known, now = await self._baselines(alert.condition), self._clock()
        return [
            Change(alert.id, alert.team, alert.edition, threshold.direction, None, standing)
            for threshold in alert.condition.thresholds(known)
            if (standing := judge(alert, threshold, None, sample, now).standing)
        ]

    async def outlook(self, alert: Alert) -> Outlook:
        """Say how far an alert is from speaking."""
        known = await self._baselines(alert.condition)
        session = self.session(alert.condition)
        return outlook(alert, self._sample(alert.condition), session, known, self._clock())

    def _sample(self, condition: Condition) -> Sample | None:
        return latest(self._desk, (condition.target, condition.measure), self._session)

    async def _baselines(self, condition: Condition) -> Baselines:
        """Return what a relative condition is measured against; nothing while the source has nothing."""
        if condition.measure is not Measure.TURNOVER:
            return Baselines()
        with suppress(MarketError):
            day = session_date(exchange_of(condition.target), self._clock())
            scope = Scope(condition.target.removeprefix(TURNOVER))
            return baselines([await self._desk.turnovers(scope)], day)
        return Baselines()
