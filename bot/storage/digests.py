"""What quiet hours hold back, over SQL. All runs in transactions that others open.

Whoever keeps quiet has one message in the outbox in the state `held`: what rings meanwhile is added to it, nothing
claims it, and its lifetime does not run. When the quiet is over it becomes an ordinary delivery that never expires,
by one update of its state: a crash finds it either held or waiting, so the digest is neither lost nor made twice.

Quiet is judged in market time, both when something rings and when it is let out: in a replay a night passes in
seconds. `held_until` is only when it is worth looking: the choices of that moment decide whether the quiet is over,
and a changed choice has it looked at at once. Messages that stand already are still edited: that wakes nobody.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Alert, Audience
from bot.alerts.book import Event, State
from bot.storage.database import Database
from bot.storage.delivery_tables import HELD_NOW, deliveries, told
from bot.storage.drafts import draft
from bot.storage.wishes import Place, wishes

# In one go: between two of those others may write.
MOST = 100
AT_ONCE, NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)


async def hold(database: Database, connection: AsyncConnection, new: Sequence[Event], now: datetime) -> Sequence[Event]:
    """Hold back those of the `new` events that ring in their reader's quiet hours; return the others."""
    audiences = {(event.alert.team, event.alert.destination): event.alert.audience for event in new}
    chosen = await wishes(connection, audiences)
    kept: dict[Place, list[tuple[Event, datetime]]] = defaultdict(list)
    others: list[Event] = []
    for event in new:
        place = (event.alert.team, event.alert.destination)
        until = chosen[place].quiet_until(event.detected_at)
        if until is None:
            others.append(event)
        else:
            kept[place].append((event, until))
    # In one order, whoever writes: two processes that lock rows crosswise would wait for each other.
    for place in sorted(kept):
        until = max(end for _, end in kept[place])
        number = await _held(database, connection, place, audiences[place], until, now)
        rows = [{"delivery_id": number, "event_id": event.id} for event, _ in kept[place]]
        await connection.execute(told.insert(), rows)
    return others


async def left(connection: AsyncConnection, alert: Alert, now: datetime) -> timedelta:
    """Return how long the quiet still lasts that `now` (market time) lies in for those whom `alert` speaks to."""
    place = (alert.team, alert.destination)
    until = (await wishes(connection, {place: alert.audience}))[place].quiet_until(now)
    return until - now if until else timedelta()


async def release(connection: AsyncConnection, now: datetime | None, wall: datetime) -> int:
    """Let out what is held for whom quiet is over at `now` (market time; None: all); return how many there were.

    For whom it is not, after all, it is looked at again when their quiet is over by what they have chosen since.
    """
    asked = select(deliveries).where(due(now)).order_by(deliveries.c.id).limit(MOST).with_for_update(skip_locked=True)
    rows = (await connection.execute(asked)).mappings().all()
    chosen = await wishes(connection, {(row["team"], row["destination"]): Audience(row["audience"]) for row in rows})
    released = 0
    for row in rows:
        until = now and chosen[row["team"], row["destination"]].quiet_until(now)
        out = {"state": State.WAITING.value, "made_at": wall, "due_at": wall, "held_until": now or row["held_until"]}
        values = {"held_until": until} if until else out
        await connection.execute(update(deliveries).where(held(), deliveries.c.id == row["id"]).values(values))
        released += not until
    return released


async def count(connection: AsyncConnection, team: str, destination: str) -> int:
    """Return how many events are held back for somebody."""
    theirs = (deliveries.c.team == team) & (deliveries.c.destination == destination)
    joined = told.join(deliveries, deliveries.c.id == told.c.delivery_id)
    return int(await connection.scalar(select(func.count()).select_from(joined).where(held(), theirs)) or 0)


def held() -> ColumnElement[bool]:
    """What is held back."""
    return deliveries.c.state == State.HELD.value


def due(now: datetime | None) -> ColumnElement[bool]:
    """What is held back and worth a look at `now` (market time; None: all of it)."""
    return held() if now is None else held() & (deliveries.c.held_until <= now)


async def look_again(connection: AsyncConnection, team: str, destination: str) -> None:
    """Have what is held for somebody looked at at once: they have chosen something else."""
    theirs = (deliveries.c.team == team) & (deliveries.c.destination == destination)
    await connection.execute(update(deliveries).where(held(), theirs).values(held_until=AT_ONCE))


async def _held(  # noqa: PLR0913, PLR0917 - the columns
    database: Database,
    connection: AsyncConnection,
    place: Place,
    audience: Audience,
    until: datetime,
    now: datetime,
) -> int:
    """Return the number of the one message that is held for a place, made where there is none."""
    kept = {"state": State.HELD.value, "held_until": until, "due_at": NEVER, "expires_at": NEVER}
    insert = database.insert(deliveries).values({**draft(*place, audience, now), **kept})
    upsert = insert.on_conflict_do_update(
        index_elements=["team", "destination"], index_where=HELD_NOW, set_={"held_until": until}
    )
    return int((await connection.execute(upsert.returning(deliveries.c.id))).scalar_one())
