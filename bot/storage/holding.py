"""What the holder of a claim writes about its deliveries. All runs in transactions that the outbox opens.

`epoch` fences: it grows with each claim, and only who holds the newest may write.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.book import LEASE, Delivery, State
from bot.storage import places
from bot.storage.claims import live
from bot.storage.delivery_tables import deliveries
from bot.storage.living import Arrival, born


@dataclass(frozen=True, slots=True)
class Intent:
    """A delivery that is about to be posted."""

    delivery: Delivery
    now: datetime


async def intend(connection: AsyncConnection, intents: Sequence[Intent]) -> Sequence[bool]:
    """Write what is about to be posted; the leases count anew from here. False where a claim was lost meanwhile."""
    held = await _held(connection, [each.delivery for each in intents])
    rows = [
        {
            "which": each.delivery.id,
            "attempted": each.now,
            "until": each.now + LEASE,
            "doubted": each.delivery.doubts + 1,
        }
        for each in intents
        if each.delivery.id in held
    ]
    if rows:
        await connection.execute(_INTEND, rows)
    return [each.delivery.id in held for each in intents]


async def record(connection: AsyncConnection, arrived: Sequence[Arrival]) -> Sequence[bool]:
    """Write what was posted, and let it live from then on; False where a claim was lost meanwhile."""
    held = await _held(connection, [each.delivery for each in arrived])
    mine = [each for each in arrived if each.delivery.id in held]
    if mine:
        rows = [{"which": each.delivery.id, "place": each.channel, "stamp": each.ts, "at": each.now} for each in mine]
        await connection.execute(_RECORD, rows)
        await places.opened(connection, [each.delivery for each in mine])
        await born(connection, mine)
    return [each.delivery.id in held for each in arrived]


async def put(connection: AsyncConnection, delivery: Delivery, **values: object) -> bool:
    """Write something else about a delivery; False where the claim was lost meanwhile."""
    mine = (deliveries.c.id == delivery.id) & (deliveries.c.epoch == delivery.epoch)
    return (await connection.execute(update(deliveries).where(mine, live()).values(values))).rowcount == 1


async def _held(connection: AsyncConnection, claimed: Sequence[Delivery]) -> set[int]:
    """Return which of these deliveries are still held by who claimed them, and keep them so to the end."""
    asked = select(deliveries.c.id, deliveries.c.epoch).where(
        deliveries.c.id.in_([each.id for each in claimed]), live()
    )
    found = await connection.execute(asked.order_by(deliveries.c.id).with_for_update())
    epochs = {row.id: row.epoch for row in found}
    return {each.id for each in claimed if epochs.get(each.id) == each.epoch}


_WHICH = update(deliveries).where(deliveries.c.id == bindparam("which"))
_INTEND = _WHICH.values(
    state=State.SENDING.value,
    attempts=deliveries.c.attempts + 1,
    doubts=bindparam("doubted"),
    attempted_at=bindparam("attempted"),
    due_at=bindparam("until"),
)
_RECORD = _WHICH.values(
    state=State.SENT.value,
    channel=bindparam("place"),
    ts=bindparam("stamp"),
    due_at=bindparam("at"),
    error="",
    owner="",
)
