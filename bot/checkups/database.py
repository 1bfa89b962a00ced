"""The database: it opens, takes what is written, and has a schema that this Surge knows."""

from bot.bootstrap import Recording, place
from bot.checkup import Checkup, Finding, well
from bot.settings import Settings
from bot.storage.database import open_database
from bot.storage.health import look_over


async def look(settings: Settings) -> Finding:
    """Write something and take it back; the schema is left as it is."""
    home = Recording.of(settings).home if settings.replaying else settings.home
    database = open_database(place(settings, home))
    try:
        return well(f"{database.kind} can be read and written. {await look_over(database)}")
    finally:
        await database.close()


CHECKUP = Checkup("database", look)
