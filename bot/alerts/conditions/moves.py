"""A price moves so many per cent from its previous close: `baba up 5%`, `0700 down 3%`, `hsi moves 2%`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.measures.percent import PERCENT
from bot.alerts.targets import is_group
from bot.alerts.wording import moved, passed, percent, said, spoken
from bot.market.instrument import Instrument

NAME = "moves"
TRY = "Try `baba up 5%`, `baba down 3%` or `baba moves 5%` (either way)."


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

    def says(self, name: str) -> str:
        """Return a sentence for people: "Alibaba moves up 5% or more on the day"."""
        return f"{name} moves {spoken(self.ways, self.percent)} or more on the day"

    def told(self, name: str, threshold: Threshold) -> str:
        """Return what has happened: "Alibaba rose past +5%"."""
        return f"{name} {passed(threshold)}"


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "up 5%", "-3%", "moves 5%", "up or down 5% on the day", in any order."""
    if target is None or is_group(target.symbol):
        return None
    found = percent(words, TRY)
    return Moves(target.symbol, *found) if found else None


KIND = Kind(NAME, parse, ("baba up 5%", "0700 down 3%", "hsi moves 2%"), general=True)
