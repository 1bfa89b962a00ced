"""A price moves so many per cent from its previous close: `baba up 5%`, `0700 down 3%`, `hsi moves 2%`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.measures.percent import PERCENT
from bot.alerts.targets import is_group
from bot.alerts.wording import moved, passed, percent, said, spoken
from bot.market.instrument import Instrument
from bot.words.language import Language, Phrase
from bot.words.numbers import level

NAME = "moves"
TRY = "Try `baba up 5%`, `baba down 3%` or `baba moves 5%` (either way)."
SAYS = Phrase("{name} moves {way} or more on the day", "{name}當日{way}或以上", "{name}当日{way}或以上")
TOLD = Phrase("{name} {passed}", "{name}{passed}", "{name}{passed}")


@dataclass(frozen=True, slots=True)
class Moves(Condition):
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
        return PERCENT

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - it has no baseline
        """Return a level for each way it may move."""
        return moved(self.ways, self.percent)

    def words(self) -> str:
        """Return its canonical words: "up 5%", "down 3%", "moves 5%"."""
        return said(self.ways, self.percent)

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Alibaba moves up 5% or more on the day"."""
        return SAYS.in_(language, name=name, way=self.way(language))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "Alibaba rose past +5%"."""
        return TOLD.in_(language, name=name, passed=passed(threshold, language))

    def way(self, language: Language) -> str:
        """Return the move as people read it: "up 5%"."""
        return spoken(self.ways, level(self.percent), language)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "up 5%", "-3%", "moves 5%", "up or down 5% on the day", in any order."""
    if target is None or is_group(target.symbol):
        return None
    found = percent(words, TRY)
    return Moves(target.symbol, *found) if found else None


KIND = Kind(NAME, parse, ("baba up 5%", "0700 down 3%", "hsi moves 2%"), general=True)
