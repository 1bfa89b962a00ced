"""The figures that levels hang on and that are another every day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Need:
    """A figure that a level hangs on and that is another every day: `what` ("mean", "highest") of `whose` past.

    `since` is how far back: so many sessions, or a date ("" as far as is usual, or as is known).
    """

    what: str
    whose: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class Baselines:
    """What conditions are measured against today, as far as it is known."""

    figures: Mapping[Need, Decimal] = field(default_factory=dict)

    def get(self, need: Need) -> Decimal | None:
        """Return today's figure, None while it is unknown."""
        return self.figures.get(need)
