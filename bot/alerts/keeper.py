"""Rules do not live for ever: whom a rule speaks to is told some days before it ends, and then it ends."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts.alert import Alert
from bot.alerts.audit import Deed, entry
from bot.alerts.book import AlertBook
from bot.clock import Clock

AHEAD = timedelta(days=3)
# Who makes a rule for a few days knows that it ends.
SHORT = timedelta(days=7)


class Keeper:
    """Warns of rules that end, and ends them. `clock` is market time, `wall` real time."""

    def __init__(self, book: AlertBook, clock: Clock, wall: Clock) -> None:
        self._book, self._clock, self._wall = book, clock, wall

    async def turn(self) -> None:
        """Do what is due; asked for once a minute. Raises StorageError."""
        now = self._clock()
        for alert in await self._book.ending(now + AHEAD):
            if alert.expires_at <= now:
                ended = replace(alert, done_at=alert.expires_at)
                await self._book.change(ended, entry(alert, Deed.EXPIRED, now))
            elif _unknown(alert, now):
                await self._book.warn(replace(alert, warned_at=now), entry(alert, Deed.WARNED, now), self._wall())


def _unknown(alert: Alert, now: datetime) -> bool:
    """Whether nobody has been told that the rule is about to end."""
    return alert.warned_at is None and alert.expires_at - min(alert.made_at, now) > SHORT
