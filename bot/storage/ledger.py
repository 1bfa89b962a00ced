"""The parts of recording a sweep. All run in one transaction, which the alert book opens."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Alert, Audience, Sample, Standing
from bot.alerts.book import Change, Event, Place
from bot.alerts.condition import Direction
from bot.market.admission import Admitted
from bot.storage import courses, digests, threads
from bot.storage.chunks import chunks
from bot.storage.database import Database
from bot.storage.delivery_tables import deliveries, told
from bot.storage.drafts import draft
from bot.storage.rows import admitted_row, as_json, change_row, event_row, reading_row, standing_of
from bot.storage.tables import admitted, alerts, events, readings, standings

NOTICE_LIFETIME = timedelta(days=1)


async def move(database: Database, connection: AsyncConnection, changes: Sequence[Change]) -> set[Place]:
    """Leave the standings of `changes` that still find what they expect; return which those were.

    The alerts' rows are locked first, so that who comes second sees what the first has left.
    """
    moved: list[Change] = []
    for part in chunks(changes):
        editions = await _editions(connection, part)
        before = await standing(connection, {(change.team, change.alert_id) for change in part})
        moved += [
            change
            for change in part
            if editions.get((change.team, change.alert_id)) == change.edition and before.get(change.place) == change.was
        ]
    if moved:
        insert = database.insert(standings)
        fresh = {column.name: insert.excluded[column.name] for column in standings.c if not column.primary_key}
        upsert = insert.on_conflict_do_update(index_elements=list(standings.primary_key), set_=fresh)
        # In parts, so that the event loop breathes: thousands of rules may be judged at once.
        for part in chunks(moved):
            await connection.execute(upsert, [change_row(change) for change in part])
    return {change.place for change in moved}


async def _editions(connection: AsyncConnection, changes: Sequence[Change]) -> dict[tuple[str, int], int]:
    keys = {(change.team, change.alert_id) for change in changes}
    locked = (
        select(alerts.c.team, alerts.c.id, alerts.c.edition)
        .where(tuple_(alerts.c.team, alerts.c.id).in_(keys))
        .order_by(alerts.c.team, alerts.c.id)
        .with_for_update()
    )
    return {(row.team, row.id): row.edition for row in await connection.execute(locked)}


async def standing(connection: AsyncConnection, keys: Collection[tuple[str, int]]) -> dict[Place, Standing]:
    """Return the standings of the alerts with these teams and numbers."""
    found: dict[Place, Standing] = {}
    for part in chunks(sorted(keys)):
        asked = select(standings).where(tuple_(standings.c.team, standings.c.alert_id).in_(part))
        for row in (await connection.execute(asked)).mappings():
            found[row["team"], row["alert_id"], row["member"], Direction(row["direction"])] = standing_of(row)
    return found


async def keep(database: Database, connection: AsyncConnection, event: Event, now: datetime) -> Event | None:
    """Keep an event; return it with its number, None where its dedupe key was there before."""
    statement = database.insert(events).values(event_row(event, now))
    once = statement.on_conflict_do_nothing(index_elements=["dedupe_key"]).returning(events.c.id)
    number = (await connection.execute(once)).scalar()
    return None if number is None else replace(event, id=number)


async def send(database: Database, connection: AsyncConnection, new: Sequence[Event], now: datetime) -> None:
    """Put into the outbox what `new` events cause: one for each move of a channel's subject, one in all for a person.

    What a rule about several tells of its members, one way, is one message of a channel's too.

    A channel's further level in a session goes under the message of the first.
    A move may jump over the levels of several rules; their order here is that of the levels, the farthest last.
    What rings in quiet hours is held back.
    """
    await courses.begin(database, connection, new, now)
    bundles: dict[tuple[str, ...], list[Event]] = {}
    for event in await digests.hold(database, connection, new, now):
        subject = str(event.alert.id) if event.alert.among else event.sample.target
        move = (subject, str(event.sample.measure), event.threshold.direction)
        own = move if event.alert.audience is Audience.CHANNEL else ()
        bundles.setdefault((event.alert.team, event.alert.destination, *own), []).append(event)
    for bundle in bundles.values():
        made = await connection.execute(
            deliveries.insert()
            .values({**_draft(bundle[0].alert, now), **await threads.under(connection, bundle)})
            .returning(deliveries.c.id)
        )
        number = made.scalar_one()
        await connection.execute(told.insert(), [{"delivery_id": number, "event_id": event.id} for event in bundle])


async def announce(connection: AsyncConnection, alert: Alert, market: datetime, now: datetime) -> None:
    """Put into the outbox what somebody has to know of a rule that did not ring.

    That is no news of minutes: it comes when the quiet is over that `market` time lies in, and within the day.
    """
    due = now + await digests.left(connection, alert, market)
    row = {**_draft(alert, due, NOTICE_LIFETIME), "notice": as_json(alert)}
    await connection.execute(deliveries.insert().values(row))


def _draft(alert: Alert, now: datetime, lifetime: timedelta | None = None) -> dict[str, object]:
    return draft(alert.team, alert.destination, alert.audience, now, lifetime)


async def remember(database: Database, connection: AsyncConnection, memory: Sequence[Admitted]) -> None:
    """Keep the admission gate's memory, each target's in place of its older one."""
    if memory:
        insert = database.insert(admitted)
        fresh = {column.name: insert.excluded[column.name] for column in admitted.c if not column.primary_key}
        upsert = insert.on_conflict_do_update(index_elements=["target"], set_=fresh)
        # In one order, whoever writes: two processes that lock rows crosswise would wait for each other.
        ordered = sorted(memory, key=lambda each: each.target)
        await connection.execute(upsert, [admitted_row(each) for each in ordered])


async def note_readings(database: Database, connection: AsyncConnection, samples: Sequence[Sample]) -> None:
    """Keep the samples that were judged, each in place of its subject's older one."""
    if samples:
        insert = database.insert(readings)
        fresh = {column.name: insert.excluded[column.name] for column in readings.c if not column.primary_key}
        upsert = insert.on_conflict_do_update(index_elements=list(readings.primary_key), set_=fresh)
        ordered = sorted(samples, key=lambda each: (each.target, each.measure.name))
        await connection.execute(upsert, [reading_row(each) for each in ordered])
