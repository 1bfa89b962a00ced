"""The databases that tests are held over: of each kind an empty one, with the schema that the migrations make."""

import asyncio
from collections.abc import Callable
from functools import cache
from pathlib import Path

import psycopg

from bot.storage.database import open_database
from bot.storage.migrate import migrate
from bot.storage.schema import metadata
from tests import servers
from tests.bot.day import furnish

# A TRUNCATE makes new files for all tables and indexes, which takes twenty times as long for a few rows.
EMPTY = "; ".join(
    [
        *(f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)),  # noqa: S608 - our own names
        "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
    ]
)


def sqlite(folder: Path) -> str:
    """Name a new SQLite file, with the schema that the migrations make."""
    return f"sqlite:///{asyncio.run(furnish(folder))}"


def postgresql(_: Path) -> str:
    """Name a real PostgreSQL database, emptied: making another would take longer than most tests."""
    place = _postgresql()
    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute(EMPTY.encode())
    return place


@cache
def _postgresql() -> str:
    """Make the database, with the schema that the migrations make."""
    place = servers.postgresql()

    async def migrated() -> None:
        opened = open_database(place)
        await migrate(opened)
        await opened.close()

    asyncio.run(migrated())
    return place


# Each gives the place of an empty database, as `open_database` takes it.
BACKENDS: dict[str, Callable[[Path], str]] = {"sqlite": sqlite, "postgresql": postgresql}
