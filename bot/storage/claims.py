"""What is due next, and to whom: workspaces take turns, each place gets one at a time, oldest first."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.book import PACE, State
from bot.storage import buckets
from bot.storage.buckets import POSTS
from bot.storage.database import Database
from bot.storage.delivery_tables import dead_places, deliveries, paces, workspaces

LIVE = tuple(state.value for state in (State.WAITING, State.SENDING, State.DOUBTFUL))
TOO_LATE = "too late to be news"


def live() -> ColumnElement[bool]:
    """What is not over yet."""
    return deliveries.c.state.in_(LIVE)


async def expire(connection: AsyncConnection, now: datetime) -> None:
    """Mark what nobody needs to hear any more, and what nobody can, but leave alone what is being posted now."""
    posting = (deliveries.c.state == State.SENDING.value) & (deliveries.c.due_at > now)
    late = update(deliveries).where(live(), deliveries.c.expires_at <= now, ~posting)
    await connection.execute(late.values(state=State.EXPIRED.value, error=TOO_LATE, owner=""))
    there = (dead_places.c.team == deliveries.c.team) & (dead_places.c.destination == deliveries.c.destination)
    gone = select(dead_places.c.error).where(there, dead_places.c.retry_at > now).scalar_subquery()
    waiting = (deliveries.c.state == State.WAITING.value) & (deliveries.c.due_at <= now)
    off = update(deliveries).where(waiting, gone.is_not(None))
    await connection.execute(off.values(state=State.DEAD.value, error=gone, owner=""))


async def granted(database: Database, connection: AsyncConnection, now: datetime, limit: int) -> list[int]:
    """Return up to `limit` due deliveries that may go out now; what they take of their paces is taken."""
    found = (await connection.execute(_due(now, limit))).all()
    known = await buckets.held(database, connection, {row.team for row in found})
    taken: list[int] = []
    for row in found:
        after = known[row.team].posting(now)
        if after and await _step(database, connection, row.team, row.destination, now):
            known[row.team] = after
            taken.append(row.id)
    await buckets.keep(connection, known.values())
    return taken


def _due(now: datetime, limit: int) -> Select[tuple[int, str, str]]:
    """Choose the oldest due delivery of each place that may be posted to: first one of each workspace, and so on."""
    columns = (deliveries.c.id, deliveries.c.team, deliveries.c.destination, deliveries.c.due_at)
    place = func.row_number().over(partition_by=(deliveries.c.team, deliveries.c.destination), order_by=deliveries.c.id)
    ripe = select(*columns, place.label("place")).where(live(), deliveries.c.due_at <= now, ~_paused(now)).subquery()
    turn = func.row_number().over(partition_by=ripe.c.team, order_by=(ripe.c.due_at, ripe.c.id))
    first = select(ripe.c.id, turn.label("turn")).where(ripe.c.place == 1).subquery()
    return (
        select(deliveries.c.id, deliveries.c.team, deliveries.c.destination)
        .join(first, first.c.id == deliveries.c.id)
        .where(live(), deliveries.c.due_at <= now)
        .order_by(first.c.turn, deliveries.c.due_at, deliveries.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=deliveries)
    )


def _paused(now: datetime) -> ColumnElement[bool]:
    """Whether a delivery's place or workspace takes nothing now."""
    place = exists().where(
        paces.c.team == deliveries.c.team,
        paces.c.destination == deliveries.c.destination,
        paces.c.next_at > now,
    )
    rests = or_(workspaces.c.posts_at > POSTS.latest(now), workspaces.c.paused_until > now)
    return or_(place, exists().where(workspaces.c.team == deliveries.c.team, rests))


async def _step(database: Database, connection: AsyncConnection, team: str, destination: str, now: datetime) -> bool:
    """Move on the destination's next allowed time; False where another claim has just done so."""
    insert = database.insert(paces).values(team=team, destination=destination, next_at=now + PACE)
    step = insert.on_conflict_do_update(
        index_elements=["team", "destination"], set_={"next_at": now + PACE}, where=paces.c.next_at <= now
    )
    return (await connection.execute(step.returning(paces.c.team))).scalar() is not None
