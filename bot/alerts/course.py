"""How a figure goes on in its session after a message told of it: what the message's "Now" line says. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from bot.alerts.alert import Sample
from bot.alerts.condition import Direction, Measure
from bot.alerts.targets import exchange_of
from bot.market.sessions import close_of, local_date

# Figures come up to 15 min late, and the auction's after the close.
LATENESS = timedelta(minutes=30)
CourseKey = tuple[str, Measure, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The last figure of a target in a session, and the extremes since it was first told. `over`: no other will come.

    Times are the data's own.
    """

    target: str
    measure: Measure
    session: str
    value: Decimal
    time: datetime
    high: Decimal
    high_at: datetime
    low: Decimal
    low_at: datetime
    over: bool = False

    @classmethod
    def begun(cls, sample: Sample) -> "Course":
        """Return the course that begins with `sample`."""
        return cls(
            target=sample.target,
            measure=sample.measure,
            session=sample.session,
            value=sample.value,
            time=sample.time,
            high=sample.value,
            high_at=sample.time,
            low=sample.value,
            low_at=sample.time,
        )

    @property
    def key(self) -> CourseKey:
        """What tells it from others."""
        return self.target, self.measure, self.session

    def followed(self, sample: Sample) -> "Course":
        """Return the course after a later `sample` of its target: one of another session ends it."""
        if sample.session != self.session:
            return replace(self, over=True)
        if sample.time <= self.time:
            return self
        after = replace(self, value=sample.value, time=sample.time)
        if sample.value > self.high:
            return replace(after, high=sample.value, high_at=sample.time)
        if sample.value < self.low:
            return replace(after, low=sample.value, low_at=sample.time)
        return after

    def ended(self, now: datetime) -> bool:
        """Whether its session's last figure has come by `now` (market time)."""
        return now >= self._close + LATENESS

    def at_its_end(self) -> "Course":
        """Return the course with nothing to come."""
        return replace(self, over=True)

    @property
    def closed(self) -> bool:
        """Whether the last figure is the close's, not one of a time when it was no longer followed."""
        return self.over and self.time >= self._close

    def extreme(self, way: Direction) -> tuple[Decimal, datetime]:
        """Return how far it has gone that way, and when."""
        return (self.high, self.high_at) if way is Direction.UP else (self.low, self.low_at)

    @property
    def _close(self) -> datetime:
        exchange = exchange_of(self.target)
        return close_of(exchange, local_date(exchange, self.time))
