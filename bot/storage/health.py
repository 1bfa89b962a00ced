"""See whether a database will do, without leaving a trace in it."""

from contextlib import suppress

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import ConfigurationError, StorageError
from bot.storage import migrations
from bot.storage.database import Database
from bot.storage.migrate import reason, version


class _Undo(Exception):
    """Rolls back what was only tried."""


async def _tried(connection: AsyncConnection) -> None:
    await connection.execute(text("CREATE TABLE surge_doctor (n INTEGER)"))
    raise _Undo


async def look_over(database: Database) -> str:
    """Return a sentence on the schema. Raises ConfigurationError where the database cannot be read or written."""
    try:
        with suppress(_Undo):
            async with database.write() as connection:
                await _tried(connection)
    except StorageError as error:
        raise ConfigurationError([f"{database.kind} cannot be written: {reason(error)}"]) from error
    async with database.read() as connection:
        found = await connection.run_sync(version)
    if found == migrations.HEAD:
        return f"Its schema is up to date ({found})."
    return f"Its schema ({found or 'none yet'}) will be brought to {migrations.HEAD} by the next start."
