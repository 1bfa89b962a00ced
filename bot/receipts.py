"""What came in already, so that what comes twice has one effect. A protocol; storage implements it."""

from datetime import datetime, timedelta
from typing import Protocol


class Receipts(Protocol):
    """Remembers keys for a while, across restarts and processes."""

    async def first(self, key: str, now: datetime, keep: timedelta) -> bool:
        """Remember `key` until `now + keep` (wall time); False where it is remembered already. Raises StorageError."""
