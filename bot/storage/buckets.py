"""How much a workspace may be sent, over SQL: a row each, part of every claim, so that more workers are not faster.

A bucket is kept as the time by which it is full again: what is taken moves that on, and where it would lie further
ahead than the bucket is deep, nothing can be taken.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import Database
from bot.storage.delivery_tables import workspaces

FULL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rate:
    """One every `interval`, and `burst` of them at once after a rest."""

    interval: timedelta
    burst: int

    def latest(self, now: datetime) -> datetime:
        """Return until when a bucket may be full again for one more to be taken at `now`."""
        return now + (self.burst - 1) * self.interval


# Slack takes "several hundred" posts a minute of one app in one workspace, and some fifty edits (its tier 3).
POSTS = Rate(timedelta(milliseconds=200), 20)
EDITS = Rate(timedelta(milliseconds=1200), 10)


@dataclass(frozen=True, slots=True)
class Workspace:
    """The buckets of one workspace, and until when it rests."""

    team: str
    posts_at: datetime = FULL
    edits_at: datetime = FULL
    paused_until: datetime | None = None

    def posting(self, now: datetime) -> "Workspace | None":
        """Return it after one post, None where none may go out now."""
        if self._paused(now) or self.posts_at > POSTS.latest(now):
            return None
        return replace(self, posts_at=max(self.posts_at, now) + POSTS.interval)

    def editing(self, now: datetime) -> "Workspace | None":
        """Return it after one edit, which leaves half of the posts to news; None where none may go out now."""
        spare = now + POSTS.burst // 2 * POSTS.interval
        if self._paused(now) or self.edits_at > EDITS.latest(now) or self.posts_at > spare:
            return None
        edits_at = max(self.edits_at, now) + EDITS.interval
        return replace(self, edits_at=edits_at, posts_at=max(self.posts_at, now) + POSTS.interval)

    def _paused(self, now: datetime) -> bool:
        return self.paused_until is not None and self.paused_until > now


async def held(database: Database, connection: AsyncConnection, teams: Collection[str]) -> dict[str, Workspace]:
    """Return the workspaces, nobody else's to change until the transaction ends."""
    ordered = sorted(set(teams))
    if not ordered:
        return {}
    new = [{"team": team, "posts_at": FULL, "edits_at": FULL, "error": ""} for team in ordered]
    await connection.execute(database.insert(workspaces).on_conflict_do_nothing(), new)
    asked = select(workspaces).where(workspaces.c.team.in_(ordered)).order_by(workspaces.c.team).with_for_update()
    return {
        row.team: Workspace(row.team, row.posts_at, row.edits_at, row.paused_until)
        for row in await connection.execute(asked)
    }


async def keep(connection: AsyncConnection, changed: Collection[Workspace]) -> None:
    """Keep what was taken."""
    if changed:
        rows = [{"which": each.team, "posts": each.posts_at, "edits": each.edits_at} for each in changed]
        await connection.execute(_KEEP, rows)


_KEEP = (
    update(workspaces)
    .where(workspaces.c.team == bindparam("which"))
    .values(posts_at=bindparam("posts"), edits_at=bindparam("edits"))
)
