"""People who travel: the workspace tells when somebody's time zone changes, and their quiet hours go along."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.audience.preferences import HOME
from bot.surge import Surge
from handlers.services import Services


def register(app: AsyncApp, services: Services) -> None:
    """Listen to changes of people's profiles."""

    async def listener(event: Mapping[str, Any]) -> None:
        await moved(event.get("user") or {}, services.surge)

    app.event("user_change")(listener)


async def moved(profile: Mapping[str, Any], surge: Surge) -> None:
    """Keep where somebody is now. Who never asked Surge for anything is nobody that it keeps something of."""
    place = str(profile.get("team_id") or ""), str(profile.get("id") or "")
    zone = str(profile.get("tz") or "")
    if zone and await surge.choices.chosen(*place, HOME) not in ("", zone):
        await surge.choices.choose(*place, {HOME: zone})
