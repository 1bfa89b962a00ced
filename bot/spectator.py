"""A replay seen from a process that does not play it: it stands where another one has brought the tape to."""

from dataclasses import dataclass

from bot.market.desk import QuoteDesk
from bot.market.providers.replay import ReplayProvider
from bot.replay import ReplayLog, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Spectator:
    """Follows the cursor of the tape with this `digest`."""

    provider: ReplayProvider
    desk: QuoteDesk
    log: ReplayLog
    run: Run
    digest: str

    async def turn(self) -> None:
        """Stand where the tape has come to; called a few times a second. Raises StorageError."""
        cursor = await self.log.load(self.digest)
        if cursor is None:
            return
        if cursor.run != self.run.number:
            await self.desk.clear()
        self.run.number = cursor.run
        self.provider.move_to(cursor.line)
