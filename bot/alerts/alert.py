"""One alert, the samples it is judged by, and where it stands: values. Pure: no clock, no store."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.alerts.condition import Baselines, Condition, Measure, Threshold
from bot.alerts.modifiers import USUAL, Frequency, Modifiers
from bot.alerts.pause import Pause
from bot.market.instruments import named


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
    edit. `modifiers` are how it speaks. Until `quiet_until` (market time) it stays silent; in the session `muted_in`
    too. Since `done_at` it has nothing more to say; at `warned_at` its end was announced. `key` is its number among
    the alerts of all teams. While it is `paused` it waits for its owner, and nothing is judged.
    `among` are the several ("each:theme:cpo") of which its target is one, where it is about each of them.
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
    modifiers: Modifiers = USUAL
    quiet_until: datetime | None = None
    muted_in: str = ""
    done_at: datetime | None = None
    warned_at: datetime | None = None
    key: int = 0
    paused: Pause | None = None
    among: str = ""

    @property
    def frequency(self) -> Frequency:
        """How often it speaks."""
        return self.modifiers.frequency

    @property
    def words(self) -> str:
        """The rule's canonical words without its target: "up 5% always"."""
        return " ".join(filter(None, (self.condition.words(), self.modifiers.words())))

    @property
    def member(self) -> str:
        """The symbol of the one that it is about here, of several; "" where it is about one target anyway."""
        return self.condition.target if self.among else ""

    def about(self, target: str, day: date) -> "Alert | None":
        """Return what it is about one `target` alone on `day`, None where it does not watch that.

        Of a rule over several that is a rule about one member, by the member's own name.
        """
        single = self.condition.on(day).of(target)
        if single is None or single is self.condition:
            return self if single else None
        return replace(self, condition=single, name=named(target).name, among=self.condition.target)

    def singles(self, day: date) -> "Iterator[Alert]":
        """Yield it as it is judged: itself, or one rule about each of its members on `day`."""
        found = (self.about(each.target, day) for each in self.condition.on(day).singles)
        return (each for each in found if each)

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:
        """Return where its condition changes today, re-arming as far back as it says itself."""
        found, back = self.condition.thresholds(baselines), self.modifiers.rearm
        if back is None:
            return found
        points = self.condition.measure.in_percent
        return tuple(replace(each, rearm=back if points else abs(each.level) * back / 100) for each in found)


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

    `generation` counts re-arms within the session: part of an event's dedupe key. `since` is the time of the sample
    from which on it has stayed beyond the level and will have to, for a rule that waits for that.
    """

    session: str
    value: Decimal
    time: datetime
    beyond: bool
    armed: bool
    generation: int = 0
    since: datetime | None = None


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
    FINISHED = "it was to speak once, and has"
    PAUSED = "paused: it waits for its owner"
    PENDING = "crossed; has to last"
    LASTED = "crossed, and lasted"
    BEGUN_AGAIN = "unseen for too long; has to last from here on"
    TOO_SHORT = "fell back before it had lasted"
    SEEN_BEFORE = "this sample was judged before"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do about one sample at one threshold, why, and the standing it leaves (None: as it was)."""

    act: Act
    reason: Reason
    standing: Standing | None
