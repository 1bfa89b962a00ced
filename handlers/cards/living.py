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
from bot.words.language import Language, Phrase
from bot.words.times import clock_time, hour, moment
from handlers.cards.figures import value, zone_of

NOW = Phrase(
    "Now: {figure}{at}{back} (updates to the close)",
    "最新{at}：{figure}{back}（更新至收市）",
    "最新{at}：{figure}{back}（更新至收盘）",
)
LAST = Phrase(
    "Last: {figure}{at}{back} (not followed any further)",
    "最後{at}：{figure}{back}（不再更新）",
    "最后{at}：{figure}{back}（不再更新）",
)
AT_THE_CLOSE = Phrase("At the close: {figure}{back}", "收市：{figure}{back}", "收盘：{figure}{back}")
AT = Phrase(" at {time}", "（{time}）", "（{time}）")
BACK = {
    Direction.UP: Phrase(", back below {level}", "，回落至{level}以下", "，回落至{level}以下"),
    Direction.DOWN: Phrase(", back above {level}", "，回升至{level}以上", "，回升至{level}以上"),
}
EXTREME = {
    Direction.UP: Phrase("high {figure} at {time}", "最高{figure}（{time}）", "最高{figure}（{time}）"),
    Direction.DOWN: Phrase("low {figure} at {time}", "最低{figure}（{time}）", "最低{figure}（{time}）"),
}
SNOOZED_UNTIL = Phrase(
    "#{number} snoozed until {until} by {who}", "{who}已暫停 #{number}至{until}", "{who}已暂停 #{number}至{until}"
)
NOTES = {
    Effect.SNOOZED: Phrase("#{number} snoozed by {who}", "{who}已暫停 #{number}", "{who}已暂停 #{number}"),
    Effect.MUTED: Phrase(
        "#{number} muted for the rest of the session by {who}",
        "{who}已將 #{number}靜音至本交易時段結束",
        "{who}已将 #{number}静音至本交易时段结束",
    ),
    Effect.CHANGED: Phrase("#{number} changed by {who}", "{who}已修改 #{number}", "{who}已修改 #{number}"),
}


def course_of(event: Event, courses: Sequence[Course]) -> Course | None:
    """Return how the figure of `event` went on, None where that is not known."""
    sample = event.sample
    found = (each for each in courses if each.key == (sample.target, sample.measure, sample.session))
    return next(found, None)


def now_line(event: Event, courses: Sequence[Course], language: Language = Language.EN, *, timed: bool = True) -> str:
    """Say where the figure is by now, that it has come back over its threshold, and how far it went ("" unknown)."""
    course = course_of(event, courses)
    if course is None:
        return ""
    parts = (_where(event, course, language, timed=timed), _extreme(event, course, language))
    return " · ".join(filter(None, parts))


def note_line(note: Note, zone: ZoneInfo, language: Language = Language.EN) -> str:
    """Say what a button did, and who pressed it; the person stands there as a mention."""
    until = moment(note.until, zone, language) if note.until else ""
    said = SNOOZED_UNTIL if note.effect is Effect.SNOOZED and until else NOTES[note.effect]
    return said.in_(language, number=note.number, until=until, who=f"<@{note.by}>")


def told(delivery: Delivery, notes: Sequence[Note] = ()) -> str:
    """Return what in the message may change, but for times of day."""
    return "\n".join(_told(delivery, notes))


def _told(delivery: Delivery, notes: Sequence[Note]) -> Iterator[str]:
    language = delivery.reader.language
    for event in delivery.events:
        yield now_line(event, delivery.courses, language, timed=False)
    zone = zone_of(delivery.events[0].sample.target) if delivery.events else HONG_KONG
    yield from (note_line(note, zone, language) for note in notes)


def _where(event: Event, course: Course, language: Language, *, timed: bool) -> str:
    measure, zone = event.sample.measure, zone_of(course.target)
    later = timed and course.time > event.sample.time
    back = BACK[event.threshold.direction].in_(
        language, level=value(measure, event.threshold.level, course.target, language)
    )
    said = AT_THE_CLOSE if course.closed else LAST if course.over else NOW
    return said.in_(
        language,
        figure=value(measure, course.value, course.target, language),
        at=AT.in_(language, time=clock_time(course.time, zone, language)) if later else "",
        back="" if event.threshold.reached(course.value) else back,
    )


def _extreme(event: Event, course: Course, language: Language) -> str:
    """Say how far it went, where it is not there any more."""
    way = event.threshold.direction
    most, at = course.extreme(way)
    shown = value(event.sample.measure, most, course.target, language)
    if shown == value(event.sample.measure, course.value, course.target, language):
        return ""
    return EXTREME[way].in_(language, figure=shown, time=hour(at, zone_of(course.target)))
