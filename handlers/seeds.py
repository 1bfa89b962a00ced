"""The first rules: what the settings say the channel should be told of. Planted once, then edited in the channel."""

from bot.errors import ConfigurationError, RequestError
from bot.surge import Surge


async def plant(surge: Surge, team: str) -> None:
    """Plant the channel's two thresholds, if a channel is set and they were never planted there.

    Raises ConfigurationError where a threshold cannot be read.
    """
    settings = surge.settings
    if not settings.channel:
        return
    rules = {
        "turnover": ("SURGE_TURNOVER_ALERT", f"turnover above {settings.turnover_alert}"),
        "tech": ("SURGE_TECH_ALERT", f"hstech up {settings.tech_alert}"),
    }
    for name, (variable, words) in rules.items():
        try:
            await surge.rules.seed(f"{name}:{team}:{settings.channel}", team, settings.channel, words)
        except RequestError as error:
            raise ConfigurationError([f"{variable}: {error.sentence}"]) from error
