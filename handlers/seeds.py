"""The first rules: what the settings say the channel should be told of. Planted once, then edited in the channel."""

from bot.surge import Surge


async def plant(surge: Surge, team: str) -> None:
    """Plant the channel's two thresholds, if a channel is set and they were never planted there."""
    settings = surge.settings
    if not settings.channel:
        return
    rules = {"turnover": f"turnover above {settings.turnover_alert}", "tech": f"hstech up {settings.tech_alert}"}
    for name, words in rules.items():
        await surge.rules.seed(f"{name}:{team}:{settings.channel}", team, settings.channel, words)
