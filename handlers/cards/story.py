"""The story of a rule: the last crossing in full, and below it what happened to the rule, newest first. Pure."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bot.alerts.alert import Alert
from bot.alerts.audit import Deed, Entry
from bot.alerts.book import Delivery, Event
from bot.alerts.hush import Held
from bot.alerts.measure import kept
from bot.words.times import clock_time, moment
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape, sentence, user
from handlers.cards.figures import value, zone_of
from handlers.cards.manner import terms
from handlers.cards.parts import card, header, section
from handlers.cards.why import why

PERSON = ("U", "W")
TOLD = {
    Held.TOLD: "told",
    Held.COOLDOWN: "recorded, not told: within 15 minutes of its last message",
    Held.FLAPPING: "told as flapping, and muted for the session",
}


def story(
    number: int, entries: Sequence[Entry], alert: Alert | None, last: Event | None, sent: Delivery | None
) -> Card:
    """Tell what became of rule `number`: `alert` is what it is now (None: it is gone), `last` how it spoke last."""
    told = list(why(last, sent).blocks) if last else []
    rows = [_row(each) for each in entries]
    past = [section("*What happened to it*, newest first", *rows)] if rows else []
    return card(header(f"The story of alert #{number}"), _present(alert, entries), *told, *past)


def _present(alert: Alert | None, entries: Sequence[Entry]) -> Block:
    if alert is None:
        return section(
            f"It was removed: {sentence(entries[0].details.get('rule', ''))}" if entries else "It was removed."
        )
    how = f" ({' · '.join(terms(alert))})" if terms(alert) else ""
    return section(f"It watches: {sentence(alert.condition.says(alert.name) + how)}")


def _row(entry: Entry) -> str:
    """Write one deed in a line: "Tue 15 Jul 14:05 HKT · fired: +5.10% at 14:04, past +5.00% · told"."""
    by = f" by {_who(entry.who)}" if entry.who else ""
    return f"{moment(entry.at)} · {entry.what}{by}{_more(entry)}"


def _who(person: str) -> str:
    return f"<@{person}>" if person.startswith(PERSON) and person.isalnum() else user(person)


def _more(entry: Entry) -> str:
    details = entry.details
    if entry.what in {Deed.FIRED, Deed.HELD} and "level" in details:
        return f": {_seen(entry)} · {_why(entry)}"
    if entry.what in {Deed.MADE, Deed.EDITED}:
        before = f", was “{user(details['before'])}”" if details.get("before") else ""
        return f": “{user(details.get('words', ''))}”{before}"
    return f": {user(details['why'])}" if details.get("why") else ""


def _seen(entry: Entry) -> str:
    """Write the observed value with its data time, and the threshold."""
    details, measure = entry.details, kept(entry.details["measure"])
    target, at = details["target"], datetime.fromisoformat(details["time"])
    seen = f"{value(measure, Decimal(details['value']), target)} at {clock_time(at, zone_of(target))}"
    mark = "▲" if details["direction"] == "up" else "▼"
    return escape(f"{mark} {seen}, threshold {value(measure, Decimal(details['level']), target)}")


def _why(entry: Entry) -> str:
    if entry.what is Deed.HELD:
        return f"not told: {user(entry.details['why'])}"
    return f"{user(entry.details['why'])}; {TOLD[Held(entry.details.get('held', ''))]}"
