"""What the desk knows that bears on an alert: its session, the side it starts on, how far it has to go."""

from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal

from bot.alerts.alert import Alert, Sample
from bot.alerts.book import Change
from bot.alerts.condition import Baselines, Condition, Starting
from bot.alerts.judge import judge
from bot.alerts.meter import Meter
from bot.alerts.outlook import Outlook, outlook
from bot.alerts.samples import SessionKey, present
from bot.clock import Clock
from bot.errors import BadRule, MarketError
from bot.market.desk import QuoteDesk
from bot.market.instruments import named


class Prospects:
    """Holds alerts against the desk's last accepted samples. `clock` is market time."""

    def __init__(self, desk: QuoteDesk, clock: Clock, session: SessionKey, meter: Meter | None = None) -> None:
        self._desk, self._clock, self._session = desk, clock, session
        self._meter = meter or Meter(desk, clock, session)

    async def fetch(self, condition: Condition) -> Condition:
        """Have today's figure if it can be had; a rule can be made without. Return it with the price it starts from.

        Raises BadRule where it is to start from a price that is not known.
        """
        with suppress(MarketError):
            if symbols := condition.measure.symbols(condition.target):
                await self._desk.quotes(named(symbol) for symbol in symbols)
            else:
                await self._desk.turnover()
        if isinstance(condition, Starting):
            condition = condition.at(await self._price(condition.target))
        await self._meter.prepare([(condition.target, condition.measure)], condition.needs)
        return condition

    async def _price(self, symbol: str) -> Decimal:
        try:
            return (await self._desk.quote(named(symbol))).quote.price
        except MarketError as error:
            raise BadRule(f"{error.sentence} Say from which price: `{symbol} up 10% from 100`.") from error

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
            for threshold in alert.thresholds(known)
            if (standing := judge(alert, threshold, None, sample, now).standing)
        ]

    async def outlook(self, alert: Alert) -> Outlook:
        """Say how far an alert is from speaking."""
        known = await self._baselines(alert.condition)
        session = self.session(alert.condition)
        return outlook(alert, self._sample(alert.condition), session, known, self._clock())

    def _sample(self, condition: Condition) -> Sample | None:
        return self._meter.sample((condition.target, condition.measure))

    async def _baselines(self, condition: Condition) -> Baselines:
        """Return what a relative condition is measured against, as far as the source has it."""
        await self._meter.prepare([(condition.target, condition.measure)], condition.needs)
        return self._meter.known
