"""Open the database. The only file that knows what databases differ in.

SQLite has one writer with one connection, whose transactions begin IMMEDIATE: one that reads first and then writes
would otherwise fail, or overwrite, when two meet. Readers have connections of their own that cannot write.
"""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Table, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import ConfigurationError, StorageError

SQLITE = "sqlite:///"
READERS = 4
# A commit must survive a power cut (FULL): what is posted next depends on it.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")
# Only the writer may fold the log into the file: SQLite before 3.51.3 can corrupt it when two do.
READER_PRAGMAS = (*PRAGMAS, "query_only=ON", "wal_autocheckpoint=0")


class _Cursor(Protocol):
    def execute(self, statement: str) -> object: ...
    def close(self) -> None: ...


class _Driver(Protocol):
    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


class Database:
    """Two doors to one database: `write()` opens a transaction, `read()` a connection that cannot change a thing.

    `insert(table)` is the dialect's own insert, which knows ON CONFLICT. Whatever fails behind either door is a
    StorageError.
    """

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, insert: Callable[[Table], sqlite.Insert]) -> None:
        self._writer, self._reader = writer, reader
        self.insert = insert

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; committed at its end, rolled back on any error. Raises StorageError."""
        with _told():
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection that reads: each statement sees the newest commit. Raises StorageError."""
        with _told():
            async with self._reader.connect() as connection:
                yield connection

    async def close(self) -> None:
        """Close every connection."""
        await self._reader.dispose()
        await self._writer.dispose()


def open_database(place: str | Path) -> Database:
    """Open the database at `place`: a file, or a URL ("sqlite:///var/surge.db"). The file is made at first use.

    Raises ConfigurationError for a database that Surge does not know.
    """
    text = str(place)
    if "://" in text and not text.startswith(SQLITE):
        raise ConfigurationError([f"DATABASE_URL: {text.partition(':')[0]} is no database that Surge can use."])
    path = Path(text.removeprefix(SQLITE))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError([f"The folder {path.parent} cannot be made: {error.strerror}."]) from error
    return Database(_writer(path), _reader(path), sqlite.insert)


def _writer(path: Path) -> AsyncEngine:
    # Each transaction ends by itself, so that a connection needs no rollback when it comes back to the pool.
    engine = create_async_engine(_url(path), pool_size=1, max_overflow=0, pool_reset_on_return=None)
    _prepare(engine, PRAGMAS)

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _reader(path: Path) -> AsyncEngine:
    engine = create_async_engine(
        _url(path),
        pool_size=READERS,
        max_overflow=0,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
    )
    _prepare(engine, READER_PRAGMAS)
    return engine


def _url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def _prepare(engine: AsyncEngine, pragmas: Sequence[str]) -> None:
    """Give each new connection its `pragmas`."""

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(driver: _Driver, _record: ConnectionPoolEntry) -> None:
        # Python's driver would begin transactions by its own rules; from now on ours are the only ones.
        driver.isolation_level = None
        cursor = driver.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


@contextmanager
def _told() -> Iterator[None]:
    """Turn whatever a database raises into the one error that people are told."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise StorageError("Surge's database did not answer as it should. Please try again in a moment.") from error
