"""The register of corporate actions over SQL."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.alerts.alert import Alert, Audience
from bot.alerts.condition import Unit
from bot.alerts.measure import kept
from bot.alerts.pausing import Revised
from bot.alerts.register import Action
from bot.market.splits import divided
from bot.storage import annals, wiring
from bot.storage.action_tables import absences, corporate_actions
from bot.storage.database import Database
from bot.storage.delivery_tables import deliveries
from bot.storage.drafts import draft
from bot.storage.ledger import NOTICE_LIFETIME
from bot.storage.rows import Row, alert_of, alert_row, as_json
from bot.storage.tables import alerts, readings, standings

PERSON = ("U", "W")  # who asked to be forgotten has no such id any more


class StoredRegister:
    """Keeps them in `database`; `bot.alerts.register.Register` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def act(
        self, action: Action, revise: Callable[[Alert], Revised | None], now: datetime
    ) -> Sequence[Alert] | None:
        """Note the action, and revise the rules that it concerns, once."""
        noted = self._database.insert(corporate_actions).values(symbol=action.symbol, name=action.name, at=now)
        first = noted.on_conflict_do_nothing().returning(corporate_actions.c.name)
        async with self._database.write() as connection:
            if (await connection.execute(first)).scalar() is None:
                return None
            revised = []
            for row in (await connection.execute(_concerned(action.symbol))).mappings().all():
                if found := revise(alert_of(row)):
                    await self._keep(connection, row, found, now)
                    revised.append(found.alert)
            if action.ratio:
                await _divide(connection, action.symbol, action.ratio)
                await wiring.count(self._database, connection, wiring.TURN)
        return revised

    async def absences(self) -> Mapping[str, Collection[date]]:
        """Read all: there are few."""
        found: dict[str, set[date]] = defaultdict(set)
        async with self._database.read() as connection:
            for symbol, day in (await connection.execute(select(absences))).all():
                found[symbol].add(day)
        return found

    async def absent(self, symbol: str, day: date) -> None:
        """Insert a row."""
        async with self._database.write() as connection:
            await connection.execute(
                self._database.insert(absences).values(symbol=symbol, day=day).on_conflict_do_nothing()
            )

    async def present(self, symbol: str) -> None:
        """Delete its rows."""
        async with self._database.write() as connection:
            await connection.execute(delete(absences).where(absences.c.symbol == symbol))

    async def _keep(self, connection: AsyncConnection, before: Row, revised: Revised, now: datetime) -> None:
        """Keep a rule in place of what it was; tell its owner that it is paused."""
        alert = revised.alert
        here = (alerts.c.team == alert.team) & (alerts.c.id == alert.id)
        await connection.execute(update(alerts).where(here).values(alert_row(alert)))
        await connection.execute(
            delete(standings).where(standings.c.team == alert.team, standings.c.alert_id == alert.id)
        )
        await annals.keep(connection, [revised.entry])
        await wiring.note(self._database, connection, alert.key, wiring.watched(before))
        if alert.paused and before["paused"] is None:
            await connection.execute(deliveries.insert().values(_notice(alert, now)))


def _concerned(symbol: str) -> Select[tuple[object, ...]]:
    """Choose the rules that are not done with `symbol`; of joined ones, those that name it in a part."""
    named = (alerts.c.target == symbol) | alerts.c.words.contains(f"and {symbol.lower()} ", autoescape=True)
    asked = select(alerts).where(named, alerts.c.done_at.is_(None))
    return asked.order_by(alerts.c.team, alerts.c.id).with_for_update()


def _notice(alert: Alert, now: datetime) -> dict[str, object]:
    """Return the columns of the message to whoever owns a rule."""
    owned = alert.creator.startswith(PERSON)
    place = (alert.creator, Audience.PERSON) if owned else (alert.destination, alert.audience)
    return {**draft(alert.team, *place, now, NOTICE_LIFETIME), "notice": as_json(alert)}


async def _divide(connection: AsyncConnection, symbol: str, ratio: Fraction) -> None:
    """Let the last prices that were judged read as after the split: the next move begins there."""
    asked = select(readings).where(readings.c.target == symbol).with_for_update()
    for row in (await connection.execute(asked)).mappings().all():
        if kept(row["measure"]).unit is Unit.PRICE:
            here = (readings.c.target == symbol) & (readings.c.measure == row["measure"])
            await connection.execute(update(readings).where(here).values(value=divided(row["value"], ratio)))
