"""How many alerts there may be: for a channel, for a person, and made by one person. Pure."""

from collections.abc import Sequence

from bot.alerts.alert import Alert, Audience
from bot.errors import NotAllowed

MOST = 50
MOST_MADE = 200


def check_room(here: Sequence[Alert], made: Sequence[Alert], audience: Audience) -> None:
    """Raise NotAllowed where one more alert `here` is too many, or one more of all that its maker has `made`."""
    if sum(alert.audience is audience for alert in here) >= MOST:
        whose = "This channel has" if audience is Audience.CHANNEL else "You have"
        raise NotAllowed(f"{whose} {MOST} alerts already, which is the most. Remove one first: `/surge alerts`.")
    if len(made) >= MOST_MADE:
        raise NotAllowed(
            f"You have made {MOST_MADE} alerts in all channels together, which is the most. Remove one you no longer "
            "need first: `/surge alerts` in its channel, or `/surge watch`."
        )
