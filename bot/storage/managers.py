"""Managers over SQL."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, select

from bot.alerts.audit import Entry
from bot.audience.managers import Manager
from bot.storage import annals
from bot.storage.database import Database
from bot.storage.tables import managers


class StoredManagers:
    """Keeps managers in `database`; `bot.audience.managers.Managers` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, team: str, channel: str) -> Collection[Manager]:
        """Return a channel's managers."""
        asked = select(managers).where(_of(team, channel)).order_by(managers.c.since, managers.c.person)
        async with self._database.read() as connection:
            return [Manager(row.person, row.by, row.since) for row in await connection.execute(asked)]

    async def add(self, channel: str, manager: Manager, entry: Entry) -> bool:
        """List a manager."""
        row = {"team": entry.team, "destination": channel, "person": manager.person}
        listed = {"by": manager.by, "since": manager.since}
        once = self._database.insert(managers).values(**row, **listed).on_conflict_do_nothing()
        async with self._database.write() as connection:
            if (await connection.execute(once.returning(managers.c.person))).scalar() is None:
                return False
            await annals.keep(connection, [entry])
            return True

    async def remove(self, channel: str, person: str, entry: Entry) -> bool:
        """Take a manager off the list."""
        gone = delete(managers).where(_of(entry.team, channel), managers.c.person == person)
        async with self._database.write() as connection:
            if not (await connection.execute(gone)).rowcount:
                return False
            await annals.keep(connection, [entry])
            return True


def _of(team: str, channel: str) -> ColumnElement[bool]:
    return (managers.c.team == team) & (managers.c.destination == channel)
