"""The alert book over SQL."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Alert, Sample, Standing
from bot.alerts.audit import Deed, Entry, entry
from bot.alerts.book import Change, Event, Place, Rewiring, Sweep
from bot.alerts.forgotten import Forgotten
from bot.alerts.hush import Held
from bot.alerts.modifiers import Frequency
from bot.market.admission import Admitted
from bot.storage import annals, courses, ledger, oblivion, watchlists, wiring
from bot.storage.chunks import chunks
from bot.storage.database import Database
from bot.storage.rows import admitted_of, alert_of, alert_row, event_of, reading_of
from bot.storage.tables import admitted, alerts, events, numbers, readings, seeds, standings

# Alerts that are read in one go: between two of those others have their turn.
PART = 200


class StoredAlertBook:
    """Keeps alerts and what became of them in `database`; `bot.alerts.book.AlertBook` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, alert: Alert) -> Alert:
        """Keep a new alert; return it with its number."""
        async with self._database.write() as connection:
            return await self._numbered(connection, alert)

    async def last(self, team: str) -> int:
        """Return the number given out last."""
        async with self._database.read() as connection:
            return await connection.scalar(select(numbers.c.last).where(numbers.c.team == team)) or 0

    async def add_after(self, alert: Alert, last: int) -> Alert | None:
        """Keep a new alert, if nobody was faster."""
        locked = select(numbers.c.last).where(numbers.c.team == alert.team).with_for_update()
        async with self._database.write() as connection:
            first = self._database.insert(numbers).values(team=alert.team, last=0)
            await connection.execute(first.on_conflict_do_nothing())
            given = (await connection.execute(locked)).scalar_one()
            return await self._numbered(connection, alert) if given == last else None

    async def planted(self, name: str) -> bool:
        """Whether a seed of that name was ever planted."""
        async with self._database.read() as connection:
            return await connection.scalar(select(seeds.c.name).where(seeds.c.name == name)) is not None

    async def plant(self, name: str, alert: Alert) -> Alert | None:
        """Keep an alert that a setting asks for, once."""
        async with self._database.write() as connection:
            once = self._database.insert(seeds).values(name=name).on_conflict_do_nothing().returning(seeds.c.name)
            if (await connection.execute(once)).scalar() is None:
                return None
            return await self._numbered(connection, alert)

    async def alert(self, team: str, number: int) -> Alert | None:
        """Return one alert."""
        async with self._database.read() as connection:
            row = (await connection.execute(select(alerts).where(_is(team, number)))).mappings().one_or_none()
            return None if row is None else (await watchlists.listed(connection, [alert_of(row)]))[0]

    async def listed(self, alert: Alert) -> Alert:
        """Return an alert, kept or not, with whom it is about where that is what its owner watches."""
        async with self._database.read() as connection:
            return (await watchlists.listed(connection, [alert]))[0]

    async def alerts(self, team: str = "", destination: str = "", creator: str = "") -> Sequence[Alert]:
        """Return the alerts kept, oldest first."""
        asked = select(alerts).order_by(alerts.c.team, alerts.c.id)
        for column, wanted in ((alerts.c.team, team), (alerts.c.destination, destination), (alerts.c.creator, creator)):
            asked = asked.where(column == wanted) if wanted else asked
        found: list[Alert] = []
        async with self._database.read() as connection:
            for part in (await connection.execute(asked)).mappings().partitions(PART):
                found += [alert_of(row) for row in part]
                await asyncio.sleep(0)
            return await watchlists.listed(connection, found)

    async def change(self, alert: Alert, entry: Entry | None = None) -> None:
        """Keep `alert` in place of what it was; a grown edition forgets its standings."""
        async with self._database.write() as connection:
            before = await _locked(connection, alert.team, alert.id)
            if before is None:
                return
            row = {**alert_row(alert), "key": before["key"]}
            await connection.execute(update(alerts).where(_is(alert.team, alert.id)).values(row))
            await annals.keep(connection, [entry] if entry else [])
            if before["edition"] != alert.edition:
                await _forget(connection, alert.team, alert.id)
            if (before["edition"], before["done_at"]) != (alert.edition, alert.done_at):
                await wiring.note(self._database, connection, before["key"], wiring.watched(before))

    async def remove(self, team: str, number: int, entry: Entry | None = None) -> None:
        """Remove an alert; its events stay."""
        async with self._database.write() as connection:
            if before := await _locked(connection, team, number):
                await connection.execute(delete(alerts).where(_is(team, number)))
                await _forget(connection, team, number)
                await annals.keep(connection, [entry] if entry else [])
                await wiring.note(self._database, connection, before["key"], wiring.watched(before))

    async def ending(self, until: datetime) -> Sequence[Alert]:
        """Return the alerts that end by `until` and have something to say yet."""
        asked = select(alerts).where(alerts.c.expires_at <= until, alerts.c.done_at.is_(None))
        async with self._database.read() as connection:
            rows = await connection.execute(asked.order_by(alerts.c.team, alerts.c.id))
            return [alert_of(row) for row in rows.mappings()]

    async def warn(self, alert: Alert, entry: Entry, now: datetime) -> None:
        """Keep that a rule's end was announced, and put the announcement into the outbox, once."""
        first = update(alerts).where(_is(alert.team, alert.id), alerts.c.warned_at.is_(None))
        async with self._database.write() as connection:
            if (await connection.execute(first.values(warned_at=alert.warned_at))).rowcount:
                await annals.keep(connection, [entry])
                await ledger.announce(connection, alert, entry.at, now)

    async def forget(self, team: str, person: str) -> Forgotten:
        """Delete what is a person's alone, and let a pseudonym stand for them in the rest."""
        async with self._database.write() as connection:
            return await oblivion.forget(self._database, connection, team, person)

    async def story(self, team: str, number: int, limit: int = 12) -> Sequence[Entry]:
        """Return the newest entries about one rule, newest first."""
        async with self._database.read() as connection:
            return await annals.story(connection, team, number, limit)

    async def rewired(self, after: int) -> Rewiring:
        """Return what changed about the rules since version `after` of them."""
        async with self._database.read() as connection:
            return await wiring.rewired(connection, after)

    async def keyed(self, keys: Collection[int]) -> Sequence[Alert]:
        """Return the alerts with these keys."""
        async with self._database.read() as connection:
            parts = [select(alerts).where(alerts.c.key.in_(part)) for part in chunks(sorted(keys))]
            found = [alert_of(row) for part in parts for row in (await connection.execute(part)).mappings()]
            return await watchlists.listed(connection, found)

    async def always(self) -> Sequence[Alert]:
        """Return the alerts that tell every crossing and stand somewhere where they have told one."""
        spent = exists().where(
            standings.c.team == alerts.c.team, standings.c.alert_id == alerts.c.id, ~standings.c.armed
        )
        asked = select(alerts).where(alerts.c.frequency == Frequency.ALWAYS.value, spent)
        async with self._database.read() as connection:
            rows = await connection.execute(asked)
            return await watchlists.listed(connection, [alert_of(row) for row in rows.mappings()])

    async def pending(self) -> Sequence[Alert]:
        """Return the alerts that stand somewhere where a crossing still has to last."""
        waits = exists().where(
            standings.c.team == alerts.c.team, standings.c.alert_id == alerts.c.id, standings.c.since.is_not(None)
        )
        async with self._database.read() as connection:
            rows = await connection.execute(select(alerts).where(alerts.c.lasting > 0, waits))
            return await watchlists.listed(connection, [alert_of(row) for row in rows.mappings()])

    async def readings(self) -> Sequence[Sample]:
        """Return the last sample of each subject that a recorded sweep has judged."""
        async with self._database.read() as connection:
            return [reading_of(row) for row in (await connection.execute(select(readings))).mappings()]

    async def standings(self, alerts: Collection[Alert]) -> dict[Place, Standing]:
        """Return the standings of these alerts in their present edition."""
        async with self._database.read() as connection:
            return await ledger.standing(connection, [(alert.team, alert.id) for alert in alerts])

    async def learn(self, changes: Sequence[Change]) -> None:
        """Keep the side a new alert starts on."""
        async with self._database.write() as connection:
            await ledger.move(self._database, connection, changes)

    async def admitted(self) -> Sequence[Admitted]:
        """Return the admission gate's memory as last recorded."""
        async with self._database.read() as connection:
            return [admitted_of(row) for row in (await connection.execute(select(admitted))).mappings()]

    async def record(self, sweep: Sweep, now: datetime) -> Sequence[Event]:
        """Record a sweep in one transaction; return the events that were new."""
        async with self._database.write() as connection:
            moved = await ledger.move(self._database, connection, sweep.changes)
            new = []
            for event in sweep.events:
                if event.place in moved:
                    kept = await annals.ring(self._database, connection, event, now)
                    new += [kept] if kept else []
            await annals.keep(connection, [each.entry for each in sweep.holds if each.place in moved])
            told = [event for event in new if event.held is not Held.COOLDOWN]
            await ledger.send(self._database, connection, told, now)
            await courses.follow(connection, sweep.readings, now)
            await ledger.note_readings(self._database, connection, sweep.readings)
            await ledger.remember(self._database, connection, sweep.admitted)
            if sweep.readings:
                await wiring.count(self._database, connection, wiring.TURN)
        return new

    async def event(self, event_id: int) -> Event | None:
        """Return one event."""
        found = await self._events(select(events).where(events.c.id == event_id))
        return found[0] if found else None

    async def events(self, team: str, number: int, limit: int = 10) -> Sequence[Event]:
        """Return the newest events of one alert, newest first."""
        asked = select(events).where(events.c.team == team, events.c.alert_id == number)
        return await self._events(asked.order_by(events.c.id.desc()).limit(limit))

    async def _events(self, asked: Select[tuple[object, ...]]) -> list[Event]:
        async with self._database.read() as connection:
            return [event_of(row) for row in (await connection.execute(asked)).mappings()]

    async def _numbered(self, connection: AsyncConnection, alert: Alert) -> Alert:
        """Give an alert its team's next number, and keep it."""
        insert = self._database.insert(numbers).values(team=alert.team, last=1)
        count = insert.on_conflict_do_update(index_elements=["team"], set_={"last": numbers.c.last + 1})
        number = (await connection.execute(count.returning(numbers.c.last))).scalar_one()
        key = await wiring.count(self._database, connection, wiring.RULE)
        kept = replace(alert, id=number, key=key)
        await connection.execute(alerts.insert().values(alert_row(kept)))
        await annals.keep(connection, [entry(kept, Deed.MADE, kept.made_at, kept.creator)])
        await wiring.note(self._database, connection, key, None)
        return kept


def _is(team: str, number: int) -> ColumnElement[bool]:
    return (alerts.c.team == team) & (alerts.c.id == number)


async def _locked(connection: AsyncConnection, team: str, number: int) -> dict[str, Any] | None:
    """Return an alert's row, nobody else's to change until the transaction ends."""
    asked = select(alerts).where(_is(team, number)).with_for_update()
    row = (await connection.execute(asked)).mappings().one_or_none()
    return None if row is None else {**row}


async def _forget(connection: AsyncConnection, team: str, number: int) -> None:
    await connection.execute(delete(standings).where(standings.c.team == team, standings.c.alert_id == number))
