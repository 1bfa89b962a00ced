"""Which rules can a move from one figure to the next make ring? Sorted levels, and a bisection. Pure.

Of each subject and direction the levels stand in order in one array of integers, and whose they are in another: 12
bytes a level. What is found is what may ring, not what does: levels are cut to thousandths, and the book is the truth.
A level that nobody has any more costs one look into the book, and no more.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from bot.alerts.condition import Direction

SCALE = 3  # places kept; HK$1,000tn fit into 64 bits with them
_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Wire:
    """A level that the rule with the number `rule` watches on `subject`, in one direction."""

    subject: str
    direction: Direction
    level: Decimal
    rule: int


@dataclass(slots=True)
class _Line:
    """The levels of one subject in one direction, lowest first, and whose they are; equal ones by their rule."""

    levels: "array[int]" = field(default_factory=lambda: array("q"))
    rules: "array[int]" = field(default_factory=lambda: array("I"))

    def order(self) -> None:
        """Put all in order, each once."""
        pairs = sorted(set(zip(self.levels, self.rules, strict=True)))
        self.levels = array("q", (level for level, _ in pairs))
        self.rules = array("I", (rule for _, rule in pairs))

    def place(self, level: int, rule: int) -> int:
        """Return where the level of `rule` stands, or belongs."""
        first = bisect_left(self.levels, level)
        return bisect_left(self.rules, rule, first, bisect_right(self.levels, level, first))


class Tripwires:
    """The levels of all rules. A rule's number is what the book knows it by."""

    def __init__(self, wires: Iterable[Wire] = ()) -> None:
        self._lines: dict[tuple[str, Direction], _Line] = {}
        self._fill(wires)

    def add(self, wire: Wire) -> None:
        """Put up a wire; one that is there already stays."""
        line = self._line(wire)
        level = _kept(wire.level)
        place = line.place(level, wire.rule)
        if not _stands(line, place, level, wire.rule):
            line.levels.insert(place, level)
            line.rules.insert(place, wire.rule)

    def remove(self, wire: Wire) -> None:
        """Take a wire down, if it is there."""
        key = wire.subject, wire.direction
        line, level = self._lines.get(key), _kept(wire.level)
        if line is None:
            return
        place = line.place(level, wire.rule)
        if _stands(line, place, level, wire.rule):
            del line.levels[place], line.rules[place]
            if not line.levels:
                del self._lines[key]

    def touched(self, subject: str, before: Decimal, after: Decimal) -> "array[int]":
        """Return the rules with a level that a move from `before` to `after` reaches; a level left behind counts."""
        direction = Direction.UP if after >= before else Direction.DOWN
        line = self._lines.get((subject, direction))
        if line is None:
            return array("I")
        low, high = (before, after) if direction is Direction.UP else (after, before)
        first = last = bisect_left(line.levels, _cut(low))
        # Few levels lie within a move: to walk there is quicker than to search once more.
        end, highest = len(line.levels), _cut(high)
        while last < end and line.levels[last] <= highest:
            last += 1
        return line.rules[first:last]

    @property
    def subjects(self) -> Iterator[str]:
        """Every subject that has a wire; one with wires both ways comes twice."""
        return (subject for subject, _ in self._lines)

    def __len__(self) -> int:
        """Return how many wires there are."""
        return sum(len(line.levels) for line in self._lines.values())

    def _line(self, wire: Wire) -> _Line:
        key = wire.subject, wire.direction
        return self._lines.get(key) or self._lines.setdefault(key, _Line())

    def _fill(self, wires: Iterable[Wire]) -> None:
        """Put up many wires at once: sorted once, not moved one by one."""
        for wire in wires:
            line = self._line(wire)
            line.levels.append(_kept(wire.level))
            line.rules.append(wire.rule)
        for line in self._lines.values():
            line.order()


def _stands(line: _Line, place: int, level: int, rule: int) -> bool:
    return place < len(line.rules) and line.levels[place] == level and line.rules[place] == rule


def _cut(figure: Decimal) -> int:
    """Return `figure` in thousandths. What is cut off hides no level: of two figures, the larger stays no smaller."""
    return int(figure.scaleb(SCALE))


def _kept(level: Decimal) -> int:
    """Return `level` in thousandths, as far as a machine's integer goes."""
    return max(-_LARGEST, min(_LARGEST, _cut(level)))
