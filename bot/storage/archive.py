"""What is past, over SQL: gone through in the order of its rows, which is that of time, a small transaction each."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Column, ColumnElement, delete, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.book import State
from bot.storage.database import Database
from bot.storage.delivery_tables import courses, deliveries, living, told
from bot.storage.tables import audits, events, standings

# Rows of one transaction: a few milliseconds, and other writers come between two of them.
PART = 200
OVER = tuple(state.value for state in (State.SENT, State.EXPIRED, State.DEAD))
# Deletes what may go of the rows with these numbers, and returns how many.
Remove = Callable[[AsyncConnection, Collection[int]], Awaitable[int]]


class StoredArchive:
    """Holds it in `database`; `bot.alerts.retention.Archive` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def prune(self, before: datetime, market_before: datetime) -> int:
        """Delete messages first, then the crossings that none tells of, then their courses."""
        gone = await self._walk(deliveries.c.id, deliveries.c.made_at, before, _messages)
        gone += await self._walk(events.c.id, events.c.recorded_at, before, _crossings)
        gone += await self._courses(before)
        return gone + await self._walk(audits.c.id, audits.c.at, market_before, _entries)

    async def _walk(self, key: Column[int], time: Column[datetime], before: datetime, remove: Remove) -> int:
        """Go through a table's rows up to the first that is young enough; what may not go yet is passed over."""
        last = gone = 0
        while True:
            following = select(key, time).where(key > last).order_by(key).limit(PART)
            async with self._database.read() as connection:
                rows = (await connection.execute(following)).all()
            old = [number for number, _ in takewhile(lambda row: row[1] < before, rows)]
            if old:
                async with self._database.write() as connection:
                    gone += await remove(connection, old)
                last = old[-1]
            if len(old) < PART:
                return gone
            await asyncio.sleep(0)

    async def _courses(self, before: datetime) -> int:
        """Delete the courses that are over and that no crossing belongs to any more."""
        keys = [courses.c[column.name] for column in courses.primary_key]
        old = (
            select(*keys).where(courses.c.over, courses.c.changed_at < before, ~exists().where(_OF_COURSE)).limit(PART)
        )
        gone = 0
        while True:
            async with self._database.write() as connection:
                found = [tuple(row) for row in (await connection.execute(old)).all()]
                if found:
                    await connection.execute(delete(courses).where(tuple_(*keys).in_(found)))
            gone += len(found)
            if len(found) < PART:
                return gone


_OF_COURSE: ColumnElement[bool] = (
    (events.c.target == courses.c.target)
    & (events.c.measure == courses.c.measure)
    & (events.c.session == courses.c.session)
)


async def _messages(connection: AsyncConnection, numbers: Collection[int]) -> int:
    """Delete the messages that nobody will send, edit, or put another under, with their lives."""
    under = deliveries.alias()
    over = (
        deliveries.c.id.in_(numbers)
        & deliveries.c.state.in_(OVER)
        & ~exists().where(under.c.root_id == deliveries.c.id)
        & ~exists().where(living.c.delivery_id == deliveries.c.id, ~living.c.frozen)
    )
    gone = list(await connection.scalars(select(deliveries.c.id).where(over).with_for_update()))
    await _delete(connection, living.c.delivery_id, gone)
    await _delete(connection, told.c.delivery_id, gone)
    return await _delete(connection, deliveries.c.id, gone)


async def _crossings(connection: AsyncConnection, numbers: Collection[int]) -> int:
    """Delete the crossings that no message tells of, nor any rule's present session or running course."""
    mine = (standings.c.team == events.c.team) & (standings.c.alert_id == events.c.alert_id)
    needed = (
        exists().where(told.c.event_id == events.c.id)
        | exists().where(mine, standings.c.session == events.c.session)
        | exists().where(_OF_COURSE, ~courses.c.over)
    )
    return await _delete(connection, events.c.id, numbers, ~needed)


async def _entries(connection: AsyncConnection, numbers: Collection[int]) -> int:
    """Delete what happened to rules."""
    return await _delete(connection, audits.c.id, numbers)


async def _delete(
    connection: AsyncConnection, key: Column[Any], numbers: Collection[int], *where: ColumnElement[bool]
) -> int:
    return (await connection.execute(delete(key.table).where(key.in_(numbers), *where))).rowcount if numbers else 0
