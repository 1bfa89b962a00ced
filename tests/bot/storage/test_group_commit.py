"""Writes that share a transaction: each caller gets its own answer, once it is durable."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StorageError
from bot.storage.database import Database, open_database
from bot.storage.group_commit import GroupCommit

POISON = 13


class Ledger:
    """Numbers in a table, in groups; `groups` are those that were begun. A poisonous one spoils its transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.groups: list[list[int]] = []
        self.commit = GroupCommit(database, self.write)

    async def write(self, connection: AsyncConnection, numbers: Sequence[int]) -> Sequence[str]:
        """Keep some numbers; answer each with itself."""
        self.groups.append([*numbers])
        for number in numbers:
            await connection.execute(text("INSERT INTO ledger VALUES (:number)"), {"number": number})
        if POISON in numbers:
            await connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")
        return [f"kept {number}" for number in numbers]

    async def kept(self) -> list[int]:
        """Return what is durable, as another connection sees it."""
        async with self.database.read() as connection:
            return [row[0] for row in await connection.exec_driver_sql("SELECT number FROM ledger ORDER BY number")]


@pytest.fixture
async def ledger(tmp_path: Path) -> AsyncIterator[Ledger]:
    """Open an empty one."""
    database = open_database(tmp_path / "ledger.db")
    async with database.write() as connection:
        await connection.exec_driver_sql("CREATE TABLE ledger (number INTEGER PRIMARY KEY)")
    yield Ledger(database)
    await database.close()


async def test_what_comes_at_once_is_written_at_once(ledger: Ledger) -> None:
    """Ten calls make one transaction, and each gets its own answer."""
    answers = await asyncio.gather(*(ledger.commit.put(number) for number in range(10)))
    assert answers == [f"kept {number}" for number in range(10)]
    assert ledger.groups == [[*range(10)]]


async def test_an_answer_means_that_it_is_durable(ledger: Ledger) -> None:
    """Whoever has an answer finds the row, also while others go on writing."""

    async def put(number: int) -> None:
        await asyncio.sleep(number % 3 / 1000)
        await ledger.commit.put(number)
        assert number in await ledger.kept()

    numbers = range(100, 140)
    await asyncio.gather(*(put(number) for number in numbers))
    assert await ledger.kept() == [*numbers]
    assert len(ledger.groups) < len(numbers)


async def test_one_that_fails_spoils_no_other(ledger: Ledger) -> None:
    """Of a group with a write that cannot be, all others are kept, and only that one's caller is told."""
    answers = await asyncio.gather(*(ledger.commit.put(number) for number in (12, POISON, 14)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [str, StorageError, str]
    assert await ledger.kept() == [12, 14]
    assert await ledger.commit.put(15) == "kept 15"


async def test_who_gave_up_before_the_writing_is_left_out(ledger: Ledger) -> None:
    """A call that was cancelled while it waited writes nothing; nobody else minds, even where it was alone."""
    first = asyncio.create_task(ledger.commit.put(1))
    await asyncio.sleep(0)
    gone, stays = asyncio.create_task(ledger.commit.put(2)), asyncio.create_task(ledger.commit.put(3))
    await asyncio.sleep(0)
    gone.cancel()
    assert [await first, await stays] == ["kept 1", "kept 3"]
    alone = asyncio.create_task(ledger.commit.put(4))
    await asyncio.sleep(0)
    alone.cancel()
    await asyncio.wait([alone])
    assert await ledger.commit.put(5) == "kept 5"
    assert await ledger.kept() == [1, 3, 5]


async def test_a_writer_that_ends_leaves_nobody_waiting(ledger: Ledger) -> None:
    """Where the writing itself is cut short, as at the end of a process, everybody who waits is let go."""
    waiting = [asyncio.create_task(ledger.commit.put(number)) for number in range(3)]
    await asyncio.sleep(0.001)
    writer = next(task for task in asyncio.all_tasks() if "_drain" in str(task.get_coro()))
    late = asyncio.create_task(ledger.commit.put(9))
    await asyncio.sleep(0)
    writer.cancel()
    done, _ = await asyncio.wait([*waiting, late], timeout=5)
    assert all(task.cancelled() for task in done)
    assert len(done) == 4
    assert await ledger.commit.put(7) == "kept 7"
