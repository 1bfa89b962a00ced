"""A price moves so many per cent from the day's opening: `baba up 3% from open`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts.condition import Condition, Kind, Measure, Threshold
from bot.alerts.conditions.moves import Moves
from bot.alerts.measures.opening import OPENING
from bot.alerts.targets import is_group
from bot.alerts.wording import passed, percent, said, without
from bot.market.instrument import Instrument
from bot.words.language import Language, Phrase

NAME = "opening"
TRY = "Try `baba up 3% from open`."
SAYS = Phrase(
    "{name} moves {way} or more from the day's opening",
    "{name}較當日開市價{way}或以上",
    "{name}较当日开盘价{way}或以上",
)
TOLD = Phrase("{name} {passed} from the opening", "{name}較開市價{passed}", "{name}较开盘价{passed}")
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

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Alibaba moves up 3% or more from the day's opening"."""
        return SAYS.in_(language, name=name, way=self.way(language))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "Alibaba rose past +3% from the opening"."""
        return TOLD.in_(language, name=name, passed=passed(threshold, language))


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "up 3% from open", "moves 3% since the opening", in any order."""
    if target is None or is_group(target.symbol) or not MARKS.intersection(words):
        return None
    found = percent(without(words, MARKS, FILLERS), TRY)
    return FromOpen(target.symbol, *found) if found else None


KIND = Kind(NAME, parse, ("baba up 3% from open",))
