"""Group commit: what comes while a transaction is written waits, and is written together by the next one.

A commit that survives a power cut takes the disk's time, however much is in it. Callers still wait until theirs is
durable. What fails together is tried once more alone, so that nobody's write is lost by another's.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StorageError
from bot.storage.database import Database

Item = TypeVar("Item")
Result = TypeVar("Result")

Write = Callable[[AsyncConnection, Sequence[Item]], Awaitable[Sequence[Result]]]
_Call = tuple[Item, asyncio.Future[Result]]


class GroupCommit(Generic[Item, Result]):
    """Writes items with `write`, which gets those of one transaction and returns a result for each, in their order."""

    def __init__(self, database: Database, write: Write[Item, Result]) -> None:
        self._database, self._write = database, write
        self._waiting: list[_Call[Item, Result]] = []
        self._writer: asyncio.Task[None] | None = None

    async def put(self, item: Item) -> Result:
        """Return what came of `item` once that is durable. Raises StorageError."""
        answer: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._writer is None:
            self._writer = asyncio.create_task(self._drain())
        return await answer

    async def _drain(self) -> None:
        """Write all that waits, and what comes meanwhile; nobody is left waiting, whatever ends it."""
        group: list[_Call[Item, Result]] = []
        try:
            while self._waiting:
                group, self._waiting = self._waiting, []
                if wanted := [call for call in group if not call[1].done()]:
                    await self._commit(wanted)
        finally:
            self._writer = None
            for _, answer in (*group, *self._waiting):
                answer.cancel()
            self._waiting = []

    async def _commit(self, group: Sequence[_Call[Item, Result]]) -> None:
        """Write one group, and answer to everybody in it who has not been cancelled meanwhile."""
        try:
            async with self._database.write() as connection:
                results = await self._write(connection, [item for item, _ in group])
        except StorageError as error:
            if len(group) > 1:
                await asyncio.gather(*(self._commit([call]) for call in group))
            elif not group[0][1].done():
                group[0][1].set_exception(error)
            return
        for (_, answer), result in zip(group, results, strict=True):
            if not answer.done():
                answer.set_result(result)
