"""A message to be sent, as a row: due now, nobody's, never tried."""

import secrets
from datetime import datetime, timedelta

from bot.alerts.alert import Audience
from bot.alerts.book import CHANNEL_LIFETIME, PERSON_LIFETIME, State

LIFETIMES = {Audience.PERSON: PERSON_LIFETIME, Audience.CHANNEL: CHANNEL_LIFETIME}


def draft(
    team: str, destination: str, audience: Audience, now: datetime, lifetime: timedelta | None = None
) -> dict[str, object]:
    """Return the columns of a message that is due `now`.

    Its lifetime is wall time, and counts from here: as long as news live there, or `lifetime`.
    """
    return {
        "token": secrets.token_hex(16),
        "team": team,
        "destination": destination,
        "audience": audience.value,
        "state": State.WAITING.value,
        "owner": "",
        "epoch": 0,
        "attempts": 0,
        "made_at": now,
        "expires_at": now + (lifetime or LIFETIMES[audience]),
        "due_at": now,
        "channel": "",
        "ts": "",
        "error": "",
    }
