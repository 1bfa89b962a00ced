"""Bring the database's schema up to date."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.errors import StorageError
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
    async with database.write() as connection:
        await connection.run_sync(_upgrade)
    return True


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
