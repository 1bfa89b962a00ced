"""Leases over SQL: a row for each, which its holder moves on."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from bot.lease import Lease
from bot.storage.database import Database
from bot.storage.ground_tables import leases


class StoredLeases:
    """Keeps them in `database`; `bot.lease.Leases` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, name: str, owner: str, now: datetime, until: datetime) -> Lease | None:
        """Insert the row, or take over one whose time is over: of several who try, the database lets one."""
        if await self.held(name, now):
            return None
        row = self._database.insert(leases).values(name=name, owner=owner, epoch=1, until=until)
        taken = row.on_conflict_do_update(
            index_elements=["name"],
            set_={"owner": owner, "epoch": leases.c.epoch + 1, "until": until},
            where=leases.c.until <= now,
        )
        async with self._database.write() as connection:
            epoch = (await connection.execute(taken.returning(leases.c.epoch))).scalar()
        return None if epoch is None else Lease(name, owner, epoch)

    async def held(self, name: str, now: datetime) -> bool:
        """Look whether its time is over."""
        async with self._database.read() as connection:
            until = await connection.scalar(select(leases.c.until).where(leases.c.name == name))
        return until is not None and until > now

    async def renew(self, lease: Lease, until: datetime) -> bool:
        """Move it on, if it is still that holder's."""
        return await self._move(lease, until)

    async def release(self, lease: Lease, now: datetime) -> None:
        """Let its time be over."""
        await self._move(lease, now)

    async def _move(self, lease: Lease, until: datetime) -> bool:
        async with self._database.write() as connection:
            moved = await connection.execute(update(leases).where(_is(lease)).values(until=until))
        return moved.rowcount > 0


def _is(lease: Lease) -> ColumnElement[bool]:
    return (leases.c.name == lease.name) & (leases.c.owner == lease.owner) & (leases.c.epoch == lease.epoch)
