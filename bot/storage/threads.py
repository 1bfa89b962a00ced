"""Which messages stand under which: what goes on about a figure goes under its first. All in others' transactions.

A further level goes under the first one of its figure, and further members under the first that their rule told of.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Audience
from bot.alerts.book import Event, State
from bot.alerts.hush import COOLDOWN
from bot.audience.preferences import OFF, TIERS
from bot.storage.delivery_tables import choices, deliveries, told
from bot.storage.tables import events

MOST = 3  # further levels that a channel is shown in a session, besides its thread
STANDING = tuple(state.value for state in (State.WAITING, State.SENDING, State.DOUBTFUL, State.SENT))


async def under(connection: AsyncConnection, bundle: Sequence[Event]) -> dict[str, object]:
    """Return the columns that put a channel's message under the first of its figure, direction and session.

    Only a level farther than the first one's, of another rule, is a further one. Of a rule about several the further
    members are told in the thread, and shown in the channel where its last message there is not of just now.
    """
    event = bundle[0]
    if event.alert.audience is not Audience.CHANNEL:
        return {}
    root = await (_first_member if event.alert.among else _first)(connection, bundle)
    if root is None:
        return {}
    asked = select(func.count()).where(deliveries.c.root_id == root, deliveries.c.broadcast)
    shown = (await connection.execute(asked)).scalar_one()
    quiet = await connection.scalar(
        select(choices.c.value).where(
            choices.c.team == event.alert.team,
            choices.c.destination == event.alert.destination,
            choices.c.name == TIERS,
        )
    )
    soon = event.alert.among and event.sample.time < await _shown_at(connection, root) + COOLDOWN
    return {"root_id": root, "broadcast": shown < MOST and quiet != OFF and not soon}


async def roots(connection: AsyncConnection, numbers: Collection[int]) -> dict[int, str]:
    """Return where the messages stand under which others are to be put, as far as they do."""
    if not numbers:
        return {}
    asked = select(deliveries.c.id, deliveries.c.ts).where(deliveries.c.id.in_(numbers), deliveries.c.ts != "")
    return {row.id: row.ts for row in await connection.execute(asked)}


async def _first_member(connection: AsyncConnection, bundle: Sequence[Event]) -> int | None:
    """Return the message with which a rule about several, as it is now, began to tell of them."""
    event = bundle[0]
    asked = (
        select(deliveries.c.id, events.c.alert)
        .join(told, told.c.delivery_id == deliveries.c.id)
        .join(events, events.c.id == told.c.event_id)
        .where(
            deliveries.c.team == event.alert.team,
            deliveries.c.destination == event.alert.destination,
            deliveries.c.root_id.is_(None),
            deliveries.c.state.in_(STANDING),
            events.c.alert_id == event.alert.id,
            events.c.session == event.sample.session,
            events.c.direction == event.threshold.direction.value,
        )
        .order_by(deliveries.c.id)
    )
    rows = (await connection.execute(asked)).all()
    return next((int(row.id) for row in rows if row.alert["edition"] == event.alert.edition), None)


async def _shown_at(connection: AsyncConnection, root: int) -> datetime:
    """Return the data time of what the channel was shown last, by the message `root` or of what stands under it."""
    shown = (deliveries.c.id == root) | ((deliveries.c.root_id == root) & deliveries.c.broadcast)
    asked = (
        select(events.c.time)
        .join(told, told.c.event_id == events.c.id)
        .join(deliveries, deliveries.c.id == told.c.delivery_id)
        .where(shown)
        .order_by(events.c.time.desc())
        .limit(1)
    )
    shown_at: datetime = (await connection.execute(asked)).scalar_one()
    return shown_at


async def _first(connection: AsyncConnection, bundle: Sequence[Event]) -> int | None:
    event, sign = bundle[0], bundle[0].threshold.direction.sign
    asked = (
        select(deliveries.c.id, events.c.level, events.c.alert_id)
        .join(told, told.c.delivery_id == deliveries.c.id)
        .join(events, events.c.id == told.c.event_id)
        .where(
            deliveries.c.team == event.alert.team,
            deliveries.c.destination == event.alert.destination,
            deliveries.c.audience == Audience.CHANNEL.value,
            deliveries.c.root_id.is_(None),
            deliveries.c.held_until.is_(None),  # a digest is no message of one figure
            deliveries.c.state.in_(STANDING),
            events.c.target == event.sample.target,
            events.c.measure == str(event.sample.measure),
            events.c.session == event.sample.session,
            events.c.direction == event.threshold.direction.value,
        )
        .order_by(deliveries.c.id)
    )
    farthest = max(sign * each.threshold.level for each in bundle)
    rules = {each.alert.id for each in bundle}
    for row in (await connection.execute(asked)).all():
        if row.alert_id not in rules and sign * row.level < farthest:
            return int(row.id)
    return None
