"""Look at the market once, and find out which alerts that makes ring."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.alerts.alert import Act, Alert, Reason, Sample, Standing, judge
from bot.alerts.book import AlertBook, Change, Event, Sweep
from bot.alerts.condition import Direction, Measure
from bot.alerts.samples import COMPANIONS, SessionKey, baselines, exchange_of, facts, latest, session_key
from bot.clock import Clock
from bot.errors import MarketError, ProviderError
from bot.market.desk import QuoteDesk
from bot.market.sessions import local_date
from bot.market.turnover import Scope, TurnoverHistory

log = structlog.get_logger()

Standings = Mapping[tuple[str, int, Direction], Standing]
Histories = Sequence[TurnoverHistory]


@dataclass(frozen=True, slots=True)
class Health:
    """How the watch is doing: when it last swept (wall and market time), what it refused, what troubles it ("")."""

    swept_at: datetime | None
    market_time: datetime | None
    refused: Mapping[str, int]
    trouble: str


@dataclass(slots=True)
class _Findings:
    changes: list[Change] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


class Watch:
    """Sweeps the market: one poll, every alert with a new sample judged, all of it recorded at once.

    `clock` is market time, `wall` real time. `session` names the session of a target's sample.
    """

    def __init__(
        self, desk: QuoteDesk, book: AlertBook, clock: Clock, wall: Clock, session: SessionKey = session_key
    ) -> None:
        self._desk, self._book = desk, book
        self._clock, self._wall, self._session = clock, wall, session
        self._lock = asyncio.Lock()
        self._judged: dict[tuple[str, Measure], Sample] = {}
        self._health = Health(None, None, {}, "")

    @property
    def health(self) -> Health:
        """How it is doing."""
        return self._health

    async def sweep(self) -> Sequence[Event]:
        """Poll once, judge what is new, record it; return the events that were new.

        A source that does not answer makes no event and raises nothing: `health` tells. Raises StorageError; the
        same samples are then judged again by the next sweep.
        """
        async with self._lock:
            alerts = await self._book.alerts()
            trouble = await self._poll(alerts)
            samples = self._new_samples(alerts)
            findings = await self._judge([alert for alert in alerts if _subject(alert) in samples], samples)
            events = await self._record(findings)
            self._judged.update(samples)
            refused = Counter({str(reason): count for reason, count in self._desk.refusals.items()})
            self._health = Health(self._wall(), self._clock(), refused, trouble)
            return events

    async def _poll(self, alerts: Sequence[Alert]) -> str:
        """Look at what is due of all that is watched, wanted or said beside; return what went wrong ("" nothing)."""
        watched = {alert.condition.target for alert in alerts if alert.condition.measure is not Measure.TURNOVER}
        self._desk.need("alerts", watched.union(COMPANIONS))
        try:
            await self._desk.look()
        except ProviderError as error:
            log.warning("no figures", error=error.sentence)
            return error.sentence
        return ""

    def _new_samples(self, alerts: Iterable[Alert]) -> dict[tuple[str, Measure], Sample]:
        """Return the samples that were accepted since the last sweep, whoever caused them to be fetched."""
        conditions = {_subject(alert): alert.condition for alert in alerts}
        found = {key: latest(self._desk, condition, self._session) for key, condition in conditions.items()}
        return {key: sample for key, sample in found.items() if sample and sample != self._judged.get(key)}

    async def _judge(self, alerts: Sequence[Alert], samples: Mapping[tuple[str, Measure], Sample]) -> _Findings:
        findings = _Findings()
        if alerts:
            standings, histories = await self._book.standings(alerts), await self._histories()
            for alert in alerts:
                self._judge_one(alert, samples[_subject(alert)], histories, standings, findings)
        return findings

    def _judge_one(
        self, alert: Alert, sample: Sample, histories: Histories, standings: Standings, findings: _Findings
    ) -> None:
        """Judge one sample at each threshold of one alert."""
        now = self._clock()
        known = baselines(histories, local_date(exchange_of(sample.target), sample.time))
        for threshold in alert.condition.thresholds(known):
            before = standings.get((alert.team, alert.id, threshold.direction))
            verdict = judge(alert, threshold, before, sample, now)
            if verdict.standing is None:
                continue
            findings.changes.append(
                Change(alert.id, alert.team, alert.edition, threshold.direction, before, verdict.standing)
            )
            if verdict.act is Act.FIRE:
                findings.events.append(
                    Event(
                        alert=alert,
                        threshold=threshold,
                        sample=sample,
                        before=None if verdict.reason is Reason.GAPPED else before,
                        reason=verdict.reason,
                        generation=verdict.standing.generation,
                        detected_at=now,
                        facts=facts(self._desk, sample, histories),
                    )
                )

    async def _histories(self) -> Histories:
        """Return each scope's turnovers, which relative conditions are measured against; none while there are none."""
        try:
            return [await self._desk.turnovers(scope) for scope in Scope]
        except MarketError as error:
            log.warning("no turnover history", error=error.sentence)
            return ()

    async def _record(self, findings: _Findings) -> Sequence[Event]:
        """Record it all in one transaction, with what the admission gate remembers."""
        memory = self._desk.memory()
        if not (memory or findings.changes):
            return ()
        sweep = Sweep(tuple(findings.changes), tuple(findings.events), memory)
        events = await self._book.record(sweep, self._wall())
        self._desk.remember(memory)
        return events


def _subject(alert: Alert) -> tuple[str, Measure]:
    return alert.condition.target, alert.condition.measure
