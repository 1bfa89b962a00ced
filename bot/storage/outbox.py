"""The outbox over SQL: what must be sent is a row until it is sent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, select, update

from bot.alerts.book import AS_USUAL, LEASE, SETTLE, Delivery, Obstacle, Posted, State
from bot.storage import digests, holding, places
from bot.storage.claims import expire, granted, live
from bot.storage.database import Database
from bot.storage.delivery_tables import deliveries, paces, told
from bot.storage.group_commit import GroupCommit
from bot.storage.holding import Intent
from bot.storage.living import Arrival, freeze_all
from bot.storage.parcels import load


class StoredOutbox:
    """Holds deliveries in `database`; `bot.alerts.book.Outbox` says what each method does.

    `due_at` is the lease as well: whoever claims a delivery moves it on, so that a dead holder's is due again by
    itself. What is done for every message (the intent, the receipt) shares commits with others' of the moment.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._intents = GroupCommit(database, holding.intend)
        self._arrivals = GroupCommit(database, holding.record)

    async def claim(self, owner: str, now: datetime, limit: int = 10) -> Sequence[Delivery]:
        """Take what is due, with a lease."""
        if not await self._stirring(now):
            return ()
        async with self._database.write() as connection:
            await expire(connection, now)
            taken = await granted(self._database, connection, now, limit)
            if not taken:
                return ()
            await connection.execute(
                update(deliveries)
                .where(deliveries.c.id.in_(taken))
                .values(owner=owner, epoch=deliveries.c.epoch + 1, due_at=now + LEASE, state=_AS_CLAIMED)
            )
            return await load(connection, deliveries.c.id.in_(taken))

    async def intend(self, delivery: Delivery, now: datetime) -> bool:
        """Write durably that it is about to be posted; the lease counts anew from here."""
        return await self._intents.put(Intent(delivery, now))

    async def sent(self, delivery: Delivery, channel: str, ts: str, now: datetime, how: Posted = AS_USUAL) -> bool:
        """Record where it was posted, and that it lives from then on."""
        return await self._arrivals.put(Arrival(delivery, channel, ts, now, how))

    async def wait(self, delivery: Delivery, until: datetime, error: str) -> None:
        """Surely not sent: try again at `until`; nothing else goes to that destination before."""
        async with self._database.write() as connection:
            values = {"state": State.WAITING.value, "due_at": until, "error": error, "owner": ""}
            if await holding.put(connection, delivery, doubts=delivery.doubts, **values):
                pause = self._database.insert(paces).values(
                    team=delivery.team, destination=delivery.destination, next_at=until
                )
                later = pause.on_conflict_do_update(
                    index_elements=["team", "destination"], set_={"next_at": until}, where=paces.c.next_at < until
                )
                await connection.execute(later)
                if error == places.RATE_LIMITED and await places.crowded(connection, delivery):
                    await places.refuse(self._database, connection, delivery.team, "", until)

    async def doubt(self, delivery: Delivery, until: datetime, error: str) -> None:
        """Nobody knows: look for it at `until`."""
        await self._write(delivery, state=State.DOUBTFUL.value, due_at=until, error=error, owner="")

    async def give_up(self, delivery: Delivery, error: str) -> None:
        """It will never be posted."""
        await self._write(delivery, state=State.DEAD.value, error=error, owner="")

    async def bury(self, delivery: Delivery, error: str, now: datetime) -> None:
        """That place cannot be posted to."""
        async with self._database.write() as connection:
            if await holding.put(connection, delivery, state=State.DEAD.value, error=error, owner=""):
                await places.bury(self._database, connection, delivery, error, now)

    async def refuse(self, team: str, error: str, until: datetime) -> None:
        """Send nothing in a workspace that refuses Surge before `until`."""
        async with self._database.write() as connection:
            await places.refuse(self._database, connection, team, error, until)

    async def resume(self, team: str) -> None:
        """Send again what waits in a workspace that had refused Surge."""
        async with self._database.write() as connection:
            await places.resume(connection, [team])

    async def obstacles(self, team: str = "") -> Sequence[Obstacle]:
        """Return what takes nothing now."""
        async with self._database.read() as connection:
            return await places.obstacles(connection, team)

    async def reclaim(self, now: datetime) -> int:
        """Take back every lease at start, where no other holder can live."""
        async with self._database.write() as connection:
            held = select(deliveries).where(deliveries.c.owner != "", live()).with_for_update()
            rows = (await connection.execute(held)).mappings().all()
            for row in rows:
                due_at = row["attempted_at"] + SETTLE if row["state"] == State.SENDING else now
                values = {"owner": "", "epoch": row["epoch"] + 1, "due_at": due_at, "state": _AS_CLAIMED}
                await connection.execute(update(deliveries).where(deliveries.c.id == row["id"]).values(values))
        return len(rows)

    async def release(self, market: datetime | None, now: datetime) -> int:
        """Let out as digests what quiet hours hold back where they are over."""
        async with self._database.read() as connection:
            if not await connection.scalar(select(exists().where(digests.due(market)))):
                return 0
        async with self._database.write() as connection:
            return await digests.release(connection, market, now)

    async def held(self, team: str, destination: str) -> int:
        """Return how many events are held back for somebody."""
        async with self._database.read() as connection:
            return await digests.count(connection, team, destination)

    async def cancel(self, reason: str) -> int:
        """Mark all that is not sent yet as expired."""
        async with self._database.write() as connection:
            done = await connection.execute(
                update(deliveries)
                .where(live() | digests.held())
                .values(state=State.EXPIRED.value, error=reason, owner="")
            )
            await freeze_all(connection)
        return done.rowcount

    async def counts(self) -> dict[State, int]:
        """Return how many deliveries stand in each state."""
        asked = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
        async with self._database.read() as connection:
            return {State(state): count for state, count in await connection.execute(asked)}

    async def of_event(self, event_id: int) -> Delivery | None:
        """Return the delivery that tells of an event."""
        return await self._one(deliveries.c.id.in_(select(told.c.delivery_id).where(told.c.event_id == event_id)))

    async def by_message(self, channel: str, ts: str) -> Delivery | None:
        """Return the delivery that was posted there."""
        return await self._one((deliveries.c.channel == channel) & (deliveries.c.ts == ts))

    async def next_due(self, now: datetime) -> datetime | None:
        """Return when the next delivery is due."""
        pace = (paces.c.team == deliveries.c.team) & (paces.c.destination == deliveries.c.destination)
        due = case((paces.c.next_at > deliveries.c.due_at, paces.c.next_at), else_=deliveries.c.due_at)
        asked = select(func.min(due)).select_from(deliveries.outerjoin(paces, pace))
        async with self._database.read() as connection:
            due_at: datetime | None = await connection.scalar(asked.where(live(), deliveries.c.expires_at > now))
        return due_at

    async def _stirring(self, now: datetime) -> bool:
        """Whether anything is due or too late: most of the time nothing is, and no writer need be held up for that."""
        ripe = (deliveries.c.due_at <= now) | (deliveries.c.expires_at <= now)
        async with self._database.read() as connection:
            return bool(await connection.scalar(select(exists().where(live(), ripe))))

    async def _one(self, where: ColumnElement[bool]) -> Delivery | None:
        async with self._database.read() as connection:
            found = await load(connection, where)
        return found[0] if found else None

    async def _write(self, delivery: Delivery, **values: object) -> bool:
        async with self._database.write() as connection:
            return await holding.put(connection, delivery, **values)


# What is found `sending` has lost its holder: nobody knows whether it was posted.
_AS_CLAIMED = case((deliveries.c.state == State.SENDING.value, State.DOUBTFUL.value), else_=deliveries.c.state)
