"""How often a source may be asked: so many requests an hour in all, and never two at once. Pure.

Times are wall time. What a person waits for may go in a burst of two; what nobody waits for leaves room for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

HOUR = timedelta(hours=1)
GAP = timedelta(seconds=2)
# A few a minute: old closes are wanted soon, not at once.
BACKGROUND_GAP = timedelta(seconds=10)
PER_HOUR = 300
# What is left of the hour's requests when only those go on that a person waits for.
RESERVE = 100


@dataclass(frozen=True, slots=True)
class Budget:
    """The requests of the last hour, by time, oldest first."""

    times: tuple[datetime, ...] = ()
    per_hour: int = PER_HOUR

    def spend(self, *at: datetime) -> "Budget":
        """Return the budget after requests at these times; what lies over an hour before them is dropped."""
        if not at:
            return self
        newest = max(at)
        kept = (time for time in (*self.times, *at) if newest - time < HOUR)
        return Budget(tuple(sorted(kept)), self.per_hour)

    def used(self, now: datetime) -> int:
        """Return how many requests were made in the hour before `now`."""
        return sum(now - time < HOUR for time in self.times)

    def wait(self, now: datetime, *, urgent: bool, elsewhere: Iterable[datetime] = ()) -> timedelta:
        """Return how long the next request must wait; `urgent` is one that a person waits for.

        `elsewhere` are the requests to other sources: they fill the hour, but leave no gap.
        """
        allowed = self.per_hour if urgent else self.per_hour - RESERVE
        return max(self._gap(now, urgent=urgent), self._full(now, allowed, elsewhere))

    def _gap(self, now: datetime, *, urgent: bool) -> timedelta:
        """Each request fills the line for 2 s; an urgent one may come while one other is still in it."""
        # A clock that was set back must not make the future's requests block the present.
        last = [min(time, now) for time in self.times[-4:]]
        if not last:
            return timedelta()
        if not urgent:
            return max(last[-1] + BACKGROUND_GAP - now, timedelta())
        free = last[0]
        for time in last:
            free = max(free, time) + GAP
        return max(free - GAP - now, timedelta())

    def _full(self, now: datetime, allowed: int, elsewhere: Iterable[datetime]) -> timedelta:
        """Return how long it is until fewer than `allowed` requests lie in the hour before."""
        recent = sorted(min(time, now) for time in (*self.times, *elsewhere) if now - time < HOUR)
        return recent[len(recent) - allowed] + HOUR - now if len(recent) >= allowed else timedelta()
