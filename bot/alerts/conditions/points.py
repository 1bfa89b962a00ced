"""A price gains or loses so many points since its previous close: `hsi +300pts`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.measures.points import POINTS
from bot.alerts.targets import is_group
from bot.alerts.wording import BOTH, FILLERS, WAYS, passed, spoken, without
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.market.splits import divided
from bot.words.language import Language, Phrase
from bot.words.numbers import trimmed

NAME = "points"
TRY = "Try `hsi +300pts`, `hsi -300pts` or `hsi moves 300pts`."
SAYS = Phrase("{name} moves {way} or more on the day", "{name}當日{way}或以上", "{name}当日{way}或以上")
TOLD = Phrase("{name} {passed}", "{name}{passed}", "{name}{passed}")
POINTED = Phrase("{figure} points", "{figure}點", "{figure}点")
MOST, HUNDREDTH = Decimal(100_000), Decimal("0.01")
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

    def split(self, symbol: str, ratio: Fraction) -> "Points | None":
        """Return it with the points that are worth as much after a split of its share."""
        if symbol != self.symbol:
            return None
        points = max(divided(self.points, ratio).quantize(HUNDREDTH), HUNDREDTH)
        return replace(self, points=min(points, MOST).normalize())

    def words(self) -> str:
        """Return its canonical words: "+300pts", "moves 300pts"."""
        if self.ways == BOTH:
            return f"moves {self.points:f}pts"
        return f"{'+' if self.ways[0] is Direction.UP else '-'}{self.points:f}pts"

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Hang Seng Index moves up 300 points or more on the day"."""
        return SAYS.in_(language, name=name, way=spoken(self.ways, self._figure(language), language))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "Hang Seng Index rose past +300 points"."""
        return TOLD.in_(language, name=name, passed=passed(threshold, language, self._figure(language)))

    def _figure(self, language: Language) -> str:
        return POINTED.in_(language, figure=trimmed(self.points))


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
