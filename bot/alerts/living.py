"""Messages that live: each goes on telling how its figure went, until it is frozen. A protocol; storage implements it.

What must be edited is a row, and holds facts only: the message is rendered when it is sent. An edit may be sent twice
without harm, so nothing here is doubtful as a post can be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.alerts.book import Delivery

EVERY = timedelta(minutes=1)  # between two edits of one message


class Effect(StrEnum):
    """What a button did."""

    SNOOZED = "snoozed"
    MUTED = "muted"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Note:
    """What a button did to the alert `number`, who pressed it, and until when it counts (market time)."""

    number: int
    effect: Effect
    by: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message where it stands since `posted_at` (wall time); `repeated` is marked as a repeat, `plain` has no blocks.

    `shown` is what its lines said after the last edit.
    """

    delivery: Delivery
    posted_at: datetime
    claimed_at: datetime
    repeated: bool
    plain: bool
    shown: str
    notes: tuple[Note, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing in it can change any more."""
        return all(course.over for course in self.delivery.courses)


class Living(Protocol):
    """Keeps the messages that may have to be edited. `now` is wall time, but where it is said."""

    async def claim(self, now: datetime, every: timedelta = EVERY, limit: int = 20) -> Sequence[Message]:
        """Take the messages about which something has changed, none twice within `every`.

        What was not edited before `every` is over, because its holder died, comes again by itself. Nothing is taken
        of a workspace that has something to post, is paused, or has had its share of edits.
        """

    async def rest(self, team: str, until: datetime) -> None:
        """Edit nothing in a workspace before `until`."""

    async def edited(self, message: Message, shown: str) -> None:
        """Keep what it says now; where nothing in it can change any more, it is frozen."""

    async def freeze(self, message: Message) -> None:
        """Leave it as it stands for good."""

    async def close(self, now: datetime, wall: datetime) -> int:
        """End the courses whose session is over at `now` (market time); return how many."""

    async def note(self, channel: str, ts: str, note: Note) -> bool:
        """Have the message there say what a button did; False where none of ours stands there."""
