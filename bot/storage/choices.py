"""Choices over SQL."""

from collections import OrderedDict
from collections.abc import Mapping
from time import monotonic

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Audience
from bot.alerts.audit import Entry
from bot.audience.preferences import Preferences
from bot.storage import annals, digests
from bot.storage.database import Database
from bot.storage.delivery_tables import choices as table
from bot.storage.wishes import wishes

# Seconds: another process may change a choice, and who has made one wants to see it.
LIFETIME = 2.0
MOST = 5000


class StoredChoices:
    """Keeps choices in `database`; `bot.audience.choices.Choices` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._remembered: OrderedDict[tuple[str, str, Audience], tuple[float, Preferences]] = OrderedDict()

    async def preferences(self, team: str, destination: str, audience: Audience) -> Preferences:
        """Return all that somebody has chosen."""
        if found := self.remembered(team, destination, audience):
            return found
        place, asked = (team, destination), monotonic()
        async with self._database.read() as connection:
            found = (await wishes(connection, {place: audience}))[place]
        self._remembered[team, destination, audience] = asked, found
        if len(self._remembered) > MOST:
            self._remembered.popitem(last=False)
        return found

    def remembered(self, team: str, destination: str, audience: Audience) -> Preferences | None:
        """Return what was looked up within the last seconds."""
        asked, found = self._remembered.get((team, destination, audience), (0.0, None))
        return found if monotonic() - asked < LIFETIME else None

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
        for audience in Audience:
            self._remembered.pop((team, destination, audience), None)

    async def _keep(self, connection: AsyncConnection, team: str, destination: str, name: str, value: str) -> None:
        if not value:
            mine = (table.c.team == team) & (table.c.destination == destination) & (table.c.name == name)
            await connection.execute(delete(table).where(mine))
            return
        row = self._database.insert(table).values(team=team, destination=destination, name=name, value=value)
        await connection.execute(
            row.on_conflict_do_update(index_elements=list(table.primary_key), set_={"value": value})
        )
