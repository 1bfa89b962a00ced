"""What Hong Kong traded, over SQL: days, months, samples and universes."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Table, delete, select

from bot.market.tally.official import Day
from bot.market.tally.pace import Sample
from bot.market.tally.store import DAYS_OF_SAMPLES
from bot.market.tally.universe import Universe
from bot.market.turnover import Scope
from bot.storage.database import Database
from bot.storage.market_tables import daily_turnovers, monthly_turnovers, turnover_samples, universes


class StoredTallies:
    """Keeps turnovers in `database`; `bot.market.tally.store.TallyStore` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def days(self, scope: Scope) -> Sequence[Day]:
        """Read them in order."""
        table = daily_turnovers.c
        wanted = select(table.day, table.value, table.source, table.half).where(table.scope == scope.value)
        async with self._database.read() as connection:
            rows = await connection.execute(wanted.order_by(table.day))
            return [Day(*row) for row in rows]

    async def keep_days(self, scope: Scope, days: Iterable[Day]) -> None:
        """Insert or replace."""
        await self._put(daily_turnovers, [{"scope": scope.value, **asdict(day)} for day in days])

    async def months(self) -> Sequence[tuple[str, Decimal]]:
        """Read them in order."""
        wanted = select(monthly_turnovers.c.month, monthly_turnovers.c.value).order_by(monthly_turnovers.c.month)
        async with self._database.read() as connection:
            return [(month, value) for month, value in await connection.execute(wanted)]

    async def keep_months(self, months: Iterable[tuple[str, Decimal]], source: str) -> None:
        """Insert or replace."""
        rows: list[dict[str, object]] = [{"month": key, "value": value, "source": source} for key, value in months]
        await self._put(monthly_turnovers, rows)

    async def samples(self, scope: Scope, since: date) -> Sequence[Sample]:
        """Read them in order."""
        table = turnover_samples.c
        wanted = select(table.day, table.minute, table.value).where(table.scope == scope.value, table.day >= since)
        async with self._database.read() as connection:
            rows = await connection.execute(wanted.order_by(table.day, table.minute))
            return [Sample(*row) for row in rows]

    async def keep_sample(self, scope: Scope, sample: Sample) -> None:
        """Insert or replace; what is too old goes out on the way."""
        old = turnover_samples.c.day < sample.day - timedelta(days=DAYS_OF_SAMPLES)
        async with self._database.write() as connection:
            await connection.execute(delete(turnover_samples).where(old))
        await self._put(turnover_samples, [{"scope": scope.value, **asdict(sample)}])

    async def universe(self, before: date) -> Universe | None:
        """Read the newest."""
        wanted = select(universes).where(universes.c.day < before).order_by(universes.c.day.desc()).limit(1)
        async with self._database.read() as connection:
            row = (await connection.execute(wanted)).mappings().one_or_none()
        return None if row is None else Universe(row["day"], tuple(row["symbols"]), row["share"], row["total"])

    async def keep_universe(self, universe: Universe) -> None:
        """Insert or replace."""
        await self._put(universes, [{**asdict(universe), "symbols": list(universe.symbols)}])

    async def _put(self, table: Table, rows: Sequence[dict[str, object]]) -> None:
        """Insert rows; one whose key is there already takes its place."""
        if not rows:
            return
        keys = [column.name for column in table.primary_key]
        insert = self._database.insert(table)
        changed = {name: insert.excluded[name] for name in rows[0] if name not in keys}
        async with self._database.write() as connection:
            await connection.execute(insert.on_conflict_do_update(index_elements=keys, set_=changed), list(rows))
