"""When an index goes one way and most of its members the other: a few heavy ones move it. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from bot.market.leaders import Breadth

# Less than this, in per cent, is no direction.
MOVED = Decimal("0.2")
# Against the index must go at least this part of the members that have figures.
AGAINST = Decimal("0.6")
# Of so few members most is said by a single one.
FEWEST = 10


@dataclass(frozen=True, slots=True)
class Divergence:
    """An index that moved by `percent` while `against` of its `known` members moved the other way."""

    percent: Decimal
    against: int
    known: int


def divergence(percent: Decimal, members: Breadth) -> Divergence | None:
    """Return how an index that moved by `percent` differs from its members, None where it does not."""
    against = members.down if percent > 0 else members.up
    if abs(percent) < MOVED or members.known < FEWEST or against < AGAINST * members.known:
        return None
    return Divergence(percent, against, members.known)
