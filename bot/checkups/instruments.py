"""The owner's instruments.toml can be read, and each name in it leads to one thing."""

from bot.checkup import Checkup, Finding, skipped, well
from bot.market.catalogue import OWNERS, catalogue, use
from bot.settings import Settings


async def look(settings: Settings) -> Finding:
    """Read it, as the start does."""
    if not (settings.home / OWNERS).exists():
        return skipped(f"No {OWNERS} in SURGE_HOME: the instruments that come with Surge are used.")
    use(settings.home)
    found = catalogue()
    return well(f"{OWNERS} is read: {len(found.instruments)} instruments, {len(found.themes)} themes.")


CHECKUP = Checkup("instruments", look)
