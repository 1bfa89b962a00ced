"""What became of rules: crossings with what they lead to, and the record of it. All in the book's transactions."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.audit import Deed, Entry, crossing, entry
from bot.alerts.book import Event
from bot.alerts.condition import Direction
from bot.alerts.hush import Held, Rung, hush, untold
from bot.alerts.modifiers import Frequency
from bot.storage import ledger, wiring
from bot.storage.database import Database
from bot.storage.rows import entry_of, entry_row
from bot.storage.tables import alerts, audits, events

# A rule that flaps is muted long before.
LATEST = 50


async def keep(connection: AsyncConnection, entries: Sequence[Entry]) -> None:
    """Keep what happened."""
    if entries:
        await connection.execute(audits.insert(), [entry_row(each) for each in entries])


async def story(connection: AsyncConnection, team: str, number: int, limit: int) -> Sequence[Entry]:
    """Return the newest entries about one rule, newest first."""
    asked = select(audits).where(audits.c.team == team, audits.c.alert_id == number)
    rows = await connection.execute(asked.order_by(audits.c.id.desc()).limit(limit))
    return [entry_of(row) for row in rows.mappings()]


async def ring(database: Database, connection: AsyncConnection, event: Event, now: datetime) -> Event | None:
    """Keep a crossing, and decide whether it is told; None where it was there before, or its rule is done."""
    alert = event.alert
    if alert.frequency is Frequency.ONCE and not await _finished(database, connection, event):
        return None
    earlier = await _rung(connection, event)
    decided = replace(event, held=_held(event, earlier), more=untold(earlier, event.threshold.direction))
    kept = await ledger.keep(database, connection, decided, now)
    if kept is None:
        return None
    told = crossing(alert, event.threshold, event.sample, event.reason, Deed.FIRED, event.detected_at)
    await keep(connection, [replace(told, details={**told.details, "held": kept.held, "event": str(kept.id)})])
    if kept.held is Held.FLAPPING and not alert.among:
        await _mute(connection, kept)
    return kept


def _held(event: Event, earlier: Sequence[Rung]) -> Held:
    """Say what becomes of a crossing: a member that flaps is told no more, and the others go on."""
    if event.alert.among and any(rung.held is Held.FLAPPING for rung in earlier):
        return Held.COOLDOWN
    return hush(earlier, event.sample.time, event.threshold.direction)


async def _finished(database: Database, connection: AsyncConnection, event: Event) -> bool:
    """Let a rule that speaks once be done; False where it was."""
    alert = event.alert
    mine = (alerts.c.team == alert.team) & (alerts.c.id == alert.id)
    done = update(alerts).where(mine, alerts.c.done_at.is_(None)).values(done_at=event.detected_at)
    row = (await connection.execute(done.returning(alerts))).mappings().one_or_none()
    if row is None:
        return False
    await wiring.note(database, connection, row["key"], row)
    await keep(connection, [entry(alert, Deed.FINISHED, event.detected_at)])
    return True


async def _rung(connection: AsyncConnection, event: Event) -> list[Rung]:
    """Return the latest crossings of the rule's present edition in this session, oldest first."""
    asked = (
        select(events.c.time, events.c.held, events.c.direction, events.c.alert)
        .where(events.c.team == event.alert.team, events.c.alert_id == event.alert.id)
        .where(events.c.session == event.sample.session, events.c.target == event.sample.target)
        .order_by(events.c.id.desc())
        .limit(LATEST)
    )
    rows = (await connection.execute(asked)).mappings().all()
    return [
        Rung(row["time"], Held(row["held"] or ""), Direction(row["direction"]))
        for row in reversed(rows)
        if row["alert"]["edition"] == event.alert.edition
    ]


async def _mute(connection: AsyncConnection, event: Event) -> None:
    """Keep a rule that flaps silent for the rest of its session."""
    alert = event.alert
    mine = (alerts.c.team == alert.team) & (alerts.c.id == alert.id)
    await connection.execute(update(alerts).where(mine).values(muted_in=event.sample.session))
    await keep(connection, [entry(alert, Deed.MUTED, event.detected_at, why=Held.FLAPPING)])
