"""What is special about PostgreSQL: a pool, a network in between, and servers that change their roles."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import insert, select, text

from bot.errors import ConfigurationError, StorageError
from bot.storage.database import Database, open_database
from bot.storage.migrate import migrate, prepare
from bot.storage.tables import seeds
from tests.proxy import Fault, Proxy, proxied
from tests.servers import address, postgresql, through


@pytest.fixture(name="opened")
async def with_its_schema() -> AsyncIterator[Database]:
    """A new database."""
    opened = open_database(postgresql())
    await migrate(opened)
    yield opened
    await opened.close()


@pytest.fixture(name="proxy")
async def a_way_to_it() -> AsyncIterator[Proxy]:
    """A way to the server that can be broken."""
    async with proxied(address(postgresql())) as proxy:
        yield proxy


@pytest.fixture(name="remote")
async def over_the_proxy(proxy: Proxy) -> AsyncIterator[Database]:
    """A database over the network."""
    opened = open_database(through(postgresql(), proxy.port))
    yield opened
    await opened.close()


async def one(opened: Database) -> object:
    """Ask the database for something."""
    async with opened.read() as connection:
        return await connection.scalar(text("SELECT 1"))


async def test_readers_cannot_write(opened: Database) -> None:
    """Through the reading door nothing can be changed, and whoever writes next can."""
    with pytest.raises(StorageError, match="try again"):
        async with opened.read() as connection:
            await connection.execute(insert(seeds).values(name="a"))
    async with opened.write() as connection:
        await connection.execute(insert(seeds).values(name="b"))
    async with opened.read() as connection:
        assert (await connection.execute(select(seeds.c.name))).scalars().all() == ["b"]


async def test_each_statement_sees_the_newest_commit(opened: Database) -> None:
    """Who reads for longer sees what was committed meanwhile."""
    async with opened.read() as reader:
        assert (await reader.execute(select(seeds))).all() == []
        async with opened.write() as writer:
            await writer.execute(insert(seeds).values(name="a"))
        assert len((await reader.execute(select(seeds))).all()) == 1


async def test_a_server_that_was_demoted_is_left(opened: Database) -> None:
    """A connection to a server that takes no writes any more is given up, and the next one made anew."""
    async with opened.write() as connection:
        await connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
    assert await one(opened) == 1
    with pytest.raises(StorageError):
        async with opened.write() as connection:
            await connection.execute(insert(seeds).values(name="a"))
    async with opened.write() as connection:
        await connection.execute(insert(seeds).values(name="b"))


async def test_nothing_waits_for_ever(opened: Database) -> None:
    """A statement that takes too long is an error, and its connection serves again."""
    opened._patience = 0.2  # noqa: SLF001 - the real one is too long for a test
    with pytest.raises(StorageError):
        async with opened.write() as connection:
            await connection.execute(text("SELECT pg_sleep(30)"))
    assert await one(opened) == 1


async def test_a_server_that_does_not_greet(proxy: Proxy, remote: Database) -> None:
    """A server that takes connections and says nothing is an error, not a wait."""
    remote._patience = 0.2  # noqa: SLF001 - the real one is too long for a test
    proxy.fault = Fault.HANG
    with pytest.raises(StorageError):
        await one(remote)
    proxy.fault = Fault.NONE
    remote._patience = 5.0  # noqa: SLF001 - as above
    assert await one(remote) == 1


async def test_a_connection_that_breaks(proxy: Proxy, remote: Database) -> None:
    """A connection cut in the middle is an error; one cut while nobody used it is replaced unnoticed."""

    async def cut() -> None:
        async with remote.write() as connection:
            await connection.scalar(text("SELECT 1"))
            proxy.fault = Fault.CUT
            await connection.scalar(text("SELECT 1"))

    with pytest.raises(StorageError):
        await cut()
    proxy.fault = Fault.NONE
    assert await one(remote) == 1
    await proxy.close()
    assert await one(remote) == 1


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgres://surge:5ecret@127.0.0.1:1/surge", "connection failed"),
        ("postgresql://surge:5ecret@/nowhere?host=/nowhere", "connection is bad"),
        ("postgresql://surge:5ecret@127.0.0.1:1/surge?wrong=option", 'invalid connection option "wrong"'),
    ],
)
async def test_a_server_that_is_not_there(url: str, reason: str) -> None:
    """At a start an unreachable database is a complaint that says why, without the password."""
    opened = open_database(url)
    with pytest.raises(ConfigurationError, match=f"PostgreSQL cannot be used: {reason}") as caught:
        await prepare(opened)
    assert "5ecret" not in str(caught.value)
    await opened.close()


async def test_a_database_of_another_version(opened: Database) -> None:
    """A database of a later Surge is a complaint at the start."""
    async with opened.write() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="another version of Surge"):
        await prepare(opened)


async def test_a_pooler_can_be_in_between(opened: Database) -> None:
    """A statement made often is never prepared by name: the next transaction may meet another server process."""
    for _ in range(20):
        async with opened.write() as connection:
            await connection.execute(text("SELECT 1"))
    async with opened.write() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM pg_prepared_statements")) == 0
