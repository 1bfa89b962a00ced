"""Look at the market once, and find out which alerts that makes ring."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import structlog

from bot.alerts.alert import Act, Alert, Reason, Sample, Standing
from bot.alerts.audit import Deed, crossing
from bot.alerts.book import AlertBook, Change, Event, Hold, Place, Sweep
from bot.alerts.condition import Threshold
from bot.alerts.judge import implied, judge
from bot.alerts.lookout import Lookout
from bot.alerts.meter import Meter
from bot.alerts.registrar import Registrar
from bot.alerts.samples import COMPANIONS, SessionKey, facts, said_by, session_key
from bot.alerts.targets import exchange_of
from bot.clock import HONG_KONG, Clock
from bot.errors import MarketError, ProviderError
from bot.market.desk import QuoteDesk
from bot.market.sessions import quoting_minutes
from bot.market.turnover import Scope, TurnoverHistory

log = structlog.get_logger()

# Alerts that are judged in one go: between two of those others have their turn.
SLICE = 64
SILENT = frozenset((Reason.SNOOZED, Reason.MUTED, Reason.EXPIRED))

Standings = Mapping[Place, Standing]
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
    holds: list[Hold] = field(default_factory=list)


class Watch:
    """Sweeps the market: one look, every alert that a new sample concerns judged, all of it recorded at once.

    `clock` is market time, `wall` real time. `session` names the session of a target's sample. `meter` reads the
    figures (None: one of its own). `registrar` acts on splits and the like before
    anything is judged.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the parts, and nothing else
        self,
        desk: QuoteDesk,
        book: AlertBook,
        clock: Clock,
        wall: Clock,
        session: SessionKey = session_key,
        meter: Meter | None = None,
        registrar: Registrar | None = None,
    ) -> None:
        self._desk, self._book = desk, book
        self._clock, self._wall = clock, wall
        self._meter = meter or Meter(desk, clock, session)
        self._registrar = registrar
        self._lock = asyncio.Lock()
        self._lookout = Lookout(book)
        self._health = Health(None, None, {}, "")

    @property
    def health(self) -> Health:
        """How it is doing."""
        return self._health

    @property
    def _day(self) -> date:
        """Market time's date, by which lists are in force."""
        return self._clock().astimezone(HONG_KONG).date()

    async def sweep(self) -> Sequence[Event]:
        """Look once, judge what is new, record it; return the events that were new.

        A source that does not answer makes no event and raises nothing: `health` tells. Raises StorageError; the
        same samples are then judged again by the next sweep.
        """
        async with self._lock:
            await self._lookout.refresh(self._day)
            trouble = await self._poll()
            samples = await self._new_samples()
            if self._registrar and await self._registrar.turn():
                await self._lookout.refresh(self._day)
            if self._registrar:
                samples = [each for each in samples if not self._registrar.holds(each)]
            findings = await self._judge(samples)
            events = await self._record(findings, samples)
            refused = Counter({str(reason): count for reason, count in self._desk.refusals.items()})
            self._health = Health(self._wall(), self._clock(), refused, trouble)
            return events

    async def _poll(self) -> str:
        """Look at what is due of all that is watched, wanted or said beside; return what went wrong ("" nothing)."""
        watched = {symbol for target, measure in self._lookout.subjects for symbol in measure.symbols(target)}
        self._desk.need("alerts", watched.union(COMPANIONS))
        try:
            await self._desk.look()
        except ProviderError as error:
            log.warning("no figures", error=error.sentence)
            return error.sentence
        return ""

    async def _new_samples(self) -> list[Sample]:
        """Return the samples that were accepted since the last sweep, whoever caused them to be fetched."""
        subjects, readings = self._lookout.subjects, self._lookout.readings
        await self._meter.prepare(subjects, self._lookout.needs)
        self._lookout.rebase(self._meter.known)
        found = (self._meter.sample(subject) for subject in subjects)
        return [each for each in found if each and _follows(each, readings.get((each.target, each.measure)))]

    async def _judge(self, samples: Sequence[Sample]) -> _Findings:
        """Hold each sample against the rules it concerns."""
        findings = _Findings()
        histories = await self._histories() if samples else ()
        concerned: dict[int, list[Sample]] = defaultdict(list)
        for sample in samples:
            for key in self._lookout.concerned(sample):
                concerned[key].append(sample)
        alerts = await self._book.keyed(concerned)
        standings, day = await self._book.standings(alerts), self._day
        pairs = (
            (about, sample)
            for alert in sorted(alerts, key=lambda each: (each.team, each.id))
            for sample in sorted(concerned[alert.key], key=lambda each: each.target)
            if (about := _about(alert, sample, day))
        )
        for number, (alert, sample) in enumerate(pairs, start=1):
            self._judge_one(alert, sample, histories, standings, findings)
            if number % SLICE == 0:
                await asyncio.sleep(0)
        return findings

    def _judge_one(
        self, alert: Alert, sample: Sample, histories: Histories, standings: Standings, findings: _Findings
    ) -> None:
        """Judge one sample at each threshold of one alert."""
        now, reading = self._clock(), self._lookout.readings.get((sample.target, sample.measure))
        for threshold in alert.thresholds(self._lookout.known):
            place = alert.team, alert.id, alert.member, threshold.direction
            kept = standings.get(place)
            before = implied(alert, threshold, kept, reading, sample)
            verdict = judge(alert, threshold, before, sample, now, quoted)
            if verdict.standing is None:
                continue
            findings.changes.append(
                Change(alert.id, alert.team, alert.edition, threshold.direction, kept, verdict.standing, alert.member)
            )
            findings.turns.append((alert, threshold, verdict.standing))
            if verdict.reason in SILENT:
                entry = crossing(alert, threshold, sample, verdict.reason, Deed.HELD, now)
                findings.holds.append(Hold(place, entry))
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
                        facts={**facts(self._desk, sample, histories), **self._meter.beside(sample)},
                        source=said_by(self._desk, sample),
                    )
                )

    async def _histories(self) -> Histories:
        """Return each scope's turnovers, for what is said beside an event; none while there are none."""
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
        changes, events, holds = tuple(findings.changes), tuple(findings.events), tuple(findings.holds)
        sweep = Sweep(changes, events, memory, tuple(samples), holds)
        recorded = await self._book.record(sweep, self._wall())
        self._desk.remember(memory)
        self._lookout.judged(samples)
        for alert, threshold, standing in findings.turns:
            self._lookout.turned(alert, threshold, standing)
        return recorded


def _follows(sample: Sample, reading: Sample | None) -> bool:
    """Whether `sample` is newer than what was judged last, by anybody; another run of a replay begins anew."""
    if reading is None or sample.session.partition("/")[2] != reading.session.partition("/")[2]:
        return True
    return sample.time > reading.time


def quoted(target: str, start: datetime, end: datetime) -> timedelta:
    """Return for how much of the time between two times the target's exchange gave figures."""
    return timedelta(minutes=quoting_minutes(exchange_of(target), start, end))


def _about(alert: Alert, sample: Sample, day: date) -> Alert | None:
    """Return what the alert is about a sample's target; None where it was edited since it was looked up."""
    about = alert.about(sample.target, day)
    return about if about and about.condition.measure == sample.measure else None
