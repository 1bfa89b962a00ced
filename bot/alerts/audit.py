"""What is worth remembering about a rule: who changed it, when it spoke, and why it did not. Values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.alerts.alert import Alert, Audience, Reason, Sample
from bot.alerts.condition import Threshold


class Deed(StrEnum):
    """What happened to a rule."""

    MADE = "made"
    EDITED = "edited"
    REMOVED = "removed"
    SNOOZED = "snoozed"
    MUTED = "muted"
    EXTENDED = "extended"
    FIRED = "fired"
    HELD = "held"
    FINISHED = "finished"
    WARNED = "warned"
    EXPIRED = "expired"
    PAUSED = "paused"
    RESUMED = "resumed"
    RENAMED = "renamed"
    LISTED = "listed as a manager"
    UNLISTED = "no longer a manager"
    SET = "set"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened to a rule (0: to a channel), at a market time; `who` is "" where Surge did it by itself.

    `details` are plain: the rule's words, the observed value, the threshold, the data time, why.
    """

    team: str
    alert_id: int
    at: datetime
    who: str
    what: Deed
    details: Mapping[str, str] = field(default_factory=dict)


def entry(alert: Alert, what: Deed, at: datetime, who: str = "", **details: str) -> Entry:
    """Return what happened to `alert`, with its words and whom it tells."""
    rule = {
        "rule": alert.condition.says(alert.name),
        "words": alert.words,
        "audience": alert.audience.value,
        "destination": alert.destination,
    }
    return Entry(alert.team, alert.id, at, who, what, {**rule, **details})


def crossing(  # noqa: PLR0913, PLR0917 - all that is known of it
    alert: Alert, threshold: Threshold, sample: Sample, why: Reason | str, what: Deed, at: datetime
) -> Entry:
    """Return a crossing that was told, or held back for a reason."""
    seen = {
        "value": str(sample.value),
        "measure": str(sample.measure),
        "target": sample.target,
        "level": str(threshold.level),
        "direction": threshold.direction.value,
        "time": sample.time.isoformat(),
        "session": sample.session,
    }
    among = {"among": alert.among} if alert.among else {}
    return entry(alert, what, at, **seen, **among, why=str(why))


def may_read(found: Entry, person: str, channel: str) -> bool:
    """Whether `person` may read of it in `channel`: of their own watches, and of that channel's alerts."""
    told = found.details.get("destination", "")
    return told == (person if found.details.get("audience") == Audience.PERSON else channel)
