"""What became of a rule: made, edited, silenced or removed, read back in plain words. Pure."""

from collections.abc import Sequence

from bot.alerts.alert import Alert, Audience, Frequency
from bot.alerts.condition import Baselines
from bot.alerts.outlook import Outlook
from bot.alerts.rules import Made
from bot.words.times import day
from handlers.cards.card import Card
from handlers.cards.escape import sentence
from handlers.cards.figures import outlook_lines
from handlers.cards.parts import actions, button, card, context, section

WHERE = {Audience.CHANNEL: "This channel is told", Audience.PERSON: "You get a direct message"}


def made(result: Made, *, edited: bool = False) -> Card:
    """Read a rule back: what it watches for, where it stands today, when it begins, and how to change it."""
    alert = result.alert
    number = f"#{alert.id}"
    first = f"{_done(result, edited=edited)} *{number}*: {sentence(result.says)}"
    stands = outlook_lines(result.outlook, alert.condition.measure)
    return card(
        section(first, *(sentence(f"{line[:1].upper()}{line[1:]}") for line in stands), _starts(result.outlook)),
        context(_promise(alert)),
        actions(button("Edit", "edit", str(alert.id)), _remove(alert, result.says)),
        figures=result.outlook.sample is not None,
    )


def removed(alerts: Sequence[Alert]) -> Card:
    """Say what is gone."""
    lines = (f"Removed *#{alert.id}*: {sentence(alert.condition.says(alert.name))}" for alert in alerts)
    return card(section(*lines), figures=False)


def silenced(alert: Alert, until: str) -> Card:
    """Say how long an alert keeps quiet, for everybody it speaks to."""
    text = f"*#{alert.id}* is quiet {until}: {sentence(alert.condition.says(alert.name))}"
    return card(section(text), figures=False)


def _done(result: Made, *, edited: bool) -> str:
    if result.existed:
        return "Already there as"
    if edited:
        return "Changed"
    return "Watching for you, as" if result.alert.audience is Audience.PERSON else "Alert made, as"


def _starts(outlook: Outlook) -> str:
    """Say that what is already true is not told again."""
    if not outlook.already:
        return ""
    beyond = {threshold.direction.name for threshold in outlook.already}
    side = " and ".join("above" if way == "UP" else "below" for way in sorted(beyond, reverse=True))
    return f"Already {side}; starts next session."


def _promise(alert: Alert) -> str:
    """Say who is told, how often, and until when."""
    often = "each time" if alert.frequency is Frequency.ALWAYS else "once a session"
    each = " each way" if len(alert.condition.thresholds(Baselines())) > 1 else ""
    return f"{WHERE[alert.audience]}, {often}{each} · until {day(alert.expires_at.date())}"


def _remove(alert: Alert, says: str) -> dict[str, object]:
    return button("Remove", "remove", str(alert.id), danger=f"Remove #{alert.id}: {says}?")
