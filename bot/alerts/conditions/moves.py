"""A price moves so many per cent from its previous close: `baba up 5%`, `0700 down 3%`, `hsi moves 2%`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.words.numbers import level

NAME = "moves"
TRY = "Try `baba up 5%`, `baba down 3%` or `baba moves 5%` (either way)."
REARM = Decimal("0.25")
MOST_UP, MOST_DOWN = Decimal(1000), Decimal(100)

BOTH = (Direction.UP, Direction.DOWN)
WAYS = {
    **dict.fromkeys(("up", "rises", "rise", "gains", "+", "升", "漲", "涨"), (Direction.UP,)),
    **dict.fromkeys(("down", "falls", "fall", "drops", "drop", "loses", "-", "跌"), (Direction.DOWN,)),
    **dict.fromkeys(("moves", "move", "±", "+/-"), BOTH),
}
FILLERS = frozenset(("by", "or", "more", "at", "least", "on", "the", "day", "today", "either", "way"))

_FIGURE = re.compile(r"(\+/-|[+±-]?)(\d+(?:\.\d+)?)(%|percent|pct|)")
_EXACT = re.compile(r"\d{1,4}(?:\.\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Moves:
    """`symbol` at least `percent` from its previous close, in one of `ways`."""

    symbol: str
    percent: Decimal
    ways: tuple[Direction, ...]

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def target(self) -> str:
        """The symbol."""
        return self.symbol

    @property
    def measure(self) -> Measure:
        """Per cent since the previous close."""
        return Measure.PERCENT

    @property
    def from_zero(self) -> bool:
        """Every session starts at the previous close, so a gap open fires."""
        return True

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - it has no baseline
        """Return a level for each way it may move."""
        return tuple(Threshold(way, way.sign * self.percent, REARM) for way in self.ways)

    def words(self) -> str:
        """Return its canonical words: "up 5%", "down 3%", "moves 5%"."""
        return f"{'moves' if self.ways == BOTH else self.ways[0]} {self.percent:f}%"

    def says(self, name: str) -> str:
        """Return a sentence for people: "Alibaba moves up 5% or more on the day"."""
        way = "up or down" if self.ways == BOTH else self.ways[0]
        return f"{name} moves {way} {level(self.percent)} or more on the day"


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "up 5%", "-3%", "moves 5%", "up or down 5% on the day", in any order."""
    if target is None:
        return None
    ways = {way for word in words if word in WAYS for way in WAYS[word]}
    figure = _FIGURE.fullmatch("".join(word for word in words if word not in WAYS and word not in FILLERS))
    if figure is None:
        if ways:
            raise BadRule(f"That makes no move to watch for. {TRY}")
        return None
    sign, digits, unit = figure.groups()
    if not unit:
        if ways or sign:
            raise BadRule(f"Moves are watched in per cent: “{digits[:12]}%”. {TRY}")
        return None
    return _moves(target.symbol, digits, _ways(ways, sign))


def _ways(ways: set[Direction], sign: str) -> tuple[Direction, ...]:
    """Join what the words and the number's sign say; neither says a way: both ways."""
    signed = set(WAYS[sign]) if sign else set()
    if signed and ways and signed != ways:
        raise BadRule(f"The word and the sign point different ways. {TRY}")
    return tuple(way for way in BOTH if way in (ways or signed or BOTH))


def _moves(symbol: str, digits: str, ways: tuple[Direction, ...]) -> Moves:
    """Refuse what can never happen, and what would happen at once."""
    if not _EXACT.fullmatch(digits):
        raise BadRule(f"Per cent can have up to four places before and after the point. {TRY}")
    percent = Decimal(digits).normalize()
    if percent <= 0:
        raise BadRule(f"0% is where every day starts. {TRY}")
    if percent > MOST_UP or (percent >= MOST_DOWN and Direction.DOWN in ways):
        raise BadRule(f"Nothing moves {digits}% in a day. {TRY}")
    return Moves(symbol, percent, ways)


KIND = Kind(NAME, parse, ("baba up 5%", "0700 down 3%", "hsi moves 2%"))
