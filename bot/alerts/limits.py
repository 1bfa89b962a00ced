"""How many alerts there may be: for a channel, for a person, and made by one person. Pure."""

from collections.abc import Sequence

from bot.alerts.alert import Alert, Audience
from bot.errors import NotAllowed

MOST = 50
MOST_MADE = 200
# A rule about each of several counts once for so many members, and for what is left.
MEMBERS = 10


def check_room(here: Sequence[Alert], made: Sequence[Alert], audience: Audience) -> None:
    """Raise NotAllowed where one more alert `here` is too many, or one more of all that its maker has `made`."""
    if sum(weight(alert) for alert in here if alert.audience is audience) >= MOST:
        whose = "This channel has" if audience is Audience.CHANNEL else "You have"
        raise NotAllowed(f"{whose} {MOST} alerts already, which is the most. Remove one first: `/surge alerts`.")
    if sum(map(weight, made)) >= MOST_MADE:
        raise NotAllowed(
            f"You have made {MOST_MADE} alerts in all channels together, which is the most. Remove one you no longer "
            "need first: `/surge alerts` in its channel, or `/surge watch`."
        )


def weight(alert: Alert) -> int:
    """Return as how many an alert counts: one about each of 30 shares is as much to watch as three others."""
    return max(1, -(-len(alert.condition.singles) // MEMBERS))
