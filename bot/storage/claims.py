"""What is due next, and to whom: workspaces take turns, each place gets one at a time, oldest first."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.book import PACE, State
from bot.storage import buckets
from bot.storage.buckets import POSTS, Workspace
from bot.storage.database import Database
from bot.storage.delivery_tables import dead_places, deliveries, paces, workspaces

LIVE = tuple(state.value for state in (State.WAITING, State.SENDING, State.DOUBTFUL))
TOO_LATE = "too late to be news"


class _Found(Protocol):
    id: int
    team: str
    destination: str


def live() -> ColumnElement[bool]:
    """What is not over yet."""
    return deliveries.c.state.in_(LIVE)


async def expire(connection: AsyncConnection, now: datetime) -> None:
    """Mark what nobody needs to hear any more, and what nobody can, but leave alone what is being posted now."""
    posting = (deliveries.c.state == State.SENDING.value) & (deliveries.c.due_at > now)
    late = update(deliveries).where(live(), deliveries.c.expires_at <= now, ~posting)
    await connection.execute(late.values(state=State.EXPIRED.value, error=TOO_LATE, owner=""))
    closed = select(dead_places.c.team, dead_places.c.destination).where(dead_places.c.retry_at > now)
    there = (dead_places.c.team == deliveries.c.team) & (dead_places.c.destination == deliveries.c.destination)
    why = select(dead_places.c.error).where(there).scalar_subquery()
    waiting = (deliveries.c.state == State.WAITING.value) & (deliveries.c.due_at <= now)
    off = update(deliveries).where(waiting, tuple_(deliveries.c.team, deliveries.c.destination).in_(closed))
    await connection.execute(off.values(state=State.DEAD.value, error=why, owner=""))


async def granted(database: Database, connection: AsyncConnection, now: datetime, limit: int) -> list[int]:
    """Return up to `limit` due deliveries that may go out now; what they take of their paces is taken."""
    found = (await connection.execute(_due(now, limit))).all()
    known = await buckets.held(database, connection, {row.team for row in found})
    wanted, _ = _within(found, known, now)
    free = await _step(database, connection, {(row.team, row.destination) for row in wanted}, now)
    taken, left = _within([row for row in wanted if (row.team, row.destination) in free], known, now)
    await buckets.keep(connection, left.values())
    return [row.id for row in taken]


def _within(
    found: Sequence[_Found], known: Mapping[str, Workspace], now: datetime
) -> tuple[list[_Found], dict[str, Workspace]]:
    """Return what the buckets of its workspaces allow, and what is left in those."""
    left: dict[str, Workspace] = {}
    taken = []
    for row in found:
        if after := left.get(row.team, known[row.team]).posting(now):
            left[row.team] = after
            taken.append(row)
    return taken, left


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
    """Whether a delivery's workspace or place takes nothing now; few workspaces rest, and they are looked up once."""
    rests = or_(workspaces.c.posts_at > POSTS.latest(now), workspaces.c.paused_until > now)
    place = exists().where(
        paces.c.team == deliveries.c.team,
        paces.c.destination == deliveries.c.destination,
        paces.c.next_at > now,
    )
    return or_(deliveries.c.team.in_(select(workspaces.c.team).where(rests)), place)


async def _step(
    database: Database, connection: AsyncConnection, wanted: Collection[tuple[str, str]], now: datetime
) -> set[tuple[str, str]]:
    """Move on the places' next allowed times; return those where no other claim has just done so."""
    if not wanted:
        return set()
    step = database.insert(paces).on_conflict_do_update(
        index_elements=["team", "destination"], set_={"next_at": now + PACE}, where=paces.c.next_at <= now
    )
    rows = [{"team": team, "destination": place, "next_at": now + PACE} for team, place in sorted(wanted)]
    done = await connection.execute(step.returning(paces.c.team, paces.c.destination), rows)
    return {(row.team, row.destination) for row in done}
