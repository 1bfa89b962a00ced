"""How a rule speaks, in words: who is told, how often, after how long, until when, and its note. Pure."""

from collections.abc import Iterator

from bot.alerts.alert import Alert, Audience
from bot.alerts.condition import Baselines
from bot.alerts.modifiers import NOTE, Frequency
from bot.clock import HONG_KONG
from bot.words.numbers import trimmed
from bot.words.times import MINUTE, age, day
from handlers.cards.escape import user

WHERE = {Audience.CHANNEL: "This channel is told", Audience.PERSON: "You get a direct message"}
OFTEN = {Frequency.ONCE: "once, and then it is done", Frequency.DAILY: "once a session", Frequency.ALWAYS: "each time"}


def promise(alert: Alert) -> str:
    """Say who is told, how often, and until when: "This channel is told, once a session · until 13 Oct 2025"."""
    each = " each way" if alert.frequency is not Frequency.ONCE and _both_ways(alert) else ""
    first = f"{WHERE[alert.audience]}, {OFTEN[alert.frequency]}{each}"
    return " · ".join((first, *_terms(alert), f"until {_end(alert)}"))


def terms(alert: Alert) -> list[str]:
    """Say what is not usual about how a rule speaks, for a list: "each time", "after 10 min beyond"."""
    often = [] if alert.frequency is Frequency.DAILY else [OFTEN[alert.frequency]]
    until = [f"until {_end(alert)}"] if alert.modifiers.until else []
    spoken = alert.done_at is not None and alert.done_at < alert.expires_at
    done = ["done: it has spoken; edit it to begin again"] if spoken else []
    return [*often, *_terms(alert), *until, *done]


def noted(alert: Alert) -> list[str]:
    """Return a rule's note as a line, none where it has none: what somebody typed is shown, and is no markup."""
    return [f"Note: {user(alert.modifiers.note, NOTE)}"] if alert.modifiers.note else []


def _terms(alert: Alert) -> Iterator[str]:
    modifiers = alert.modifiers
    if modifiers.lasting:
        yield f"after {age(modifiers.lasting)} beyond"
    if modifiers.rearm is not None:
        unit = "points" if alert.condition.measure.in_percent else "%"
        yield f"again only after {trimmed(modifiers.rearm)}{' ' if unit == 'points' else ''}{unit} back"


def _both_ways(alert: Alert) -> bool:
    return len(alert.condition.thresholds(Baselines())) > 1


def _end(alert: Alert) -> str:
    """Write the last day of a rule."""
    return day((alert.expires_at - MINUTE).astimezone(HONG_KONG).date())
