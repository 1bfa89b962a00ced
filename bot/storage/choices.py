"""Choices over SQL."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Audience
from bot.audience.preferences import Preferences
from bot.storage import digests
from bot.storage.database import Database
from bot.storage.delivery_tables import choices
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
        asked = select(choices.c.value).where(
            choices.c.team == team, choices.c.destination == destination, choices.c.name == name
        )
        async with self._database.read() as connection:
            return str(await connection.scalar(asked) or "")

    async def choose(self, team: str, destination: str, name: str, value: str) -> None:
        """Keep a choice in place of the one before; "" takes it back."""
        async with self._database.write() as connection:
            await self._keep(connection, team, destination, name, value)
            await digests.look_again(connection, team, destination)

    async def _keep(self, connection: AsyncConnection, team: str, destination: str, name: str, value: str) -> None:
        if not value:
            mine = (choices.c.team == team) & (choices.c.destination == destination) & (choices.c.name == name)
            await connection.execute(delete(choices).where(mine))
            return
        row = self._database.insert(choices).values(team=team, destination=destination, name=name, value=value)
        await connection.execute(
            row.on_conflict_do_update(index_elements=list(choices.primary_key), set_={"value": value})
        )
