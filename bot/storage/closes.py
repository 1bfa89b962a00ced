"""Daily closes over SQL. A past is thousands of rows: written and read in parts, so that nobody else waits long."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TypeVar

from sqlalchemy import delete, func, select

from bot.market.closes.store import Past
from bot.market.quotes import Close, Series
from bot.storage.database import Database
from bot.storage.market_tables import daily_figures, histories

Item = TypeVar("Item")

# A transaction of so many rows takes a few milliseconds; other writers come between two of them.
PART = 400
READ = 2000


class StoredCloses:
    """Keeps them in `database`; `bot.market.closes.store.ClosesStore` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def pasts(self) -> Mapping[str, Past]:
        """Read all: a row a symbol."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(histories))).mappings().all()
        return {row["symbol"]: Past(row["complete"], row["filled_at"], row["tried_at"], row["trouble"]) for row in rows}

    async def series(self, symbol: str) -> Series:
        """Read its rows, part by part."""
        complete = select(histories.c.complete).where(histories.c.symbol == symbol)
        rows = select(daily_figures.c.day, daily_figures.c.close).where(daily_figures.c.symbol == symbol)
        part = rows.order_by(daily_figures.c.day).limit(READ)
        closes: list[Close] = []
        async with self._database.read() as connection:
            whole = bool(await connection.scalar(complete))
            while found := (await connection.execute(part)).all():
                closes += [Close(day, close) for day, close in found]
                if len(found) < READ:
                    break
                part = rows.where(daily_figures.c.day > closes[-1].day).order_by(daily_figures.c.day).limit(READ)
        return Series(tuple(closes), whole)

    async def last(self) -> Mapping[str, Close]:
        """Look up the newest row of each symbol that has a past."""
        inner = daily_figures.alias()
        newest = select(func.max(inner.c.day)).where(inner.c.symbol == histories.c.symbol).scalar_subquery()
        found = select(daily_figures.c.symbol, daily_figures.c.day, daily_figures.c.close).where(
            daily_figures.c.symbol == histories.c.symbol, daily_figures.c.day == newest
        )
        async with self._database.read() as connection:
            return {symbol: Close(day, close) for symbol, day, close in (await connection.execute(found)).all()}

    async def note(self, symbol: str, past: Past) -> None:
        """Insert its row, or update it."""
        values = asdict(past)
        entry = self._database.insert(histories).values(symbol=symbol, **values)
        async with self._database.write() as connection:
            await connection.execute(entry.on_conflict_do_update(index_elements=["symbol"], set_=values))

    async def fill(self, symbol: str, series: Series, past: Past, *, keep: bool) -> None:
        """Mark it as not filled, write it part by part, and mark it as filled."""
        await self.note(symbol, replace(past, filled_at=None, trouble=""))
        if not keep and series.closes:
            await self._drop(symbol, {close.day for close in series.closes})
        for part in _parts(series.closes):
            await self._write([(symbol, close) for close in part])
        await self.note(symbol, past)

    async def add(self, closes: Mapping[str, Close]) -> None:
        """Write one row a symbol."""
        for part in _parts(list(closes.items())):
            await self._write(part)

    async def _write(self, closes: Sequence[tuple[str, Close]]) -> None:
        rows = [{"symbol": symbol, "day": close.day, "close": close.price} for symbol, close in closes]
        entry = self._database.insert(daily_figures)
        # What else is known of the day stays.
        upsert = entry.on_conflict_do_update(index_elements=["symbol", "day"], set_={"close": entry.excluded.close})
        async with self._database.write() as connection:
            await connection.execute(upsert, rows)

    async def _drop(self, symbol: str, days: Collection[date]) -> None:
        """Delete the closes of other days than these, up to the last of them."""
        kept = select(daily_figures.c.day).where(daily_figures.c.symbol == symbol, daily_figures.c.day <= max(days))
        async with self._database.read() as connection:
            strange = [day for day in (await connection.execute(kept)).scalars() if day not in days]
        for part in _parts(strange):
            gone = delete(daily_figures).where(daily_figures.c.symbol == symbol, daily_figures.c.day.in_(part))
            async with self._database.write() as connection:
                await connection.execute(gone)


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Cut `items` into parts of one transaction each."""
    return (items[start : start + PART] for start in range(0, len(items), PART))
