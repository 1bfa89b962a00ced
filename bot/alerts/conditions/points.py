"""A price gains or loses so many points since its previous close: `hsi +300pts`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.measures.points import POINTS
from bot.alerts.targets import is_group
from bot.alerts.wording import BOTH, FILLERS, WAYS, without
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.words.numbers import MINUS, trimmed

NAME = "points"
TRY = "Try `hsi +300pts`, `hsi -300pts` or `hsi moves 300pts`."
MOST = Decimal(100_000)
# A tenth of the way back: an index hovers around a round number of points as it does around one of per cent.
BACK = Decimal("0.1")

_FIGURE = re.compile(r"(\+/-|[+±-]?)(\d{1,6}(?:,\d{3})?(?:\.\d{1,2})?)(?:points|point|pts|pt|點|点)")


@dataclass(frozen=True, slots=True)
class Points(Condition):
    """`symbol` at least so many `points` from its previous close, in one of `ways`."""

    symbol: str
    points: Decimal
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
        """Points since the previous close."""
        return POINTS

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - it has no baseline
        """Return a level for each way it may move."""
        return tuple(Threshold(way, way.sign * self.points, self.points * BACK) for way in self.ways)

    def words(self) -> str:
        """Return its canonical words: "+300pts", "moves 300pts"."""
        if self.ways == BOTH:
            return f"moves {self.points:f}pts"
        return f"{'+' if self.ways[0] is Direction.UP else '-'}{self.points:f}pts"

    def says(self, name: str) -> str:
        """Return a sentence for people: "Hang Seng Index moves up 300 points or more on the day"."""
        way = "up or down" if self.ways == BOTH else self.ways[0]
        return f"{name} moves {way} {trimmed(self.points)} points or more on the day"

    def told(self, name: str, threshold: Threshold) -> str:
        """Return what has happened: "Hang Seng Index rose past +300 points"."""
        way = "rose past +" if threshold.direction is Direction.UP else f"fell past {MINUS}"
        return f"{name} {way}{trimmed(self.points)} points"


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "+300pts", "up 300 points", "moves 300pts", in any order."""
    ways = {way for word in words if word in WAYS for way in WAYS[word]}
    figure = _FIGURE.fullmatch("".join(without(words, WAYS, FILLERS)))
    if target is None or figure is None or is_group(target.symbol):
        return None
    signed = set(WAYS[figure[1]]) if figure[1] else set()
    if not (ways or signed):
        return None
    if signed and ways and signed != ways:
        raise BadRule(f"The word and the sign point different ways. {TRY}")
    points = Decimal(figure[2].replace(",", "")).normalize()
    if not 0 < points <= MOST:
        raise BadRule(f"A move has more than 0 and up to {MOST:,} points. {TRY}")
    return Points(target.symbol, points, tuple(way for way in BOTH if way in (ways or signed)))


KIND = Kind(NAME, parse, ("hsi +300pts", "hsi moves 300pts"))
