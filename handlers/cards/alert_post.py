"""An alert as its channel or its person reads it. Pure: rendered from facts when it is sent.

The first line says what happened and never changes; the second carries data time, delay and detection time.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from bot.alerts.alert import Audience, Reason
from bot.alerts.book import Delivery, Event, State
from bot.alerts.condition import Direction
from bot.alerts.hush import MOST_AN_HOUR, Held
from bot.alerts.living import Note
from bot.alerts.measures.percent import PERCENT
from bot.alerts.targets import currency_of
from bot.market.provider import Source
from bot.market.signals import Leg
from bot.words.money import compact, price
from bot.words.numbers import decimal, level, move, multiple, percent
from bot.words.times import MINUTE, age, clock_time, hour, month
from handlers.cards.card import Block, Card
from handlers.cards.digest import Told, digest
from handlers.cards.escape import escape
from handlers.cards.figures import timed, zone_of
from handlers.cards.finish import finish
from handlers.cards.gone import gone
from handlers.cards.living import note_line, now_line
from handlers.cards.manner import noted
from handlers.cards.notices import ending
from handlers.cards.parts import actions, button, card, context, header, menu, section

LATE = timedelta(minutes=2)
BESIDE = (("^HSI", "HSI"), ("HSTECH.HK", "HSTECH"))
MEAN = "mean:"
LEG = "leg:"
UNMARKED = frozenset(("turnover", "pace", "parts", "surge"))  # what only grows, or says its way, needs no arrow
REPEATED = "May repeat an earlier message: nobody could tell whether that one arrived."


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
    doubtful = delivery.state is State.DOUBTFUL if may_repeat is None else may_repeat
    if delivery.ending is not None:
        return finish(card(*ending(delivery.ending), *([context(REPEATED)] if doubtful else [])), source)
    if delivery.gone:
        return finish(card(*gone(delivery.gone), *([context(REPEATED)] if doubtful else []), figures=False), source)
    first, *others = farthest(delivery.events)
    zone = zone_of(first.sample.target)
    small = (
        *_late(delivery, source, now),
        *([REPEATED] if doubtful else []),
        *(note_line(each, zone) for each in notes),
    )
    if delivery.held_until is not None:
        held = digest([_told(each, delivery) for each in delivery.events], Audience(delivery.audience))
        return finish(card(*held, *(context(line) for line in small)), source)
    under = [context(line) for line in small]
    if others and delivery.audience == Audience.PERSON:
        return finish(card(*_many(delivery), *under), source)
    line = now_line(first, delivery.courses)
    return finish(card(*_one(first, others, line), *under, _buttons(first)), source)


def farthest(events: Sequence[Event]) -> list[Event]:
    """Return the events of one move, the one with the farthest level first."""
    return sorted(events, key=lambda event: -event.threshold.direction.sign * event.threshold.level)


def headline(event: Event) -> str:
    """Say in a line what happened: "HK turnover passed HK$250bn, whole market (#3)"."""
    name, number, threshold = event.alert.name, f"(#{event.alert.id})", event.threshold
    mark = "" if event.sample.measure.name in UNMARKED else "▲ " if threshold.direction is Direction.UP else "▼ "
    if event.reason is Reason.GAPPED and event.sample.measure == PERCENT:
        whose = "your" if event.alert.audience is Audience.PERSON else "the"
        opened = f"opened {percent(event.sample.value, 1)}, beyond {whose} {level(threshold.level)}"
        return f"{mark}{name} {opened} {number}"
    return f"{mark}{event.alert.condition.told(name, threshold)} {number}"


def when(event: Event) -> str:
    """Say the observed value with its data time, and when it was noticed."""
    zone = zone_of(event.sample.target)
    lag = event.detected_at - event.sample.time
    later = f", {age(lag)} later" if lag >= MINUTE else ""
    seen = f"{_observed(event)} data time; detected {hour(event.detected_at, zone)}{later}"
    if event.reason is Reason.CROSSED_UNSEEN and event.before:
        seen += f" · crossed between {hour(event.before.time, zone)} and {hour(event.sample.time, zone)}"
    return seen


def context_lines(event: Event) -> Iterator[str]:
    """Yield what stood beside it at that moment: the average it is measured by, the indices."""
    for name, mean in event.facts.items():
        if name.startswith(MEAN) and mean > 0:
            yield _against(name.removeprefix(MEAN), mean, event.sample.value)
    if legs := [name for name in event.facts if name.startswith(LEG)]:
        yield " · ".join(_leg(name.removeprefix(LEG), event.facts[name]) for name in legs)
        if unknown := [leg for leg in Leg if f"{LEG}{leg}" not in event.facts]:
            yield f"{len(legs)} of {len(Leg)} signals known; not {', '.join(unknown)}"
    beside = [f"{short} {move(event.facts[symbol], 1)}" for symbol, short in BESIDE if symbol in event.facts]
    if beside:
        yield " · ".join(beside) + f" ({hour(event.sample.time, zone_of(event.sample.target))})"


def _leg(leg: str, reading: Decimal) -> str:
    """Write what one sign of a surge stands at."""
    if leg == Leg.TURNOVER:
        return f"{leg} {multiple(reading)}"
    if leg == Leg.BREADTH:
        return f"{leg} {decimal(abs(reading), 0)}% {'up' if reading > 0 else 'down'}"
    return f"{leg} {move(reading, 1)}"


def _one(event: Event, nearer: Sequence[Event], now: str) -> list[Block]:
    """Tell one crossing, which nearer levels the same move jumped over, and where the figure is by now."""
    passed = [f"Also passed: {', '.join(headline(each) for each in nearer)}"] if nearer else []
    lines = [escape(line) for line in (when(event), *passed, *context_lines(event))]
    lines += [line for each in (event, *nearer) for line in (*hushed(each), *noted(each.alert))]
    return [header(f"🔔 {headline(event)}"), section(*lines, escape(now))]


def hushed(event: Event) -> Iterator[str]:
    """Say what was not told before, and that a rule which flaps is told no more."""
    if event.held is Held.FLAPPING:
        yield f"#{event.alert.id} flaps: {MOST_AN_HOUR + 1} in an hour. It is muted for the rest of the session."
    elif event.more:
        yield f"+{event.more} more since the last message of #{event.alert.id}"


def _buttons(event: Event) -> Block:
    number = str(event.alert.id)
    return actions(
        button("Why", "why", str(event.id)),
        button("Snooze 1 h", "snooze", number),
        button("Snooze to close", "snooze:close", f"{number} close"),
        button("Snooze to open", "snooze:open", f"{number} open"),
        button("Mute today", "mute", number),
        button("Edit", "edit", number),
    )


def _many(delivery: Delivery) -> list[Block]:
    """Tell several crossings of one moment in one message."""
    rows = (_row(event, now_line(event, delivery.courses)) for event in delivery.events)
    return [header(f"🔔 {len(delivery.events)} of your alerts at once"), *rows]


def _told(event: Event, delivery: Delivery) -> Told:
    lines = (escape(when(event)), *hushed(event), *noted(event.alert))
    return Told(event, headline(event), lines, now_line(event, delivery.courses), _menu(event))


def _row(event: Event, now: str) -> Block:
    lines = (escape(when(event)), *hushed(event), *noted(event.alert), escape(now))
    return section(f"*{escape(headline(event))}*", *lines, accessory=_menu(event))


def _menu(event: Event) -> Block:
    number = event.alert.id
    choices = (
        ("Why", f"why {event.id}"),
        ("Snooze 1 h", f"snooze {number}"),
        ("Snooze to open", f"snooze {number} open"),
        ("Mute today", f"mute {number}"),
        ("Edit", f"edit {number}"),
    )
    return menu(f"menu:{number}", choices)


def _observed(event: Event) -> str:
    """Write the sample with its price where that is known."""
    cost = event.facts.get("price")
    if cost is None:
        return timed(event.sample)
    return f"{price(cost, currency_of(event.sample.target))} {timed(event.sample)}"


def _against(name: str, mean: Decimal, observed: Decimal) -> str:
    """Compare with an average, by its name: HKEX's of a month, or the last 20 days'."""
    if name == "20":
        return f"{multiple(observed / mean)} the 20-day mean ({compact(mean)})"
    return f"{multiple(observed / mean)} {month(name)}'s daily average ({compact(mean)}, HKEX)"


def _late(delivery: Delivery, source: Source, now: datetime | None) -> Iterator[str]:
    """Say that it comes late; in a replay real time is no time of day."""
    if now is None or delivery.held_until or now - delivery.made_at < LATE:
        return
    crossed = hour(delivery.events[0].sample.time, zone_of(delivery.events[0].sample.target))
    delivered = (
        f"delivered {clock_time(now)}" if source.replay is None else f"delivered {age(now - delivery.made_at)} after"
    )
    yield f"Late: crossed {crossed}, {delivered}"
