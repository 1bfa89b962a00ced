"""How a message goes on: its Now line, and what buttons did. Pure.

The line is edited as the figure evolves, and stands still at the close. `told` tells two renderings apart without
their times of day: a figure that stays the same is no reason to edit.
"""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from bot.alerts.book import Delivery, Event
from bot.alerts.condition import Direction
from bot.alerts.course import Course
from bot.alerts.living import Effect, Note
from bot.clock import HONG_KONG
from bot.words.times import clock_time, hour, moment
from handlers.cards.figures import value, zone_of

UPDATES = "(updates to the close)"
LEFT = "(not followed any further)"


def course_of(event: Event, courses: Sequence[Course]) -> Course | None:
    """Return how the figure of `event` went on, None where that is not known."""
    sample = event.sample
    found = (each for each in courses if each.key == (sample.target, sample.measure, sample.session))
    return next(found, None)


def now_line(event: Event, courses: Sequence[Course], *, timed: bool = True) -> str:
    """Say where the figure is by now, that it has come back over its threshold, and how far it went ("" unknown)."""
    course = course_of(event, courses)
    if course is None:
        return ""
    parts = (_where(event, course, timed=timed), _extreme(event, course))
    return " · ".join(filter(None, parts))


def note_line(note: Note, zone: ZoneInfo) -> str:
    """Say what a button did, and who pressed it; the person stands there as a mention."""
    who = f"by <@{note.by}>"
    match note.effect:
        case Effect.SNOOZED:
            until = f" until {moment(note.until, zone)}" if note.until else ""
            return f"#{note.number} snoozed{until} {who}"
        case Effect.MUTED:
            return f"#{note.number} muted for the rest of the session {who}"
        case Effect.CHANGED:
            return f"#{note.number} changed {who}"


def told(delivery: Delivery, notes: Sequence[Note] = ()) -> str:
    """Return what in the message may change, but for times of day."""
    return "\n".join(_told(delivery, notes))


def _told(delivery: Delivery, notes: Sequence[Note]) -> Iterator[str]:
    for event in delivery.events:
        yield now_line(event, delivery.courses, timed=False)
    zone = zone_of(delivery.events[0].sample.target) if delivery.events else HONG_KONG
    yield from (note_line(note, zone) for note in notes)


def _where(event: Event, course: Course, *, timed: bool) -> str:
    measure, zone = event.sample.measure, zone_of(course.target)
    figure = value(measure, course.value, course.target)
    if not event.threshold.reached(course.value):
        side = "below" if event.threshold.direction is Direction.UP else "above"
        back = f", back {side} {value(measure, event.threshold.level, course.target)}"
    else:
        back = ""
    at = f" at {clock_time(course.time, zone)}" if timed and course.time > event.sample.time else ""
    if course.closed:
        return f"At the close: {figure}{back}"
    if course.over:
        return f"Last: {figure}{at}{back} {LEFT}"
    return f"Now: {figure}{at}{back} {UPDATES}"


def _extreme(event: Event, course: Course) -> str:
    """Say how far it went, where it is not there any more."""
    way = event.threshold.direction
    most, at = course.extreme(way)
    shown = value(event.sample.measure, most, course.target)
    if shown == value(event.sample.measure, course.value, course.target):
        return ""
    name = "high" if way is Direction.UP else "low"
    return f"{name} {shown} at {hour(at, zone_of(course.target))}"
