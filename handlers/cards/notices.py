"""What is posted about a rule that did not ring: it is about to end. Pure."""

from bot.alerts.alert import Alert
from bot.clock import HONG_KONG
from bot.words.times import MINUTE, full
from handlers.cards.card import Block
from handlers.cards.escape import sentence
from handlers.cards.manner import noted
from handlers.cards.parts import actions, button, header, section


def ending(alert: Alert) -> list[Block]:
    """Say until when a rule lives, and how to keep it."""
    last = full((alert.expires_at - MINUTE).astimezone(HONG_KONG).date())
    return [
        header(f"⏳ Alert #{alert.id} ends on {last}"),
        section(
            sentence(f"{alert.condition.says(alert.name)}."),
            *noted(alert),
            "Keep it for another 90 days with the button, or give it other words: "
            f"`/surge alert edit #{alert.id} until …`. Else it ends by itself.",
        ),
        actions(button("Extend", "extend", str(alert.id)), button("Edit", "edit", str(alert.id))),
    ]
