"""Market caps and share counts by day, over SQL: two more columns of the daily closes."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import or_, select, update

from bot.market.milestones import DayFigures
from bot.storage.database import Database
from bot.storage.market_tables import daily_figures

# A transaction of so many rows takes a few milliseconds; other writers come between two of them.
PART = 50


class StoredFigures:
    """Keeps them in `database`; `bot.market.figures.FiguresStore` says what each method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def read(self, symbol: str) -> Sequence[DayFigures]:
        """Read the rows that have any."""
        columns = daily_figures.c
        known = or_(columns.market_cap.is_not(None), columns.shares.is_not(None))
        rows = select(columns.day, columns.market_cap, columns.shares).where(columns.symbol == symbol, known)
        async with self._database.read() as connection:
            return [DayFigures(*row) for row in await connection.execute(rows.order_by(columns.day))]

    async def keep(self, figures: Mapping[str, DayFigures]) -> Collection[str]:
        """Add to the rows that are there, part by part."""
        items, kept = list(figures.items()), set()
        for start in range(0, len(items), PART):
            async with self._database.write() as connection:
                for symbol, each in items[start : start + PART]:
                    row = update(daily_figures).where(daily_figures.c.symbol == symbol, daily_figures.c.day == each.day)
                    changed = await connection.execute(row.values(market_cap=each.market_cap, shares=each.shares))
                    if changed.rowcount:
                        kept.add(symbol)
        return kept
