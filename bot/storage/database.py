"""Open the database. The only file that knows what databases differ in.

SQLite has one writer with one connection, whose transactions begin IMMEDIATE: one that reads first and then writes
would otherwise fail, or overwrite, when two meet. Readers have connections of their own that cannot write.

PostgreSQL locks rows; there is a pool for writers and one for readers. Nothing of ours outlives a transaction there
(no session's setting, no prepared statement), so that a pooler such as PgBouncer can be in between.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import URL, Connection, Table, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import ConfigurationError, StorageError

SQLITE = "sqlite:///"
READERS = 4
# A commit must survive a power cut (FULL): what is posted next depends on it.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")
# Only the writer may fold the log into the file: SQLite before 3.51.3 can corrupt it when two do.
READER_PRAGMAS = (*PRAGMAS, "query_only=ON", "wal_autocheckpoint=0")

POSTGRESQL = ("postgres", "postgresql")
POOL = 4  # connections that write at most, and as many that read
PATIENCE = 5.0  # seconds for all that happens behind one door; the driver takes up to 10 more to hang up
MIGRATING = 120.0
# libpq's own, in seconds but for the last; what the URL says goes first. A server that takes no writes is none of ours.
LIBPQ: dict[str, object] = {
    "application_name": "surge",
    "connect_timeout": 5,
    "target_session_attrs": "read-write",
    "keepalives_idle": 30,
    "tcp_user_timeout": 10_000,
}
MIGRATION_LOCK = "SELECT pg_advisory_xact_lock(7358267)"
READ_ONLY = "25006"  # what a server says that has become a replica

Insert = sqlite.Insert | postgresql.Insert


class _Cursor(Protocol):
    def execute(self, statement: str) -> object: ...
    def close(self) -> None: ...


class _Driver(Protocol):
    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


class Database:
    """Two doors to one database: `write()` opens a transaction, `read()` a connection that cannot change a thing.

    `kind` is its name for people. `insert(table)` is the dialect's own insert, which knows ON CONFLICT. Whatever fails
    behind either door, or takes longer than `patience` seconds there, is a StorageError.
    """

    def __init__(
        self,
        kind: str,
        writer: AsyncEngine,
        reader: AsyncEngine,
        insert: Callable[[Table], Insert],
        patience: float | None = None,
    ) -> None:
        self.kind, self.insert = kind, insert
        self._writer, self._reader, self._patience = writer, reader, patience

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes; committed at its end, rolled back on any error. Raises StorageError."""
        async with self._opened(self._patience) as connection:
            yield connection

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes, as only one process can at a time. Raises StorageError."""
        async with self._opened(self._patience and MIGRATING) as connection:
            if connection.dialect.name == postgresql.dialect.name:
                await connection.exec_driver_sql(MIGRATION_LOCK)
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection that reads: each statement sees the newest commit. Raises StorageError."""
        with _told():
            async with asyncio.timeout(self._patience), self._reader.connect() as connection:
                yield connection

    async def close(self) -> None:
        """Close every connection; who asks again opens new ones."""
        await self._reader.dispose()
        await self._writer.dispose()

    @asynccontextmanager
    async def _opened(self, patience: float | None) -> AsyncIterator[AsyncConnection]:
        with _told():
            try:
                async with asyncio.timeout(patience), self._writer.begin() as connection:
                    yield connection
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) == READ_ONLY:
                    # The pools would stay with a server that was demoted, for it answers every ping.
                    await self.close()
                raise


def open_database(place: str | Path) -> Database:
    """Open the database at `place`: a file, or a URL ("sqlite:///var/surge.db", "postgresql://user@host/name").

    Nothing is asked of it yet; a file is made at first use. Raises ConfigurationError for a database that Surge does
    not know.
    """
    text = str(place)
    scheme, found, _ = text.partition("://")
    if found and scheme in POSTGRESQL:
        return _postgresql(text)
    if found and not text.startswith(SQLITE):
        raise ConfigurationError([f"DATABASE_URL: {scheme} is no database that Surge can use."])
    return _sqlite(Path(text.removeprefix(SQLITE)))


def _postgresql(text: str) -> Database:
    try:
        url = make_url(text).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        raise ConfigurationError(
            ["DATABASE_URL cannot be read: it should look like postgresql://user:password@host:5432/name."]
        ) from None
    reader = _pool(url).execution_options(postgresql_readonly=True)
    return Database("PostgreSQL", _pool(url), reader, postgresql.insert, PATIENCE)


def _pool(url: URL) -> AsyncEngine:
    given = {name: value for name, value in LIBPQ.items() if name not in url.query}
    return create_async_engine(
        url,
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        connect_args={**given, "prepare_threshold": None},
    )


def _sqlite(path: Path) -> Database:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError([f"The folder {path.parent} cannot be made: {error.strerror}."]) from error
    return Database("SQLite", _writer(path), _reader(path), sqlite.insert)


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
    except (SQLAlchemyError, sqlite3.Error, TimeoutError) as error:
        raise StorageError("Surge's database did not answer as it should. Please try again in a moment.") from error
