"""Choices over SQL."""

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.delivery_tables import choices


class StoredChoices:
    """Keeps choices in `database`; `bot.audience.choices.Choices` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def chosen(self, team: str, destination: str, name: str) -> str:
        """Return the choice."""
        asked = select(choices.c.value).where(
            choices.c.team == team, choices.c.destination == destination, choices.c.name == name
        )
        async with self._database.read() as connection:
            return str(await connection.scalar(asked) or "")

    async def choose(self, team: str, destination: str, name: str, value: str) -> None:
        """Keep a choice in place of the one before."""
        row = self._database.insert(choices).values(team=team, destination=destination, name=name, value=value)
        upsert = row.on_conflict_do_update(index_elements=list(choices.primary_key), set_={"value": value})
        async with self._database.write() as connection:
            await connection.execute(upsert)
