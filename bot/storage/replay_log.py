"""The cursor of each tape over SQL."""

from dataclasses import asdict

from sqlalchemy import delete, select

from bot.replay import Cursor
from bot.storage import wiring
from bot.storage.database import Database
from bot.storage.ground_tables import cursors
from bot.storage.tables import admitted, readings, standings


class StoredReplayLog:
    """Keeps how far each tape was played; `bot.replay.ReplayLog` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def load(self, tape: str) -> Cursor | None:
        """Return the cursor last kept."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(cursors).where(cursors.c.tape == tape))).mappings().one_or_none()
        return None if row is None else Cursor(**{name: row[name] for name in row if name != "tape"})

    async def save(self, tape: str, cursor: Cursor) -> None:
        """Keep the cursor."""
        await self._write(tape, cursor, forget=False)

    async def restart(self, tape: str, cursor: Cursor) -> None:
        """Keep the cursor of a new run, and forget what the old one has left behind."""
        await self._write(tape, cursor, forget=True)

    async def _write(self, tape: str, cursor: Cursor, *, forget: bool) -> None:
        values = asdict(cursor)
        upsert = self._database.insert(cursors).values(tape=tape, **values)
        async with self._database.write() as connection:
            await connection.execute(upsert.on_conflict_do_update(index_elements=["tape"], set_=values))
            if forget:
                # A price that crossed between two runs is no crossing.
                for table in (admitted, readings, standings):
                    await connection.execute(delete(table))
                await wiring.count(self._database, connection, wiring.TURN)
