"""The books that alerts are kept in: rules, standings, events, and the outbox. Protocols; storage implements them.

One transaction records a whole sweep: standings by compare-and-set, events by their dedupe key, and the deliveries
they cause. So a crossing is either recorded with what must be sent, or not at all.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bot.alerts.alert import Alert, Reason, Sample, Standing
from bot.alerts.audit import Entry
from bot.alerts.condition import Condition, Direction, Threshold
from bot.alerts.course import Course
from bot.alerts.forgotten import Forgotten
from bot.alerts.hush import Held
from bot.market.admission import Admitted
from bot.words.reader import ENGLISH, Reader

LEASE = timedelta(seconds=30)  # twice the client's timeout of 10 s, and a margin
SETTLE = timedelta(seconds=15)  # its timeout and 5 s: by then a post has arrived, or never will
PACE = timedelta(seconds=1)  # between two posts to one destination
CHANNEL_LIFETIME, PERSON_LIFETIME = timedelta(minutes=15), timedelta(minutes=5)


# Where a rule stands: its team and number, the member ("" where it is about one target), and the direction.
Place = tuple[str, int, str, Direction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A crossing that happened: facts only, rendered when sent.

    `before` is the sample on the other side (None: the session's start from 0). `detected_at` is market time.
    `facts` are figures that stood at that moment, by name ("^HSI" -> percent), for the message's context.
    `held` says why it makes no message of its own, and `more` counts what was so held since the last message: the
    book decides both when it records. `source` is who says the figure ("Tencent"), "" where a tape does.
    """

    alert: Alert
    threshold: Threshold
    sample: Sample
    before: Standing | None
    reason: Reason
    generation: int
    detected_at: datetime
    facts: dict[str, Decimal] = field(default_factory=dict)
    held: Held = Held.TOLD
    more: int = 0
    source: str = ""
    id: int = 0

    @property
    def dedupe_key(self) -> str:
        """Name the crossing: whoever records it first has it, and nobody has it twice."""
        return ":".join(
            (
                self.alert.team,
                self.alert.destination,
                str(self.alert.id),
                str(self.alert.edition),
                self.sample.session,
                self.threshold.direction,
                str(self.threshold.level.normalize()),
                str(self.generation),
                *([self.alert.member] if self.alert.member else []),
            )
        )

    @property
    def place(self) -> Place:
        """Where its rule stood when it crossed."""
        return self.alert.team, self.alert.id, self.alert.member, self.threshold.direction


@dataclass(frozen=True, slots=True)
class Change:
    """A standing to be left at one threshold: `was` is what it must still be (compare and set)."""

    alert_id: int
    team: str
    edition: int
    direction: Direction
    was: Standing | None
    now: Standing
    member: str = ""

    @property
    def place(self) -> Place:
        """What it is that stands there."""
        return self.team, self.alert_id, self.member, self.direction


@dataclass(frozen=True, slots=True)
class Hold:
    """A crossing that a silent rule did not tell, worth remembering: where it stood, and what to remember."""

    place: Place
    entry: Entry


@dataclass(frozen=True, slots=True)
class Sweep:
    """All that one sweep found, to be recorded at once.

    `admitted` is the admission gate's memory to keep; `readings` are the samples that were judged.
    `holds` are kept where their change is.
    """

    changes: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()
    admitted: tuple[Admitted, ...] = ()
    readings: tuple[Sample, ...] = ()
    holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewired:
    """A rule that is new, another or gone: its key, and its condition before and now (None: there was, is none).

    One about a watchlist is another as well where the list is; only what it is `now` knows its members.
    """

    key: int
    was: Condition | None
    now: Condition | None


@dataclass(frozen=True, slots=True)
class Rewiring:
    """What changed about the rules up to `version`. `whole`: these are all rules, in place of all that was known.

    `turn` counts the sweeps that anybody has recorded.
    """

    version: int
    rules: tuple[Rewired, ...]
    whole: bool = False
    turn: int = 0


class State(StrEnum):
    """Where a delivery stands.

    held (by quiet hours) -> waiting -> sending -> sent;
    sending -> doubtful (nobody knows whether it was posted) -> sent or waiting;
    and in the end expired (too late) or dead (that place cannot be posted to).
    """

    HELD = "held"
    WAITING = "waiting"
    SENDING = "sending"
    DOUBTFUL = "doubtful"
    SENT = "sent"
    EXPIRED = "expired"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Where nothing can be sent, and Slack's name for why; `destination` is "" for the whole workspace."""

    destination: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One message to be posted, with the events it tells of.

    `thread` is the message that it goes under ("" none), `broadcast` whether the channel is shown it all the same.
    `token` is the opaque id that goes with the message, by which it is found again. `epoch` fences: only who holds
    the newest may write. Times are wall time. `state` is how it stood when claimed, `doubts` how many attempts there
    were by then whose fate nobody knows. `courses` tells how the figures of its events have gone on. One without events
    tells of `ending`, a rule about to end, or paused. One that was held back by quiet hours until `held_until` (market
    time) is a digest. `reader` is who it is written for, as of now.
    """

    id: int
    token: str
    team: str
    destination: str
    audience: str
    events: tuple[Event, ...]
    state: State
    epoch: int
    attempts: int
    made_at: datetime
    expires_at: datetime
    attempted_at: datetime | None = None
    doubts: int = 0
    ts: str = ""
    channel: str = ""
    error: str = ""
    courses: tuple[Course, ...] = ()
    ending: Alert | None = None
    gone: Obstacle | None = None
    thread: str = ""
    broadcast: bool = False
    held_until: datetime | None = None
    reader: Reader = ENGLISH


@dataclass(frozen=True, slots=True)
class Posted:
    """How a message was posted: marked as a possible repeat, without blocks, and saying `shown`."""

    repeated: bool = False
    plain: bool = False
    shown: str = ""


AS_USUAL = Posted()


class AlertBook(Protocol):
    """Keeps alerts and what became of them."""

    async def add(self, alert: Alert) -> Alert:
        """Keep a new alert; return it with its number (ids count up from 1 in a team and are never reused)."""

    async def last(self, team: str) -> int:
        """Return the number that a team gave out last, 0 where it gave out none."""

    async def add_after(self, alert: Alert, last: int) -> Alert | None:
        """Keep a new alert as `add` does; None where its team has given out another number than `last` meanwhile."""

    async def alert(self, team: str, number: int) -> Alert | None:
        """Return one alert, None where it is not there or was removed."""

    async def alerts(self, team: str = "", destination: str = "", creator: str = "") -> Sequence[Alert]:
        """Return the alerts kept, oldest first; "" leaves a field open."""

    async def listed(self, alert: Alert) -> Alert:
        """Return an alert, kept or not, with whom it is about where that is what its owner watches."""

    async def change(self, alert: Alert, entry: Entry | None = None) -> None:
        """Keep `alert` in place of what it was, and what is to be remembered of that.

        A grown `edition` forgets its standings.
        """

    async def remove(self, team: str, number: int, entry: Entry | None = None) -> None:
        """Remove an alert; its events stay, and what is remembered of it."""

    async def ending(self, until: datetime) -> Sequence[Alert]:
        """Return the alerts that end by `until` (market time) and have something to say yet."""

    async def warn(self, alert: Alert, entry: Entry, now: datetime) -> None:
        """Keep that a rule's end was announced, and put the announcement into the outbox, once. `now` is wall time."""

    async def forget(self, team: str, person: str) -> Forgotten:
        """Delete what is a person's alone, and let a pseudonym stand for them in the rest; say what that was."""

    async def story(self, team: str, number: int, limit: int = 12) -> Sequence[Entry]:
        """Return the newest entries about one rule, newest first; it may be gone."""

    async def standings(self, alerts: Collection[Alert]) -> dict[Place, Standing]:
        """Return the standings of these alerts in their present edition."""

    async def rewired(self, after: int) -> Rewiring:
        """Return what changed about the rules since version `after` of them; all of them where it is 0, or too old."""

    async def keyed(self, keys: Collection[int]) -> Sequence[Alert]:
        """Return the alerts with these keys, as far as they are there."""

    async def always(self) -> Sequence[Alert]:
        """Return the alerts that tell every crossing and stand somewhere where they have told one."""

    async def pending(self) -> Sequence[Alert]:
        """Return the alerts that stand somewhere where a crossing still has to last."""

    async def readings(self) -> Sequence[Sample]:
        """Return the last sample of each subject that a recorded sweep has judged."""

    async def learn(self, changes: Sequence[Change]) -> None:
        """Keep the side a new alert starts on."""

    async def admitted(self) -> Sequence[Admitted]:
        """Return the admission gate's memory as last recorded."""

    async def record(self, sweep: Sweep, now: datetime) -> Sequence[Event]:
        """Record a sweep in one transaction; return the events that were new, with their ids.

        `now` is wall time: lifetimes of deliveries count from here. All events
        of the sweep for one person make one delivery, and so do a channel's of one subject and direction; what rings
        in somebody's quiet hours (by `detected_at`) is held back for one digest. A change
        whose standing moved meanwhile drops its event too. A rule that speaks once is done with its first event. What
        comes within a rule's cooldown is recorded and not sent; a rule that flaps is muted, with one notice.
        """

    async def event(self, event_id: int) -> Event | None:
        """Return one event."""

    async def events(self, team: str, number: int, limit: int = 10) -> Sequence[Event]:
        """Return the newest events of one alert, newest first."""

    async def planted(self, name: str) -> bool:
        """Whether a seed of that name was ever planted."""

    async def plant(self, name: str, alert: Alert) -> Alert | None:
        """Keep an alert that a setting asks for, once: None where a seed of that name was ever planted before."""


class Outbox(Protocol):
    """Holds what must be sent until it is sent. `now` is wall time throughout."""

    async def claim(self, owner: str, now: datetime, limit: int = 10) -> Sequence[Delivery]:
        """Take what is due, with a lease: waiting ones, doubtful ones that have settled, ones whose holder died.

        A delivery found `sending` with its lease over comes as doubtful. At most one per destination, and none to
        a destination before its next allowed time (1 message/s), which the claim moves on. Workspaces take turns, and
        each has a bucket that the claim takes from, so that who claims more is not faster. What is past its
        `expires_at` is never claimed but marked expired.
        """

    async def intend(self, delivery: Delivery, now: datetime) -> bool:
        """Write durably that it is about to be posted; False where the claim was lost meanwhile.

        From here on it is in doubt once more than `delivery.doubts` says, until one of the others is told.
        """

    async def sent(self, delivery: Delivery, channel: str, ts: str, now: datetime, how: Posted = AS_USUAL) -> bool:
        """Record where it was posted, and that it lives from then on; False where the claim was lost meanwhile."""

    async def wait(self, delivery: Delivery, until: datetime, error: str) -> None:
        """Surely not sent: try again at `until`; nothing else goes to that destination before.

        Where two destinations of a workspace were told to wait, the workspace rests as long.
        """

    async def doubt(self, delivery: Delivery, until: datetime, error: str) -> None:
        """Nobody knows: look for it once it has settled, at `until`."""

    async def give_up(self, delivery: Delivery, error: str) -> None:
        """It will never be posted: dead."""

    async def bury(self, delivery: Delivery, error: str, now: datetime) -> None:
        """That place cannot be posted to: dead, as is all that comes for it within a day.

        Whoever made the rules of a channel is told once, by a delivery with what is `gone`. What arrives there after
        that day has all sent again.
        """

    async def refuse(self, team: str, error: str, until: datetime) -> None:
        """A workspace refuses Surge: nothing is claimed there before `until`."""

    async def resume(self, team: str) -> None:
        """A workspace takes Surge again: what waits there is due."""

    async def obstacles(self, team: str = "") -> Sequence[Obstacle]:
        """Return where nothing can be sent, in a workspace or in all."""

    async def reclaim(self, now: datetime) -> int:
        """Take back every lease at start, where no other holder can live; return how many there were.

        What was claimed is due again at once; what was `sending` becomes doubtful, and is due once it has settled
        since it was attempted.
        """

    async def release(self, market: datetime | None, now: datetime) -> int:
        """Let out as digests what quiet hours hold back where they are over at `market` time; return how many.

        Where they are not, after all, it stays held. None lets out everything: market time has come to its end.
        """

    async def held(self, team: str, destination: str) -> int:
        """Return how many events quiet hours hold back for somebody just now."""

    async def cancel(self, reason: str) -> int:
        """Mark all that is not sent yet as expired (a replay's new run); return how many."""

    async def counts(self) -> dict[State, int]:
        """Return how many deliveries stand in each state."""

    async def of_event(self, event_id: int) -> Delivery | None:
        """Return the delivery that tells of an event."""

    async def by_message(self, channel: str, ts: str) -> Delivery | None:
        """Return the delivery that was posted there."""

    async def next_due(self, now: datetime) -> datetime | None:
        """Return when the next delivery is due, None while there is none."""
