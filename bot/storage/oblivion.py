"""Forget a person: their own data is deleted, and where they took part in what others see stands a pseudonym.

All runs in one transaction, which the alert book opens.
"""

import secrets
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Audience
from bot.alerts.forgotten import Forgotten
from bot.storage import wiring
from bot.storage.chunks import chunks
from bot.storage.database import Database
from bot.storage.delivery_tables import choices, deliveries, living, told
from bot.storage.tables import alerts, audits, events, managers, standings


async def forget(database: Database, connection: AsyncConnection, team: str, person: str) -> Forgotten:
    """Delete what is a person's alone, and rename them in the rest."""
    pseudonym = f"somebody-{secrets.token_hex(3)}"
    watches = await _unwatch(database, connection, team, person)
    messages, crossings = await _unsend(connection, team, person)
    mine = (choices.c.team == team) & (choices.c.destination == person)
    settings = (await connection.execute(delete(choices).where(mine))).rowcount
    await connection.execute(delete(managers).where(managers.c.team == team, managers.c.person == person))
    renamed = await _rename(connection, team, person, pseudonym)
    return Forgotten(watches, crossings, messages, settings, renamed, pseudonym)


async def _unwatch(database: Database, connection: AsyncConnection, team: str, person: str) -> int:
    """Delete somebody's own rules, with where they stand and what happened to them."""
    theirs = (alerts.c.team == team) & (alerts.c.audience == Audience.PERSON.value) & (alerts.c.destination == person)
    rows = (await connection.execute(select(alerts).where(theirs).with_for_update())).mappings().all()
    numbers = [row["id"] for row in rows]
    for table in (standings, audits):
        await connection.execute(delete(table).where(table.c.team == team, table.c.alert_id.in_(numbers)))
    await connection.execute(delete(alerts).where(theirs))
    for row in rows:
        await wiring.note(database, connection, row["key"], wiring.watched(row))
    # What happened to watches that were removed before tells of them as well.
    gone = (each.id for each in await _entries(connection, team) if _owned(each.details, person))
    await _delete(connection, audits, audits.c.id, gone)
    return len(numbers)


async def _unsend(connection: AsyncConnection, team: str, person: str) -> tuple[int, int]:
    """Delete the messages to somebody, and the crossings that only these told."""
    asked = select(deliveries.c.id).where(
        deliveries.c.team == team, deliveries.c.audience == Audience.PERSON.value, deliveries.c.destination == person
    )
    sent = list(await connection.scalars(asked))
    heard = list(await connection.scalars(select(told.c.event_id).where(told.c.delivery_id.in_(asked))))
    rows = await connection.execute(select(events.c.id, events.c.alert).where(events.c.team == team))
    own = {*heard, *(row.id for row in rows if _owned(row.alert, person))}
    await _delete(connection, living, living.c.delivery_id, sent)
    await _delete(connection, told, told.c.delivery_id, sent)
    await _delete(connection, deliveries, deliveries.c.id, sent)
    await _delete(connection, events, events.c.id, own)
    return len(sent), len(own)


async def _rename(connection: AsyncConnection, team: str, person: str, pseudonym: str) -> int:
    """Let a pseudonym stand where somebody made, changed or silenced a channel's rule; return how often."""
    done = update(audits).where(audits.c.team == team, audits.c.who == person).values(who=pseudonym)
    count = (await connection.execute(done)).rowcount
    listed = update(managers).where(managers.c.team == team, managers.c.by == person).values(by=pseudonym)
    await connection.execute(listed)
    for row in await _entries(connection, team):
        if row.details.get("person") == person:
            about = {**row.details, "person": pseudonym}
            await connection.execute(update(audits).where(audits.c.id == row.id).values(details=about))
    made = update(alerts).where(alerts.c.team == team, alerts.c.creator == person).values(creator=pseudonym)
    count += (await connection.execute(made)).rowcount
    for row in await connection.execute(select(events.c.id, events.c.alert).where(events.c.team == team)):
        if row.alert["creator"] == person:
            then = {**row.alert, "creator": pseudonym}
            await connection.execute(update(events).where(events.c.id == row.id).values(alert=then))
    for row in await connection.execute(select(living.c.delivery_id, living.c.notes).where(living.c.team == team)):
        if any(note.get("by") == person for note in row.notes):
            notes = [{**note, "by": pseudonym} if note.get("by") == person else note for note in row.notes]
            await connection.execute(update(living).where(living.c.delivery_id == row.delivery_id).values(notes=notes))
    return count


async def _entries(connection: AsyncConnection, team: str) -> Iterable[Any]:
    return (await connection.execute(select(audits.c.id, audits.c.details).where(audits.c.team == team))).all()


def _owned(details: dict[str, Any], person: str) -> bool:
    return details.get("audience") == Audience.PERSON and details.get("destination") == person


async def _delete(connection: AsyncConnection, table: Table, key: ColumnElement[int], numbers: Iterable[int]) -> None:
    for part in chunks(sorted(numbers)):
        await connection.execute(delete(table).where(key.in_(part)))
