"""The judgement of one sample against one alert. Pure: no clock, no store.

An alert speaks on edges, not levels: when the last accepted sample stood on one side of a threshold and this one
stands on the other. `judge` says what to do and why, and gives the side it leaves behind.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts.alert import Act, Alert, Reason, Sample, Standing, Verdict
from bot.alerts.condition import Threshold
from bot.alerts.modifiers import Frequency

UNSEEN = timedelta(minutes=4)  # two polls: samples further apart may have crossed long before they were seen
# How much time of quoting passed between two times of a target's exchange.
Elapsed = Callable[[str, datetime, datetime], timedelta]


def passed(_target: str, start: datetime, end: datetime) -> timedelta:
    """Return the time between two times where no exchange ever rests."""
    return end - start


def judge(  # noqa: PLR0913, PLR0917 - all that a verdict hangs on
    alert: Alert,
    threshold: Threshold,
    standing: Standing | None,
    sample: Sample,
    now: datetime,
    elapsed: Elapsed = passed,
) -> Verdict:
    """Judge `sample` against one threshold of `alert`, which stood at `standing` (None: never judged).

    `now` is market time. While an alert is silent its side is still kept, so a crossing meanwhile is spent.
    """
    if alert.done_at is not None:
        return Verdict(Act.HOLD, Reason.FINISHED, None)
    if alert.paused is not None:
        return Verdict(Act.HOLD, Reason.PAUSED, None)
    waiting = (
        standing is not None and standing.since is not None and _waiting(alert, threshold, standing, sample, elapsed)
    )
    verdict = waiting or _edge(alert, threshold, standing, sample)
    if verdict.act is Act.FIRE and alert.modifiers.lasting and verdict.standing and not waiting:
        begun = replace(verdict.standing, armed=True, since=sample.time)
        verdict = Verdict(Act.HOLD, Reason.PENDING, begun)
    silence = _silence(alert, sample, now)
    return Verdict(Act.HOLD, silence, verdict.standing) if verdict.act is Act.FIRE and silence else verdict


def implied(
    alert: Alert, threshold: Threshold, kept: Standing | None, reading: Sample | None, sample: Sample
) -> Standing | None:
    """Return where `alert` stood before `sample`: as `kept`, brought up to the last `reading` of its subject.

    What is kept is only what the readings do not tell: that a threshold has had its crossing. A rule made in the
    session of `sample` stood nowhere before that session. A member that is new learned its side from the reading.
    """
    if reading is None or (kept is not None and reading.time <= kept.time):
        return kept
    if kept is None and not alert.among and alert.made_in == sample.session != reading.session:
        return None
    beyond = threshold.reached(reading.value)
    if kept is None or kept.session != reading.session:
        # A rule made beyond its level in this very session waits for the next one.
        old = kept is not None or not (alert.among or alert.made_in == reading.session)
        armed = old or not beyond
        return Standing(reading.session, reading.value, reading.time, beyond=beyond, armed=armed)
    if reading.session != sample.session:
        # Since then the level has moved to where the crossing led: that is still its far side.
        beyond = beyond or (kept.beyond and threshold.equalled(reading.value))
    since = kept.since if beyond else None
    return replace(kept, value=reading.value, time=reading.time, beyond=beyond, since=since)


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
        known = alert.among or sample.session == alert.made_in or not alert.condition.from_zero
        return _learned(threshold, sample) if known else _opened(threshold, sample)
    if _seen(standing, sample):
        return Verdict(Act.HOLD, Reason.SEEN_BEFORE, None)
    if sample.session != standing.session:
        if alert.condition.from_zero:
            return _opened(threshold, sample)
        standing = replace(standing, session=sample.session, armed=True, generation=0)
    moved = replace(standing, value=sample.value, time=sample.time, beyond=threshold.reached(sample.value))
    if standing.armed:
        return _armed(standing, moved)
    if alert.frequency is Frequency.ALWAYS and threshold.rearmed(sample.value):
        return Verdict(Act.REARM, Reason.REARMED, replace(moved, armed=True, generation=moved.generation + 1))
    return Verdict(Act.HOLD, _spent(standing, moved), moved)


def _waiting(
    alert: Alert, threshold: Threshold, standing: Standing, sample: Sample, elapsed: Elapsed
) -> Verdict | None:
    """Judge where a crossing has to last: it begins anew after a gap, and is over when it falls back.

    None where a session begins that starts from 0.
    """
    another = sample.session != standing.session
    if _seen(standing, sample):
        return Verdict(Act.HOLD, Reason.SEEN_BEFORE, None)
    if another and alert.condition.from_zero:
        return None
    beyond = threshold.reached(sample.value)
    generation = 0 if another else standing.generation
    moved = Standing(sample.session, sample.value, sample.time, beyond=beyond, armed=True, generation=generation)
    if not beyond:
        return Verdict(Act.HOLD, Reason.TOO_SHORT, moved)
    if another or standing.since is None or elapsed(sample.target, standing.time, sample.time) > UNSEEN:
        return Verdict(Act.HOLD, Reason.BEGUN_AGAIN, replace(moved, since=sample.time))
    if elapsed(sample.target, standing.since, sample.time) >= alert.modifiers.lasting:
        return Verdict(Act.FIRE, Reason.LASTED, replace(moved, armed=False))
    return Verdict(Act.HOLD, Reason.PENDING, replace(moved, since=standing.since))


def _seen(standing: Standing, sample: Sample) -> bool:
    """Whether a sample is none that follows, of an earlier session too; another run of a replay begins anew."""
    same_run = sample.session.partition("/")[2] == standing.session.partition("/")[2]
    return same_run and sample.time <= standing.time


def _learned(threshold: Threshold, sample: Sample) -> Verdict:
    """Only learn the side on which a new alert starts."""
    standing = _started(threshold, sample)
    if standing.beyond and not threshold.either:
        return Verdict(Act.HOLD, Reason.ALREADY_BEYOND, standing)
    return Verdict(Act.HOLD, Reason.LEARNED, replace(standing, armed=True))


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
