"""The settings: which way Surge will work, and whether the first alerts can be read."""

from bot.alerts.parser import parse_rule
from bot.checkup import Checkup, Finding, ill, well
from bot.errors import RequestError
from bot.settings import Settings


async def look(settings: Settings) -> Finding:
    """Read the rules that the settings plant; all other complaints are made before."""
    rules = {
        "SURGE_TURNOVER_ALERT": f"turnover above {settings.turnover_alert}",
        "SURGE_TECH_ALERT": f"hstech up {settings.tech_alert}",
    }
    for name, words in rules.items():
        try:
            parse_rule(words)
        except RequestError as error:
            return ill(f"{name} cannot be read: {error.sentence}")
    if settings.sandbox:
        return well("Read. Surge brings its own workspace: the sandbox.")
    way = "HTTP" if settings.by_http else "Socket Mode"
    figures = "a recorded day" if settings.replaying else "live figures"
    return well(f"Read. One workspace by {way}, {figures}.")


CHECKUP = Checkup("settings", look)
