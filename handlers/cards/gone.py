"""What the owner of alerts reads whose channel cannot be posted to. Pure."""

from bot.alerts.book import Obstacle
from handlers.cards.card import Block
from handlers.cards.escape import escape
from handlers.cards.parts import header, section

# Slack's names for why, as people would say it, and what helps.
REASONS = {
    "channel_not_found": "the channel is gone, or I am not in it. Invite me: `/invite @Surge`",
    "not_in_channel": "I am not in it. Invite me: `/invite @Surge`",
    "is_archived": "the channel is archived",
    "restricted_action": "only some people may post there",
    "restricted_action_read_only_channel": "nobody may post there",
}


def gone(place: Obstacle) -> list[Block]:
    """Say where nothing arrives, why, and what happens next."""
    why = REASONS.get(place.error, f"Slack says `{escape(place.error)}`")
    return [
        header("Your alerts are not posted"),
        section(
            f"I cannot post in <#{escape(place.destination)}>: {why}.",
            "The alerts there keep quiet. I try again with the first one after a day; you are not told again.",
        ),
    ]
