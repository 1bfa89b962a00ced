"""The requests to a source of figures, and its breaker, over SQL."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select

from bot.market.breaker import Breaker
from bot.market.budget import HOUR
from bot.storage.database import Database
from bot.storage.ground_tables import breakers, requests


class StoredRequestLog:
    """Keeps them for one `source` ("yahoo"); `bot.market.manners.RequestLog` says what each method does."""

    def __init__(self, database: Database, source: str) -> None:
        self._database, self._source = database, source

    async def load(self, since: datetime) -> tuple[Sequence[datetime], Breaker]:
        """Return the requests since then, and the breaker."""
        made = select(requests.c.at).where(requests.c.source == self._source, requests.c.at >= since)
        kept = select(breakers).where(breakers.c.source == self._source)
        async with self._database.read() as connection:
            times = (await connection.execute(made)).scalars().all()
            row = (await connection.execute(kept)).mappings().one_or_none()
        return times, Breaker() if row is None else Breaker(row["until"], row["strikes"], row["reason"])

    async def save(self, times: Sequence[datetime], breaker: Breaker) -> None:
        """Keep requests and the breaker; forget what no hour counts any more."""
        values = asdict(breaker)
        upsert = self._database.insert(breakers).values(source=self._source, **values)
        async with self._database.write() as connection:
            if times:
                rows = [{"source": self._source, "at": time} for time in times]
                await connection.execute(insert(requests), rows)
                await connection.execute(delete(requests).where(requests.c.at < max(times) - HOUR))
            await connection.execute(upsert.on_conflict_do_update(index_elements=["source"], set_=values))
