"""One alert, and the judgement of one sample against it. Pure: no clock, no store.

An alert speaks on edges, not levels: when the last accepted sample stood on one side of a threshold and this one
stands on the other. `judge` says what to do and why, and gives the side it leaves behind.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from bot.alerts.condition import Condition, Measure, Threshold


class Audience(StrEnum):
    """Who is told."""

    CHANNEL = "channel"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A rule somebody made: what to watch for, and whom to tell.

    `id` counts up from 1 within a team. `destination` is a channel's id, or the person's for a watch.
    `name` is the target as people read it. `made_in` is the session in which it was made or last edited: it first
    only learns its side there, and "" means that it may fire from its first sample on. `edition` grows with each
    edit. Until `quiet_until` (market time) it stays silent; in the session `muted_in` too.
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
    quiet_until: datetime | None = None
    muted_in: str = ""


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
    FELL_BACK = "fell back, not far enough to re-arm"
    REARMED = "fell back far enough"
    DONE_THIS_SESSION = "already told this session"
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


def judge(
    alert: Alert, threshold: Threshold, standing: Standing | None, sample: Sample, now: datetime
) -> Verdict:
    """Judge `sample` against one threshold of `alert`, which stood at `standing` (None: never judged).

    `now` is market time.
    """
    raise NotImplementedError
