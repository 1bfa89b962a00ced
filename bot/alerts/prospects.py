"""What the desk knows that bears on an alert: its session, the side it starts on, how far it has to go."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.alerts.alert import Alert, Sample
from bot.alerts.book import Change
from bot.alerts.condition import Baselines, Condition, Starting
from bot.alerts.judge import judge
from bot.alerts.meter import Meter
from bot.alerts.names import names
from bot.alerts.outlook import Outlook, joined, outlook
from bot.alerts.samples import SessionKey, present
from bot.clock import HONG_KONG, Clock
from bot.errors import BadRule, MarketError
from bot.market.desk import QuoteDesk
from bot.market.instruments import named
from bot.market.silence import TICKING, halted
from bot.words.language import NOTHING, Phrase


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
            if symbols := _symbols(condition, self._day):
                await self._desk.quotes(named(symbol) for symbol in symbols)
            else:
                await self._desk.turnover()
        condition = await self.anchored(condition)
        await self._baselines(condition)
        return condition

    async def anchored(self, condition: Condition) -> Condition:
        """Return the condition with the price it starts from, if it starts from one. Raises BadRule as `fetch` does."""
        if isinstance(condition, Starting) and not condition.thresholds(Baselines()):
            return condition.at(await self._price(condition.target))
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
        """Return the side on which a new alert starts; nothing while its session has no sample yet.

        Each of several members starts where it was seen last, in whichever session.
        """
        known = await self._baselines(alert.condition)
        return [change for single in alert.singles(self._day) for change in self._side(single, known)]

    async def outlook(self, alert: Alert) -> Outlook:
        """Say how far an alert is from speaking."""
        known = await self._baselines(alert.condition)
        session, now = self.session(alert.condition), self._clock()
        whole = outlook(alert, self._sample(alert.condition), session, known, now)
        if alert.condition.singles == (alert.condition,):
            return replace(whole, waiting=self._halted(alert.condition.target) or whole.waiting)
        members = [*alert.singles(self._day)]
        seen = [(self._sample(each.condition), self.session(each.condition)) for each in members]
        outlooks = [outlook(each, *figure, known, now) for each, figure in zip(members, seen, strict=True)]
        return joined(
            whole,
            [(names(each.condition.target, each.name), found) for each, found in zip(members, outlooks, strict=True)],
        )

    def _halted(self, target: str) -> Phrase:
        """Ask whether the share that a rule is about is halted."""
        if (quote := self._desk.latest(target)) is None:
            return NOTHING
        others = map(self._desk.latest, TICKING[named(target).exchange])
        return halted(quote, filter(None, others), self._clock())

    def _side(self, alert: Alert, known: Baselines) -> Iterator[Change]:
        sample = self._sample(alert.condition)
        if sample is None or not (alert.among or sample.session == alert.made_in):
            return
        for each in alert.thresholds(known):
            if standing := judge(alert, each, None, sample, self._clock()).standing:
                yield Change(alert.id, alert.team, alert.edition, each.direction, None, standing, alert.member)

    @property
    def _day(self) -> date:
        return self._clock().astimezone(HONG_KONG).date()

    def _sample(self, condition: Condition) -> Sample | None:
        return self._meter.sample((condition.target, condition.measure))

    async def _baselines(self, condition: Condition) -> Baselines:
        """Return what a relative condition is measured against, as far as the source has it."""
        whole = condition.on(self._day)
        await self._meter.prepare([(each.target, each.measure) for each in whole.singles], whole.needs)
        return self._meter.known


def _symbols(condition: Condition, day: date) -> set[str]:
    """Return what must be looked at for a rule; nothing for Hong Kong's turnover."""
    return {symbol for each in condition.on(day).singles for symbol in each.measure.symbols(each.target)}
