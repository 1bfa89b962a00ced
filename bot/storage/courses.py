"""How told figures go on, over SQL. All runs in transactions that others open."""

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Sample
from bot.alerts.book import Event
from bot.alerts.condition import Measure
from bot.alerts.course import Course
from bot.storage.database import Database
from bot.storage.delivery_tables import courses, told
from bot.storage.rows import Row
from bot.storage.tables import events

_OF_EVENT = (
    (courses.c.target == events.c.target)
    & (courses.c.measure == events.c.measure)
    & (courses.c.session == events.c.session)
)
_NAMES = tuple(field.name for field in fields(Course))
# A course goes with each event that tells of it.
OF_TOLD = told.join(events, events.c.id == told.c.event_id).join(courses, _OF_EVENT)


async def begin(database: Database, connection: AsyncConnection, new: Sequence[Event], now: datetime) -> None:
    """Begin the courses of `new` events that nobody has begun."""
    begun = {(course := Course.begun(event.sample)).key: course for event in new}
    if begun:
        rows = [course_row(begun[key], now) for key in sorted(begun, key=str)]
        await connection.execute(database.insert(courses).on_conflict_do_nothing(), rows)


async def follow(connection: AsyncConnection, samples: Sequence[Sample], now: datetime) -> None:
    """Let the courses that are not over go on with `samples`."""
    newest = {(sample.target, sample.measure): sample for sample in samples}
    for course in await running(connection) if newest else ():
        sample = newest.get((course.target, course.measure))
        if sample and (after := course.followed(sample)) != course:
            await keep(connection, after, now)


async def running(connection: AsyncConnection) -> list[Course]:
    """Return the courses that are not over, always in one order, each to be changed by nobody else meanwhile."""
    asked = select(courses).where(~courses.c.over).order_by(*courses.primary_key).with_for_update()
    return [course_of(row) for row in (await connection.execute(asked)).mappings()]


async def keep(connection: AsyncConnection, course: Course, now: datetime) -> None:
    """Keep `course` in place of what it was."""
    row = course_row(course, now)
    where = [courses.c[column.name] == row[column.name] for column in courses.primary_key]
    await connection.execute(update(courses).where(*where).values(row))


async def of_deliveries(connection: AsyncConnection, numbers: Collection[int]) -> dict[int, list[Course]]:
    """Return the courses that these deliveries tell of."""
    asked = select(told.c.delivery_id, courses).select_from(OF_TOLD).where(told.c.delivery_id.in_(numbers)).distinct()
    found: dict[int, list[Course]] = {}
    for row in (await connection.execute(asked)).mappings():
        found.setdefault(row["delivery_id"], []).append(course_of(row))
    return found


def course_row(course: Course, now: datetime) -> dict[str, object]:
    """Return the columns of a course that changed at `now` (wall time)."""
    row: dict[str, object] = {name: getattr(course, name) for name in _NAMES}
    return {**row, "measure": str(course.measure), "changed_at": now}


def course_of(row: Row) -> Course:
    """Return the course of a row."""
    return Course(**{**{name: row[name] for name in _NAMES}, "measure": Measure(row["measure"])})
