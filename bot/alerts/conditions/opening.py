"""A price moves so many per cent from the day's opening: `baba up 3% from open`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts.condition import Condition, Kind, Measure, Threshold
from bot.alerts.conditions.moves import Moves
from bot.alerts.measures.opening import OPENING
from bot.alerts.targets import is_group
from bot.alerts.wording import passed, percent, said, spoken, without
from bot.market.instrument import Instrument

NAME = "opening"
TRY = "Try `baba up 3% from open`."
MARKS = frozenset(("open", "opening", "開市", "开市", "開盤", "开盘", "開市後", "开盘后"))
FILLERS = frozenset(("from", "since", "against", "its", "price", "day's", "較", "较"))


@dataclass(frozen=True, slots=True)
class FromOpen(Moves):
    """`symbol` at least `percent` from the day's opening, in one of `ways`."""

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def measure(self) -> Measure:
        """Per cent since the opening."""
        return OPENING

    def words(self) -> str:
        """Return its canonical words: "up 3% from open"."""
        return f"{said(self.ways, self.percent)} from open"

    def says(self, name: str) -> str:
        """Return a sentence for people: "Alibaba moves up 3% or more from the day's opening"."""
        return f"{name} moves {spoken(self.ways, self.percent)} or more from the day's opening"

    def told(self, name: str, threshold: Threshold) -> str:
        """Return what has happened: "Alibaba rose past +3% from the opening"."""
        return f"{name} {passed(threshold)} from the opening"


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "up 3% from open", "moves 3% since the opening", in any order."""
    if target is None or is_group(target.symbol) or not MARKS.intersection(words):
        return None
    found = percent(without(words, MARKS, FILLERS), TRY)
    return FromOpen(target.symbol, *found) if found else None


KIND = Kind(NAME, parse, ("baba up 3% from open",))
