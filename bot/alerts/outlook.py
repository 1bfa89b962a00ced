"""How far an alert is from speaking: what a person is told when they make one, or list theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.alerts.alert import Alert, Sample
from bot.alerts.condition import Baselines, Threshold
from bot.alerts.names import names
from bot.words.language import NOTHING, Phrase, same

# Why a rule waits whose levels hang on figures of earlier days.
_DAILY = Phrase(
    "waits until its daily closes are known as far back as that",
    "等待中：須先有相應日數的收市價",
    "等待中：须先有相应天数的收盘价",
)
_MEAN = Phrase("waits until 20 days of turnover are known", "等待中：須先有 20 日成交額", "等待中：须先有 20 天成交额")
LACKING = {"mean": _MEAN, "highest": _DAILY, "lowest": _DAILY}
WAITS = Phrase("waits: {what}", "等待中：{what}", "等待中：{what}")


NOBODY = Phrase("waits: it has no members yet", "等待中：暫無成員", "等待中：暂无成员")


@dataclass(frozen=True, slots=True)
class Spread:
    """How several members stand: how many they are, whose figure is shown, and who is beyond already."""

    count: int
    nearest: Phrase = NOTHING
    beyond: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """The last accepted sample (None: none yet) against each threshold.

    `present` is False where the sample is an earlier session's. `distances` pair each threshold with how far it is
    still to go, in the measure's unit; 0 or less: beyond. `waiting` says why nothing can be judged ("" it can).
    `silent_until` is when a snooze ends (market time), `muted` the rest of the session, `expired` for good.
    Where a rule is about each of several, all this is of the member that has least to go; `spread` tells of the others.
    """

    sample: Sample | None
    present: bool
    distances: tuple[tuple[Threshold, Decimal], ...]
    waiting: Phrase
    silent_until: datetime | None = None
    muted: bool = False
    expired: bool = False
    spread: Spread | None = None

    @property
    def already(self) -> tuple[Threshold, ...]:
        """The thresholds that today's figure lies beyond: they start with the next session."""
        beyond = (threshold for threshold, left in self.distances if left <= 0 and not threshold.either)
        return tuple(beyond) if self.present else ()


def outlook(alert: Alert, sample: Sample | None, session: str, known: Baselines, now: datetime) -> Outlook:
    """Hold `alert` against `sample`; `session` is the one its target is in, `now` market time."""
    thresholds = alert.thresholds(known)
    distances = (
        ((threshold, threshold.direction.sign * (threshold.level - sample.value)) for threshold in thresholds)
        if sample
        else ()
    )
    snoozed = alert.quiet_until if alert.quiet_until and now < alert.quiet_until else None
    return Outlook(
        sample=sample,
        present=sample is not None and sample.session == session,
        distances=tuple(distances),
        waiting=_waiting(alert, sample, thresholds),
        silent_until=snoozed,
        muted=bool(alert.muted_in) and alert.muted_in == session,
        expired=now >= alert.expires_at,
    )


def joined(whole: Outlook, members: Sequence[tuple[Phrase, Outlook]]) -> Outlook:
    """Return the outlook of a rule about several `members` (names, with the outlook of each)."""
    beyond = tuple(name for name, each in members if each.already)
    known = [(name, each) for name, each in members if each.sample and each.distances]
    if not known:
        waiting = members[0][1].waiting if members else NOBODY
        return replace(whole, waiting=waiting, spread=Spread(len(members)))
    name, nearest = min(known, key=lambda pair: (bool(pair[1].already), not pair[1].present, _gap(pair[1])))
    return replace(
        whole,
        sample=nearest.sample,
        present=nearest.present,
        distances=nearest.distances,
        waiting=NOTHING,
        spread=Spread(len(members), name, beyond),
    )


def _gap(outlook: Outlook) -> Decimal:
    """Return how far it has least to go: prices, which differ from share to share, as a part of themselves."""
    gap = min(abs(left) for _, left in outlook.distances)
    sample = outlook.sample
    return gap if sample is None or sample.measure.in_percent or not sample.value else gap / sample.value


def _waiting(alert: Alert, sample: Sample | None, thresholds: tuple[Threshold, ...]) -> Phrase:
    needs = alert.condition.needs
    if needs and not thresholds:
        return LACKING[needs[0].what]
    if sample is not None:
        return NOTHING
    target = alert.condition.target
    fields = {"name": names(target, alert.name), "of": same(target.partition(":")[2])}
    return WAITS.with_(what=alert.condition.measure.lacking.with_(**fields))
