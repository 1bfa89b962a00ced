"""What is past is not kept for ever: after 90 days crossings, messages and the record of rules are forgotten.

Never what is still alive, nor what a rule's state hangs on: a message that may be edited or sent yet, the message that
others stand under, and the crossings of the session that a rule stands in. What remains of a rule is the rule itself.
"""

from datetime import datetime, timedelta
from typing import Protocol

from bot.clock import Clock

KEPT = timedelta(days=90)


class Archive(Protocol):
    """Holds what is past. Raises StorageError."""

    async def prune(self, before: datetime, market_before: datetime) -> int:
        """Forget what is older than that, a few rows at a time, so that nobody waits; return how many rows it were.

        `before` is wall time; the record of rules has only market times, and goes by `market_before`.
        """


class Retention:
    """Forgets what is old. `clock` is market time, `wall` real time."""

    def __init__(self, archive: Archive, clock: Clock, wall: Clock) -> None:
        self._archive, self._clock, self._wall = archive, clock, wall

    async def turn(self) -> int:
        """Forget what is too old by now; asked for at the start, and once a day. Raises StorageError."""
        return await self._archive.prune(self._wall() - KEPT, self._clock() - KEPT)
