"""What was forgotten about a person, and what stays. Pure."""

from bot.alerts.forgotten import Forgotten
from bot.words.numbers import counted
from handlers.cards.card import Card
from handlers.cards.parts import card, section


def forgotten(what: Forgotten) -> Card:
    """Say it, also where there was nothing."""
    gone = (
        counted(what.watches, "watch").replace("watchs", "watches"),
        counted(what.crossings, "crossing") + " told to you alone",
        counted(what.messages, "message") + " to you in my records",
        counted(what.settings, "setting"),
    )
    lines = [f"Deleted: {', '.join(gone)}."]
    if what.renamed:
        lines.append(
            f"Alerts that you made or changed for channels stay: there you are now {what.pseudonym} "
            f"({counted(what.renamed, 'record')}), and only admins can change what you made."
        )
    lines.append("What I have already posted stays in Slack: delete those messages there.")
    return card(section(*lines), figures=False)
