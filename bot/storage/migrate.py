"""Bring the database's schema up to date."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from bot.errors import ConfigurationError, StorageError
from bot.storage import migrations
from bot.storage.database import Database

FOLDER = Path(migrations.__file__).parent


async def migrate(database: Database) -> bool:
    """Run the migrations that are missing, all in one transaction; return whether there were any.

    Raises StorageError, also where the database was made by a newer Surge.
    """
    async with database.read() as connection:
        if await connection.run_sync(version) == migrations.HEAD:
            return False
    # Who waited here for another process finds nothing left to do.
    async with database.migrating() as connection:
        await connection.run_sync(_upgrade)
    return True


async def prepare(database: Database) -> None:
    """Have the database ready for work at a start. Raises ConfigurationError that says what keeps it from that."""
    try:
        await migrate(database)
    except StorageError as error:
        raise ConfigurationError([f"{database.kind} cannot be used: {reason(error)}"]) from error


def reason(error: StorageError) -> str:
    """Return what the database itself says, in a line; drivers keep passwords out of it."""
    cause = error.__cause__
    said = str(cause.orig) if isinstance(cause, DBAPIError) else error.sentence
    return " ".join(said.split()) or error.sentence


def version(connection: Connection) -> str | None:
    """Return the revision that the schema is at, None where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    # Alembic takes a third of a second to import, and most starts do not need it.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above
    from alembic.util import CommandError  # noqa: PLC0415 - see above

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError(f"The database was made by another version of Surge: {error}") from error
