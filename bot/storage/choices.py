"""Choices over SQL."""

from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Audience
from bot.alerts.audit import Entry
from bot.audience.preferences import Preferences
from bot.storage import annals, digests
from bot.storage.database import Database
from bot.storage.delivery_tables import choices as table
from bot.storage.wishes import wishes


class StoredChoices:
    """Keeps choices in `database`; `bot.audience.choices.Choices` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def preferences(self, team: str, destination: str, audience: Audience) -> Preferences:
        """Return all that somebody has chosen."""
        place = (team, destination)
        async with self._database.read() as connection:
            return (await wishes(connection, {place: audience}))[place]

    async def chosen(self, team: str, destination: str, name: str) -> str:
        """Return the choice."""
        asked = select(table.c.value).where(
            table.c.team == team, table.c.destination == destination, table.c.name == name
        )
        async with self._database.read() as connection:
            return str(await connection.scalar(asked) or "")

    async def choose(self, team: str, destination: str, choices: Mapping[str, str], entry: Entry | None = None) -> None:
        """Keep these choices in place of those before; "" takes one back."""
        async with self._database.write() as connection:
            for name, value in choices.items():
                await self._keep(connection, team, destination, name, value)
            await annals.keep(connection, [entry] if entry else [])
            await digests.look_again(connection, team, destination)

    async def _keep(self, connection: AsyncConnection, team: str, destination: str, name: str, value: str) -> None:
        if not value:
            mine = (table.c.team == team) & (table.c.destination == destination) & (table.c.name == name)
            await connection.execute(delete(table).where(mine))
            return
        row = self._database.insert(table).values(team=team, destination=destination, name=name, value=value)
        await connection.execute(
            row.on_conflict_do_update(index_elements=list(table.primary_key), set_={"value": value})
        )
