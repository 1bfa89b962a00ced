"""One alert, and the judgement of one sample against it. Pure: no clock, no store.

An alert speaks on edges, not levels: when the last accepted sample stood on one side of a threshold and this one
stands on the other. `judge` says what to do and why, and gives the side it leaves behind.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.alerts.condition import Condition, Measure, Threshold

UNSEEN = timedelta(minutes=4)  # two polls: samples further apart may have crossed long before they were seen


class Audience(StrEnum):
    """Who is told."""

    CHANNEL = "channel"
    PERSON = "person"


class Frequency(StrEnum):
    """How often a crossing is told: once a session, or each time it has gone far enough back to re-arm."""

    DAILY = "daily"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A rule somebody made: what to watch for, and whom to tell.

    `id` counts up from 1 within a team. `destination` is a channel's id, or the person's for a watch.
    `name` is the target as people read it. `made_in` is the session in which it was made or last edited: it first
    only learns its side there, and "" means that it may fire from its first sample on. `edition` grows with each
    edit. Until `quiet_until` (market time) it stays silent; in the session `muted_in` too. `key` is its number among
    the alerts of all teams.
    """

    id: int
    team: str
    audience: Audience
    destination: str
    creator: str
    condition: Condition
    name: str
    made_at: datetime
    made_in: str
    expires_at: datetime
    edition: int = 1
    frequency: Frequency = Frequency.DAILY
    quiet_until: datetime | None = None
    muted_in: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class Sample:
    """One accepted figure: per cent for a symbol, or HK$ of turnover; `session` is the key of its session."""

    target: str
    measure: Measure
    value: Decimal
    time: datetime
    session: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an alert stands at one threshold: the last sample judged, and whether a crossing would fire.

    `generation` counts re-arms within the session: part of an event's dedupe key.
    """

    session: str
    value: Decimal
    time: datetime
    beyond: bool
    armed: bool
    generation: int = 0


class Act(StrEnum):
    """What a verdict tells to do."""

    FIRE = "fire"
    HOLD = "hold"
    REARM = "re-arm"


class Reason(StrEnum):
    """Why: every verdict has one."""

    CROSSED = "crossed"
    GAPPED = "gapped"
    CROSSED_UNSEEN = "crossed while nobody looked"
    LEARNED = "learned its side"
    ALREADY_BEYOND = "already beyond; starts next session"
    NOT_REACHED = "not reached"
    STILL_BEYOND = "still beyond"
    FELL_BACK = "fell back, not re-armed"
    REARMED = "fell back far enough"
    DONE_THIS_SESSION = "done for this session"
    SNOOZED = "snoozed"
    MUTED = "muted for the session"
    EXPIRED = "expired"
    SEEN_BEFORE = "this sample was judged before"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do about one sample at one threshold, why, and the standing it leaves (None: as it was)."""

    act: Act
    reason: Reason
    standing: Standing | None


def judge(alert: Alert, threshold: Threshold, standing: Standing | None, sample: Sample, now: datetime) -> Verdict:
    """Judge `sample` against one threshold of `alert`, which stood at `standing` (None: never judged).

    `now` is market time. While an alert is silent its side is still kept, so a crossing meanwhile is spent.
    """
    verdict = _edge(alert, threshold, standing, sample)
    silence = _silence(alert, sample, now)
    return Verdict(Act.HOLD, silence, verdict.standing) if verdict.act is Act.FIRE and silence else verdict


def implied(
    alert: Alert, threshold: Threshold, kept: Standing | None, reading: Sample | None, sample: Sample
) -> Standing | None:
    """Return where `alert` stood before `sample`: as `kept`, brought up to the last `reading` of its subject.

    What is kept is only what the readings do not tell: that a threshold has had its crossing. A rule made in the
    session of `sample` stood nowhere before that session.
    """
    if reading is None or (kept is not None and reading.time <= kept.time):
        return kept
    if kept is None and alert.made_in == sample.session != reading.session:
        return None
    beyond = threshold.reached(reading.value)
    if kept is None or kept.session != reading.session:
        return Standing(reading.session, reading.value, reading.time, beyond=beyond, armed=True)
    return replace(kept, value=reading.value, time=reading.time, beyond=beyond)


def _silence(alert: Alert, sample: Sample, now: datetime) -> Reason | None:
    """Say why the alert may not speak now, None where it may."""
    if now >= alert.expires_at:
        return Reason.EXPIRED
    if alert.muted_in and alert.muted_in == sample.session:
        return Reason.MUTED
    if alert.quiet_until is not None and now < alert.quiet_until:
        return Reason.SNOOZED
    return None


def _edge(alert: Alert, threshold: Threshold, standing: Standing | None, sample: Sample) -> Verdict:
    """Judge as if the alert were free to speak."""
    if standing is None:
        known = sample.session == alert.made_in or not alert.condition.from_zero
        return _learned(threshold, sample) if known else _opened(threshold, sample)
    if sample.session != standing.session:
        if alert.condition.from_zero:
            return _opened(threshold, sample)
        standing = replace(standing, session=sample.session, armed=True, generation=0)
    elif sample.time <= standing.time:
        return Verdict(Act.HOLD, Reason.SEEN_BEFORE, None)
    moved = replace(standing, value=sample.value, time=sample.time, beyond=threshold.reached(sample.value))
    if standing.armed:
        return _armed(standing, moved)
    if alert.frequency is Frequency.ALWAYS and threshold.rearmed(sample.value):
        return Verdict(Act.REARM, Reason.REARMED, replace(moved, armed=True, generation=moved.generation + 1))
    return Verdict(Act.HOLD, _spent(standing, moved), moved)


def _learned(threshold: Threshold, sample: Sample) -> Verdict:
    """Only learn the side on which a new alert starts."""
    standing = _started(threshold, sample)
    return Verdict(Act.HOLD, Reason.ALREADY_BEYOND if standing.beyond else Reason.LEARNED, standing)


def _opened(threshold: Threshold, sample: Sample) -> Verdict:
    """Start the session from 0: a first sample beyond the level has gapped over it."""
    standing = _started(threshold, sample)
    if standing.beyond:
        return Verdict(Act.FIRE, Reason.GAPPED, standing)
    return Verdict(Act.HOLD, Reason.NOT_REACHED, standing)


def _started(threshold: Threshold, sample: Sample) -> Standing:
    beyond = threshold.reached(sample.value)
    return Standing(sample.session, sample.value, sample.time, beyond=beyond, armed=not beyond)


def _armed(before: Standing, after: Standing) -> Verdict:
    """Fire on the edge; an armed alert that was beyond (a side carried overnight) first has to come back."""
    if before.beyond or not after.beyond:
        return Verdict(Act.HOLD, Reason.STILL_BEYOND if after.beyond else Reason.NOT_REACHED, after)
    unseen = after.time - before.time > UNSEEN
    return Verdict(Act.FIRE, Reason.CROSSED_UNSEEN if unseen else Reason.CROSSED, replace(after, armed=False))


def _spent(before: Standing, after: Standing) -> Reason:
    """Say why an alert that has had its crossing holds."""
    if before.beyond:
        return Reason.STILL_BEYOND if after.beyond else Reason.FELL_BACK
    return Reason.DONE_THIS_SESSION
