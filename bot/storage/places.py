"""Places and workspaces that take nothing, over SQL. All runs in transactions that the outbox opens."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Audience
from bot.alerts.book import Delivery, Obstacle, State
from bot.storage import buckets
from bot.storage.database import Database
from bot.storage.delivery_tables import dead_places, deliveries, workspaces
from bot.storage.tables import alerts

RETRY = timedelta(days=1)
NOTICE_LIFETIME = timedelta(days=1)  # no news of minutes
RATE_LIMITED = "ratelimited"


async def bury(database: Database, connection: AsyncConnection, delivery: Delivery, error: str, now: datetime) -> None:
    """Send nothing to the delivery's place for a day; whoever has rules there is told once."""
    key = {"team": delivery.team, "destination": delivery.destination}
    new = database.insert(dead_places).values(**key, error=error, since=now, retry_at=now + RETRY)
    again = new.on_conflict_do_update(
        index_elements=list(key), set_={"error": error, "retry_at": now + RETRY}
    ).returning(dead_places.c.since)
    since = (await connection.execute(again)).scalar_one()
    if since == now and delivery.audience == Audience.CHANNEL:
        for creator in await _creators(connection, delivery):
            await connection.execute(deliveries.insert().values(_notice(delivery, creator, error, now)))


async def opened(connection: AsyncConnection, arrived: Sequence[Delivery]) -> None:
    """Note what arrived: those places and their workspaces take what they are sent."""
    there = tuple_(dead_places.c.team, dead_places.c.destination)
    await connection.execute(delete(dead_places).where(there.in_({(each.team, each.destination) for each in arrived})))
    await resume(connection, {each.team for each in arrived})


async def refuse(database: Database, connection: AsyncConnection, team: str, error: str, until: datetime) -> None:
    """Send nothing in a workspace before `until`; `error` says why, "" where it only rests."""
    await buckets.held(database, connection, [team])
    values = {"paused_until": until, **({"error": error} if error else {})}
    await connection.execute(update(workspaces).where(workspaces.c.team == team).values(values))


async def resume(connection: AsyncConnection, teams: Collection[str]) -> None:
    """Note that workspaces take Surge's token; those that had not before are no longer paused."""
    lifted = update(workspaces).where(workspaces.c.team.in_(sorted(teams)), workspaces.c.error != "")
    await connection.execute(lifted.values(error="", paused_until=None))


async def crowded(connection: AsyncConnection, delivery: Delivery) -> bool:
    """Whether another place of the workspace is told to wait too: then it is the workspace that has enough."""
    other = exists().where(
        deliveries.c.team == delivery.team,
        deliveries.c.destination != delivery.destination,
        deliveries.c.state == State.WAITING.value,
        deliveries.c.error == RATE_LIMITED,
    )
    return bool(await connection.scalar(select(other)))


async def obstacles(connection: AsyncConnection, team: str) -> Sequence[Obstacle]:
    """Return what takes nothing in a workspace ("" in all)."""
    refused = select(workspaces.c.team, workspaces.c.error).where(workspaces.c.error != "")
    gone = select(dead_places.c.destination, dead_places.c.error).order_by(dead_places.c.since)
    if team:
        refused, gone = refused.where(workspaces.c.team == team), gone.where(dead_places.c.team == team)
    found = [Obstacle("", row.error) for row in await connection.execute(refused)]
    return [*found, *(Obstacle(row.destination, row.error) for row in await connection.execute(gone))]


async def _creators(connection: AsyncConnection, delivery: Delivery) -> Sequence[str]:
    there = (alerts.c.team == delivery.team) & (alerts.c.destination == delivery.destination)
    asked = select(alerts.c.creator).where(there, alerts.c.creator != "").distinct().order_by(alerts.c.creator)
    return (await connection.execute(asked)).scalars().all()


def _notice(delivery: Delivery, creator: str, error: str, now: datetime) -> dict[str, object]:
    """Return the columns of the message that tells somebody where their alerts cannot be posted."""
    return {
        "token": secrets.token_hex(16),
        "team": delivery.team,
        "destination": creator,
        "audience": Audience.PERSON.value,
        "state": State.WAITING.value,
        "owner": "",
        "epoch": 0,
        "attempts": 0,
        "made_at": now,
        "expires_at": now + NOTICE_LIFETIME,
        "due_at": now,
        "channel": "",
        "ts": "",
        "error": "",
        "gone": {"destination": delivery.destination, "error": error},
    }
