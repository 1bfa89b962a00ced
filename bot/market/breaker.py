"""When a source says "too many requests": ask nothing for a while, and longer each time. Pure, in wall time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST = timedelta(minutes=15)
LONGEST = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Breaker:
    """Open until `until`, for `reason` ("" none); `strikes` counts the refusals since the last good answer."""

    until: datetime | None = None
    strikes: int = 0
    reason: str = ""

    def trip(self, now: datetime, reason: str) -> "Breaker":
        """Return it after a refusal at `now`: open for 15 minutes, twice as long each time, at most 4 hours."""
        pause = min(FIRST * 2 ** min(self.strikes, 10), LONGEST)
        return Breaker(now + pause, self.strikes + 1, reason)

    def open(self, now: datetime) -> bool:
        """Whether nothing may be asked at `now`."""
        # A clock set back by hours must not prolong the pause beyond the longest.
        return self.until is not None and now < self.until <= now + LONGEST
