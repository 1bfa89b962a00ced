"""What became of a rule: made, edited, silenced or removed, read back in plain words. Pure."""

from collections.abc import Sequence

from bot.alerts.alert import Alert, Audience
from bot.alerts.outlook import Outlook
from bot.alerts.rules import Listed, Made
from bot.clock import HONG_KONG
from bot.words.times import day
from handlers.cards.card import Card
from handlers.cards.escape import sentence
from handlers.cards.figures import outlook_lines
from handlers.cards.manner import noted, promise
from handlers.cards.parts import actions, button, card, context, section


def made(result: Made, *, edited: bool = False) -> Card:
    """Read a rule back: what it watches for, where it stands today, when it begins, and how to change it."""
    alert = result.alert
    number = f"#{alert.id}"
    first = f"{_done(result, edited=edited)} *{number}*: {sentence(result.says)}"
    return card(
        section(first, *stands(result), *noted(alert)),
        context(promise(alert)),
        actions(button("Edit", "edit", str(alert.id)), _remove(alert, result.says)),
        figures=result.outlook.sample is not None,
    )


def extended(alert: Alert) -> Card:
    """Say until when an alert lives now."""
    until = day(alert.expires_at.astimezone(HONG_KONG).date())
    return card(
        section(f"*#{alert.id}* goes on until {until}: {sentence(alert.condition.says(alert.name))}"), figures=False
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


def stands(result: Listed) -> list[str]:
    """Say where a rule stands today, how far it has to go, and when it begins."""
    lines = outlook_lines(result.outlook, result.alert.condition.measure)
    return [*(sentence(f"{line[:1].upper()}{line[1:]}") for line in lines), _starts(result.outlook)]


def _starts(outlook: Outlook) -> str:
    """Say that what is already true is not told again."""
    if not outlook.already:
        return ""
    beyond = {threshold.direction.name for threshold in outlook.already}
    side = " and ".join("above" if way == "UP" else "below" for way in sorted(beyond, reverse=True))
    return f"Already {side}; starts next session."


def _remove(alert: Alert, says: str) -> dict[str, object]:
    return button("Remove", "remove", str(alert.id), danger=f"Remove #{alert.id}: {says}?")
