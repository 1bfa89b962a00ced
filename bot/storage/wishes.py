"""What people and channels have chosen, for those who write to them. Reads in transactions that others open."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Audience
from bot.audience.preferences import Preferences, preferences
from bot.storage.chunks import chunks
from bot.storage.delivery_tables import choices

Place = tuple[str, str]  # a team, and the person or channel there


async def wishes(connection: AsyncConnection, audiences: Mapping[Place, Audience]) -> dict[Place, Preferences]:
    """Return what each of these places has chosen."""
    kept: dict[Place, dict[str, str]] = defaultdict(dict)
    for part in chunks(sorted(audiences)):
        asked = select(choices).where(tuple_(choices.c.team, choices.c.destination).in_(part))
        for row in await connection.execute(asked):
            kept[row.team, row.destination][row.name] = row.value
    return {place: preferences(audience, kept.get(place, {})) for place, audience in audiences.items()}
