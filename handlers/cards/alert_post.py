"""An alert as its channel or its person reads it. Pure: rendered from facts when it is sent.

The first line says what happened and never changes; the second carries data time, delay and detection time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.alerts.alert import Audience
from bot.alerts.book import Delivery, Event, State
from bot.alerts.living import Note
from bot.alerts.measures.turnover import PREFIX as TURNOVER
from bot.alerts.measures.turnover import scope_of
from bot.market.provider import Source
from bot.words.language import Language, Phrase
from bot.words.reader import Reader
from bot.words.times import age, clock_time, hour
from handlers.cards.card import Block, Card
from handlers.cards.crossing import context_lines, headline, hushed, when
from handlers.cards.digest import Told, digest
from handlers.cards.escape import escape
from handlers.cards.figures import COMMA, zone_of
from handlers.cards.finish import finish
from handlers.cards.gone import gone
from handlers.cards.labels import EDIT, MUTE, SNOOZE, SNOOZE_TO_CLOSE, SNOOZE_TO_OPEN, WHY
from handlers.cards.living import note_line, now_line
from handlers.cards.manner import noted
from handlers.cards.members import one_of, several
from handlers.cards.notices import ending
from handlers.cards.parts import actions, button, card, context, header, menu, section
from handlers.cards.paused import paused
from handlers.cards.turnover import covered

LATE = timedelta(minutes=2)
REPEATED = Phrase(
    "May repeat an earlier message: nobody could tell whether that one arrived.",
    "或與較早的訊息重複：無法確認該訊息是否已送達。",
    "可能与较早的消息重复：无法确认该消息是否已送达。",
)
PASSED = Phrase("Also passed: {others}", "同時越過：{others}", "同时越过：{others}")
MANY = Phrase("{n} of your alerts at once", "你有{n}則提示同時觸發", "你有{n}条提醒同时触发")
DELIVERED = Phrase(
    "Late: crossed {crossed}, delivered {at}", "遲到：{crossed}觸發，{at}送達", "迟到：{crossed}触发，{at}送达"
)
AFTER = Phrase(
    "Late: crossed {crossed}, delivered {age} after",
    "遲到：{crossed}觸發，{age}後送達",
    "迟到：{crossed}触发，{age}后送达",
)


def post(
    delivery: Delivery,
    source: Source,
    *,
    now: datetime | None = None,
    may_repeat: bool | None = None,
    notes: Sequence[Note] = (),
) -> Card:
    """Render a delivery. `now` (real time) lets it say that it is late; `notes` are what buttons did.

    `may_repeat`: whether an earlier attempt may have been posted; told from the delivery's state where not given.
    """
    reader, language = delivery.reader, delivery.reader.language
    doubtful = delivery.state is State.DOUBTFUL if may_repeat is None else may_repeat
    again = [REPEATED.in_(language)] if doubtful else []
    if delivery.ending is not None or delivery.gone:
        return finish(_notice(delivery, [context(line) for line in again]), source)
    first, *others = farthest(delivery.events)
    zone = zone_of(first.sample.target)
    under = [
        context(line)
        for line in (*_late(delivery, source, now), *again, *(note_line(each, zone, language) for each in notes))
    ]
    if delivery.held_until is not None:
        told = [_told(each, delivery, reader) for each in delivery.events]
        blocks = [*digest(told, Audience(delivery.audience), language), *under]
    elif others and delivery.audience == Audience.PERSON:
        blocks = [*_many(delivery, reader), *under]
    elif others and first.alert.among:
        blocks = [*several(delivery, reader), *under, _buttons(first, language)]
    else:
        line = now_line(first, delivery.courses, language)
        blocks = [*_one(first, others, line, reader), *under, _buttons(first, language)]
    return finish(card(*blocks, sources=_sources(delivery), language=language), source)


def _sources(delivery: Delivery) -> Iterator[str]:
    """Name the vendors of the turnovers that are told."""
    for event in delivery.events:
        if event.sample.target.startswith(TURNOVER):
            yield covered(scope_of(event.sample.target), event.source, delivery.reader.language)


def farthest(events: Sequence[Event]) -> list[Event]:
    """Return the events of one move, the one with the farthest level first."""
    return sorted(events, key=lambda event: -event.threshold.direction.sign * event.threshold.level)


def _notice(delivery: Delivery, under: Sequence[Block]) -> Card:
    """Tell of a rule that is about to end or is paused, or of a place where nothing arrives."""
    language = delivery.reader.language
    if delivery.ending is not None:
        tell = paused if delivery.ending.paused else ending
        return card(*tell(delivery.ending, language), *under, language=language)
    blocks = gone(delivery.gone, language) if delivery.gone else []
    return card(*blocks, *under, figures=False, language=language)


def _one(event: Event, nearer: Sequence[Event], now: str, reader: Reader) -> list[Block]:
    """Tell one crossing, which nearer levels the same move jumped over, and where the figure is by now."""
    language = reader.language
    others = COMMA.in_(language).join(headline(each, reader) for each in nearer)
    passed = [PASSED.in_(language, others=others)] if nearer else []
    lines = [escape(line) for line in (when(event, language), *passed, *context_lines(event, reader))]
    lines += [line for each in (event, *nearer) for line in (*hushed(each, language), *noted(each.alert, language))]
    lines += one_of(event.alert, language)
    return [header(f"🔔 {headline(event, reader)}"), section(*lines, escape(now))]


def _buttons(event: Event, language: Language) -> Block:
    number = str(event.alert.id)
    return actions(
        button(WHY.in_(language), "why", str(event.id)),
        button(SNOOZE.in_(language), "snooze", number),
        button(SNOOZE_TO_CLOSE.in_(language), "snooze:close", f"{number} close"),
        button(SNOOZE_TO_OPEN.in_(language), "snooze:open", f"{number} open"),
        button(MUTE.in_(language), "mute", number),
        button(EDIT.in_(language), "edit", number),
    )


def _many(delivery: Delivery, reader: Reader) -> list[Block]:
    """Tell several crossings of one moment in one message."""
    rows = (_row(_told(event, delivery, reader)) for event in delivery.events)
    return [header(f"🔔 {MANY.in_(reader.language, n=len(delivery.events))}"), *rows]


def _told(event: Event, delivery: Delivery, reader: Reader) -> Told:
    language = reader.language
    small = (*hushed(event, language), *noted(event.alert, language), *one_of(event.alert, language))
    lines = (escape(when(event, language)), *small)
    now = now_line(event, delivery.courses, language)
    return Told(event, headline(event, reader), lines, now, _menu(event, language))


def _row(told: Told) -> Block:
    return section(f"*{escape(told.headline)}*", *told.lines, escape(told.now), accessory=told.menu)


def _menu(event: Event, language: Language) -> Block:
    number = event.alert.id
    choices = (
        (WHY, f"why {event.id}"),
        (SNOOZE, f"snooze {number}"),
        (SNOOZE_TO_OPEN, f"snooze {number} open"),
        (MUTE, f"mute {number}"),
        (EDIT, f"edit {number}"),
    )
    return menu(f"menu:{number}", [(label.in_(language), value) for label, value in choices])


def _late(delivery: Delivery, source: Source, now: datetime | None) -> Iterator[str]:
    """Say that it comes late; in a replay real time is no time of day."""
    if now is None or delivery.held_until or now - delivery.made_at < LATE:
        return
    language = delivery.reader.language
    crossed = hour(delivery.events[0].sample.time, zone_of(delivery.events[0].sample.target))
    if source.replay is None:
        yield DELIVERED.in_(language, crossed=crossed, at=clock_time(now, language=language))
    else:
        yield AFTER.in_(language, crossed=crossed, age=age(now - delivery.made_at, language))
