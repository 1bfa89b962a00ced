"""The receipts over SQL: who inserts the key first has it."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.storage.database import Database
from bot.storage.ground_tables import receipts


class StoredReceipts:
    """Keeps what came in, in `database`; `bot.receipts.Receipts` says what the method does."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def first(self, key: str, now: datetime, keep: timedelta) -> bool:
        """Insert the key, if nobody has; what is no longer needed goes out on the way."""
        entry = self._database.insert(receipts).values(key=key, expires_at=now + keep)
        async with self._database.write() as connection:
            await connection.execute(delete(receipts).where(receipts.c.expires_at <= now))
            once = entry.on_conflict_do_nothing(index_elements=["key"]).returning(receipts.c.key)
            return (await connection.execute(once)).scalar() is not None
