"""Look at the market once, and find out which alerts that makes ring."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.alerts.alert import Act, Alert, Reason, Sample, Standing, implied, judge
from bot.alerts.book import AlertBook, Change, Event, Sweep
from bot.alerts.condition import Baselines, Direction, Measure, Threshold
from bot.alerts.lookout import Lookout
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
    turns: list[tuple[Alert, Threshold, Standing]] = field(default_factory=list)


class Watch:
    """Sweeps the market: one look, every alert that a new sample concerns judged, all of it recorded at once.

    `clock` is market time, `wall` real time. `session` names the session of a target's sample.
    """

    def __init__(
        self, desk: QuoteDesk, book: AlertBook, clock: Clock, wall: Clock, session: SessionKey = session_key
    ) -> None:
        self._desk, self._book = desk, book
        self._clock, self._wall, self._session = clock, wall, session
        self._lock = asyncio.Lock()
        self._lookout = Lookout(book)
        self._health = Health(None, None, {}, "")

    @property
    def health(self) -> Health:
        """How it is doing."""
        return self._health

    async def sweep(self) -> Sequence[Event]:
        """Look once, judge what is new, record it; return the events that were new.

        A source that does not answer makes no event and raises nothing: `health` tells. Raises StorageError; the
        same samples are then judged again by the next sweep.
        """
        async with self._lock:
            await self._lookout.refresh()
            trouble = await self._poll()
            samples = self._new_samples()
            findings = await self._judge(samples)
            events = await self._record(findings, samples)
            refused = Counter({str(reason): count for reason, count in self._desk.refusals.items()})
            self._health = Health(self._wall(), self._clock(), refused, trouble)
            return events

    async def _poll(self) -> str:
        """Look at what is due of all that is watched, wanted or said beside; return what went wrong ("" nothing)."""
        watched = {target for target, measure in self._lookout.subjects if measure is not Measure.TURNOVER}
        self._desk.need("alerts", watched.union(COMPANIONS))
        try:
            await self._desk.look()
        except ProviderError as error:
            log.warning("no figures", error=error.sentence)
            return error.sentence
        return ""

    def _new_samples(self) -> list[Sample]:
        """Return the samples that were accepted since the last sweep, whoever caused them to be fetched."""
        found = (latest(self._desk, subject, self._session) for subject in self._lookout.subjects)
        readings = self._lookout.readings
        return [each for each in found if each and each != readings.get((each.target, each.measure))]

    async def _judge(self, samples: Sequence[Sample]) -> _Findings:
        """Hold each sample against the rules it concerns."""
        findings = _Findings()
        histories = await self._histories() if samples else ()
        concerned: dict[int, Sample] = {}
        for sample in samples:
            if self._lookout.relative and sample.measure is Measure.TURNOVER:
                self._lookout.rebase(_known(histories, sample))
            concerned |= dict.fromkeys(self._lookout.concerned(sample), sample)
        alerts = [each for each in await self._book.keyed(concerned) if _is_of(each, concerned[each.key])]
        standings = await self._book.standings(alerts)
        for alert in sorted(alerts, key=lambda each: (each.team, each.id)):
            self._judge_one(alert, concerned[alert.key], histories, standings, findings)
        return findings

    def _judge_one(
        self, alert: Alert, sample: Sample, histories: Histories, standings: Standings, findings: _Findings
    ) -> None:
        """Judge one sample at each threshold of one alert."""
        now, reading = self._clock(), self._lookout.readings.get((sample.target, sample.measure))
        for threshold in alert.condition.thresholds(_known(histories, sample)):
            kept = standings.get((alert.team, alert.id, threshold.direction))
            before = implied(alert, threshold, kept, reading, sample)
            verdict = judge(alert, threshold, before, sample, now)
            if verdict.standing is None:
                continue
            findings.changes.append(
                Change(alert.id, alert.team, alert.edition, threshold.direction, kept, verdict.standing)
            )
            findings.turns.append((alert, threshold, verdict.standing))
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

    async def _record(self, findings: _Findings, samples: Sequence[Sample]) -> Sequence[Event]:
        """Record it all in one transaction, with what the admission gate remembers."""
        memory = self._desk.memory()
        if not (memory or samples):
            return ()
        sweep = Sweep(tuple(findings.changes), tuple(findings.events), memory, tuple(samples))
        events = await self._book.record(sweep, self._wall())
        self._desk.remember(memory)
        self._lookout.judged(samples)
        for alert, threshold, standing in findings.turns:
            turn = self._lookout.rearmed if standing.armed else self._lookout.spent
            turn(alert, threshold)
        return events


def _is_of(alert: Alert, sample: Sample) -> bool:
    """Whether `sample` is still what the alert watches: it may have been edited since it was looked up."""
    return (alert.condition.target, alert.condition.measure) == (sample.target, sample.measure)


def _known(histories: Histories, sample: Sample) -> Baselines:
    return baselines(histories, local_date(exchange_of(sample.target), sample.time))
