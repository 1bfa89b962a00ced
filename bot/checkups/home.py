"""SURGE_HOME: the folder can be written, and will still be there tomorrow."""

import os
import tempfile

from bot.checkup import Checkup, Finding, ill, well
from bot.settings import Settings


async def look(settings: Settings) -> Finding:
    """Write a file that vanishes at once."""
    home = settings.home
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as file:
            file.write(b"x")
    except OSError as error:
        return ill(f"SURGE_HOME cannot be written: {home} ({error.strerror}). Set it to a folder of yours.")
    # A dyno's disk is emptied at least once a day.
    if "DYNO" in os.environ and not settings.replaying and not settings.database_url:
        return ill("This platform empties its disks, and alerts are kept in SURGE_HOME: set DATABASE_URL.")
    return well(f"{home.resolve()} can be written.")


CHECKUP = Checkup("home", look)
