"""Living messages over SQL: a row for each message that stands somewhere, and may have to be edited."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.book import Delivery, Posted, State
from bot.alerts.living import EVERY, Effect, Message, Note
from bot.storage import buckets
from bot.storage.buckets import EDITS
from bot.storage.courses import OF_TOLD, keep, running
from bot.storage.database import Database
from bot.storage.delivery_tables import courses, deliveries, living, paces, told
from bot.storage.parcels import load
from bot.storage.rows import Row

LIVE = (State.WAITING.value, State.SENDING.value, State.DOUBTFUL.value)
# A change that was being committed while somebody looked is seen by the next look: rendering tells whether it is new.
MARGIN = timedelta(seconds=5)
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class StoredLiving:
    """Keeps living messages in `database`; `bot.alerts.living.Living` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, now: datetime, every: timedelta = EVERY, limit: int = 20) -> Sequence[Message]:
        """Take the messages about which something has changed."""
        async with self._database.read() as connection:
            if not await connection.scalar(select(_due(now, every).exists())):
                return ()
        async with self._database.write() as connection:
            chosen = _due(now, every).order_by(living.c.edited_at).limit(limit)
            locked = await connection.execute(chosen.with_for_update(skip_locked=True, of=living))
            found = [(row.delivery_id, row.team) for row in locked]
            taken = await self._granted(connection, found, now)
            if not taken:
                return ()
            mine = living.c.delivery_id.in_(taken)
            await connection.execute(update(living).where(mine).values(edited_at=now))
            rows = (await connection.execute(select(living).where(mine))).mappings().all()
            told_by = {each.id: each for each in await load(connection, deliveries.c.id.in_(taken))}
        return [_message(row, told_by[row["delivery_id"]]) for row in rows]

    async def rest(self, team: str, until: datetime) -> None:
        """Edit nothing in a workspace before `until`."""
        async with self._database.write() as connection:
            found = await buckets.held(self._database, connection, [team])
            await buckets.keep(connection, [replace(found[team], edits_at=EDITS.latest(until))])

    async def edited(self, message: Message, shown: str) -> None:
        """Keep what it says now; a button pressed meanwhile keeps it due."""
        still = living.c.edited_at == message.claimed_at
        looked_at = case((still, message.claimed_at - MARGIN), else_=NEVER)
        await self._write(message, shown=shown, looked_at=looked_at, frozen=case((still, message.over), else_=False))

    async def freeze(self, message: Message) -> None:
        """Leave it as it stands for good."""
        await self._write(message, frozen=True)

    async def close(self, now: datetime, wall: datetime) -> int:
        """End the courses whose session is over."""
        async with self._database.read() as connection:
            if not await connection.scalar(select(exists().where(~courses.c.over))):
                return 0
        async with self._database.write() as connection:
            ended = [course for course in await running(connection) if course.ended(now)]
            for course in ended:
                await keep(connection, course.at_its_end(), wall)
        return len(ended)

    async def note(self, channel: str, ts: str, note: Note) -> bool:
        """Have the message there say what a button did."""
        there = (deliveries.c.channel == channel) & (deliveries.c.ts == ts)
        async with self._database.write() as connection:
            found = select(living).join(deliveries, deliveries.c.id == living.c.delivery_id).where(there)
            row = (await connection.execute(found.with_for_update(of=living))).mappings().one_or_none()
            if row is None:
                return False
            notes = [each for each in row["notes"] if each["number"] != note.number] + [_note_row(note)]
            values = {"notes": notes, "frozen": False, "edited_at": NEVER, "looked_at": NEVER}
            mine = living.c.delivery_id == row["delivery_id"]
            await connection.execute(update(living).where(mine).values(values))
        return True

    async def _granted(self, connection: AsyncConnection, found: Sequence[tuple[int, str]], now: datetime) -> list[int]:
        """Return which of these messages may be edited now, by what is left in their workspaces' buckets."""
        known = await buckets.held(self._database, connection, {team for _, team in found})
        granted: list[int] = []
        for number, team in found:
            if after := known[team].editing(now):
                known[team] = after
                granted.append(number)
        await buckets.keep(connection, known.values())
        return granted

    async def _write(self, message: Message, **values: object) -> None:
        async with self._database.write() as connection:
            mine = living.c.delivery_id == message.delivery.id
            await connection.execute(update(living).where(mine).values(values))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A delivery that was posted: where it stands, since when, and how it was posted."""

    delivery: Delivery
    channel: str
    ts: str
    now: datetime
    how: Posted


async def born(connection: AsyncConnection, arrived: Sequence[Arrival]) -> None:
    """Let messages that tell of events live from their post on."""
    if rows := [_row(each) for each in arrived if each.delivery.events]:
        await connection.execute(living.insert(), rows)


def _row(arrival: Arrival) -> dict[str, object]:
    delivery, now, how = arrival.delivery, arrival.now, arrival.how
    row = {"delivery_id": delivery.id, "team": delivery.team, "posted_at": now, "edited_at": now, "frozen": False}
    seen = {"looked_at": now - MARGIN, "shown": how.shown, "repeated": how.repeated, "plain": how.plain, "notes": []}
    return {**row, **seen}


async def freeze_all(connection: AsyncConnection) -> None:
    """Leave every message as it stands, and follow no figure any more."""
    await connection.execute(update(living).where(~living.c.frozen).values(frozen=True))
    await connection.execute(update(courses).where(~courses.c.over).values(over=True))


def _due(now: datetime, every: timedelta) -> Select[tuple[int, str]]:
    """Choose the messages about which something has changed, where nothing waits to be posted."""
    changed = (
        exists()
        .select_from(OF_TOLD)
        .where(told.c.delivery_id == living.c.delivery_id, courses.c.changed_at >= living.c.looked_at)
    )
    posting = deliveries.alias()
    busy = exists().where(posting.c.team == living.c.team, posting.c.state.in_(LIVE), posting.c.due_at <= now)
    paced = exists().where(
        deliveries.c.id == living.c.delivery_id,
        paces.c.team == deliveries.c.team,
        paces.c.destination == deliveries.c.destination,
        paces.c.next_at > now,
    )
    return select(living.c.delivery_id, living.c.team).where(
        ~living.c.frozen, living.c.edited_at <= now - every, changed, ~busy, ~paced
    )


def _message(row: Row, delivery: Delivery) -> Message:
    return Message(
        delivery=delivery,
        posted_at=row["posted_at"],
        claimed_at=row["edited_at"],
        repeated=row["repeated"],
        plain=row["plain"],
        shown=row["shown"],
        notes=tuple(_note(each) for each in row["notes"]),
    )


def _note_row(note: Note) -> dict[str, object]:
    return {**asdict(note), "until": note.until and note.until.isoformat()}


def _note(row: Mapping[str, Any]) -> Note:
    until = row["until"] and datetime.fromisoformat(row["until"])
    return Note(row["number"], Effect(row["effect"]), row["by"], until)
