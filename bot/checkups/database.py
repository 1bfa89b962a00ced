"""The database: it opens, takes what is written, and has a schema that this Surge knows."""

from pathlib import Path

from bot.bootstrap import DATABASE, Recording
from bot.checkup import Checkup, Finding, well
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.health import look_over


async def look(settings: Settings) -> Finding:
    """Write something and take it back; the schema is left as it is."""
    database = open_database(_place(settings))
    try:
        return well(f"{database.kind} can be read and written. {await look_over(database)}")
    finally:
        await database.close()


def _place(settings: Settings) -> str | Path:
    if settings.shared_stores and settings.database_url:
        return settings.database_url
    home = Recording.of(settings).home if settings.replaying else settings.home
    return home / DATABASE


CHECKUP = Checkup("database", look)
