"""A rule about each of several: of which one a message tells, and how many members are told of at once. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from bot.alerts.alert import Alert
from bot.alerts.book import Delivery, Event
from bot.alerts.condition import Direction
from bot.alerts.groups import EACH, INDEX, WATCHLIST
from bot.alerts.names import called
from bot.words.language import Language, Phrase
from bot.words.reader import Reader
from handlers.cards.card import Block
from handlers.cards.crossing import HEADLINE, context_lines, hushed, when
from handlers.cards.escape import escape
from handlers.cards.figures import COMMA, value
from handlers.cards.living import now_line
from handlers.cards.manner import noted
from handlers.cards.parts import context, header, section

NAMED, SHOWN = 3, 20
MINE = Phrase("your watchlist", "你的自選股", "你的自选股")
ON_MINE = Phrase("On your watchlist", "屬你的自選股", "属你的自选股")
ONE_OF = Phrase("One of {group}", "屬{group}", "属{group}")
TITLE = Phrase("{mark} {group}: {members}", "{mark} {group}：{members}", "{mark} {group}：{members}")
MEMBER = Phrase("{name} {figure}", "{name} {figure}", "{name} {figure}")
REST = Phrase("{n} more", "另{n}隻", "另{n}只")


def one_of(alert: Alert, language: Language) -> list[str]:
    """Say in a line of which several the target is one; nothing where the rule is about it alone."""
    if not alert.among:
        return []
    mine = alert.among == WATCHLIST
    return [ON_MINE.in_(language) if mine else ONE_OF.in_(language, group=escape(group(alert.among, language)))]


def group(among: str, language: Language) -> str:
    """Name those that a rule is about each of: "Cloud (theme)", "your watchlist"."""
    if among == WATCHLIST:
        return MINE.in_(language)
    return called(among.removeprefix(EACH).removeprefix(f"{INDEX}:"), language)


def several(delivery: Delivery, reader: Reader) -> list[Block]:
    """Tell what several members did in one moment, the farthest first: "▲ Cloud (theme): Tencent +5.2%, Alibaba +5.1%".

    Each has a line of its own with its times and where it is by now.
    """
    events = farthest(delivery.events)
    shown = [section(*_lines(event, delivery, reader)) for event in events[:SHOWN]]
    more = [context(escape(_members(events[SHOWN:], reader.language)))] if events[SHOWN:] else []
    beside = [escape(line) for line in context_lines(events[0], reader)]
    small = [*beside, *hushed(events[0], reader.language), *noted(events[0].alert, reader.language)]
    return [header(f"🔔 {title(events, reader)}"), *shown, *more, *([context(*small)] if small else [])]


def title(events: Sequence[Event], reader: Reader) -> str:
    """Say in a line what they did: "▲ Cloud (theme): Tencent +5.2%, Alibaba +5.1% (#3)"."""
    first, language = events[0], reader.language
    up = first.threshold.direction is Direction.UP
    mark, said = f"{reader.dot(up=up)}{'▲' if up else '▼'}", _members(events, language)
    told = TITLE.in_(language, mark=mark, group=group(first.alert.among, language), members=said)
    return HEADLINE.in_(language, told=told, number=first.alert.id)


def farthest(events: Sequence[Event]) -> list[Event]:
    """Return the events with the largest move first; prices of different shares say nothing of each other."""
    return sorted(events, key=_reach, reverse=True)


def _reach(event: Event) -> Decimal:
    sample = event.sample
    return event.threshold.direction.sign * sample.value if sample.measure.in_percent else Decimal()


def _members(events: Sequence[Event], language: Language) -> str:
    """Name the first few with their figures, and count the others."""
    named = [
        MEMBER.in_(language, name=_name(event, language), figure=_figure(event, language)) for event in events[:NAMED]
    ]
    rest = [REST.in_(language, n=len(events) - NAMED)] if len(events) > NAMED else []
    return COMMA.in_(language).join([*named, *rest])


def _lines(event: Event, delivery: Delivery, reader: Reader) -> list[str]:
    language = reader.language
    seen, now = when(event, language), now_line(event, delivery.courses, language)
    return [f"*{escape(_name(event, language))}* {escape(seen)}", escape(now)]


def _name(event: Event, language: Language) -> str:
    return called(event.sample.target, language, event.alert.name)


def _figure(event: Event, language: Language) -> str:
    return value(event.sample.measure, event.sample.value, event.sample.target, language)
