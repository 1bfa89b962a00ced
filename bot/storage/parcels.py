"""Deliveries read back, with all that they tell of, and the language they are to be told in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Audience
from bot.alerts.book import Delivery, Event
from bot.storage import courses, threads
from bot.storage.delivery_tables import deliveries, told
from bot.storage.rows import delivery_of, event_of
from bot.storage.tables import events
from bot.storage.wishes import wishes


async def load(connection: AsyncConnection, where: ColumnElement[bool]) -> Sequence[Delivery]:
    """Read deliveries with the events they tell of, and how those went on."""
    rows = (await connection.execute(select(deliveries).where(where).order_by(deliveries.c.id))).mappings().all()
    if not rows:
        return ()
    told_of: dict[int, list[Event]] = defaultdict(list)
    joined = select(told.c.delivery_id, events).join(events, events.c.id == told.c.event_id).order_by(events.c.id)
    numbers = [row["id"] for row in rows]
    for row in (await connection.execute(joined.where(told.c.delivery_id.in_(numbers)))).mappings():
        told_of[row["delivery_id"]].append(event_of(row))
    since = await courses.of_deliveries(connection, numbers)
    under = await threads.roots(connection, {row["root_id"] for row in rows if row["root_id"]})
    theirs = await wishes(connection, {(row["team"], row["destination"]): Audience(row["audience"]) for row in rows})
    found = (delivery_of(row, told_of[row["id"]], since.get(row["id"], ())) for row in rows)
    return [
        replace(
            each,
            thread=under.get(row["root_id"], ""),
            broadcast=bool(row["broadcast"]),
            held_until=row["held_until"],
            reader=theirs[each.team, each.destination].reader,
        )
        for each, row in zip(found, rows, strict=True)
    ]
