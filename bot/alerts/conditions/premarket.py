"""A share moves so many per cent in New York's pre-market: `baba premarket up 4%`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts.condition import Condition, Kind, Measure, Threshold
from bot.alerts.conditions.moves import Moves
from bot.alerts.measures.premarket import PREMARKET
from bot.alerts.targets import is_group
from bot.alerts.wording import passed, percent, said, without
from bot.errors import BadRule
from bot.market.instrument import Exchange, Instrument
from bot.words.language import Language, Phrase

NAME = "premarket"
TRY = "Try `baba premarket up 4%`."
SAYS = Phrase("{name} moves {way} or more in the pre-market", "{name}盤前{way}或以上", "{name}盘前{way}或以上")
TOLD = Phrase("{name} {passed} in the pre-market", "{name}盤前{passed}", "{name}盘前{passed}")
MARKS = frozenset(("premarket", "pre-market", "盤前", "盘前"))
FILLERS = frozenset(("in", "during", "its"))


@dataclass(frozen=True, slots=True)
class PreMarket(Moves):
    """`symbol` at least `percent` from the last close in the pre-market, in one of `ways`."""

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def measure(self) -> Measure:
        """Per cent in the pre-market."""
        return PREMARKET

    def words(self) -> str:
        """Return its canonical words: "premarket up 4%"."""
        return f"premarket {said(self.ways, self.percent)}"

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Alibaba moves up 4% or more in the pre-market"."""
        return SAYS.in_(language, name=name, way=self.way(language))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "Alibaba rose past +4% in the pre-market"."""
        return TOLD.in_(language, name=name, passed=passed(threshold, language))


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "premarket up 4%", "moves 4% in the pre-market", in any order."""
    joined = " ".join(words).replace("pre market", "premarket").split()
    if target is None or is_group(target.symbol) or not MARKS.intersection(joined):
        return None
    if target.exchange is not Exchange.NEW_YORK:
        raise BadRule(f"{target.name} ({target.symbol}) has no pre-market: only New York has. {TRY}")
    found = percent(without(joined, MARKS, FILLERS), TRY)
    if found is None:
        raise BadRule(f"Say how many per cent. {TRY}")
    return PreMarket(target.symbol, *found)


KIND = Kind(NAME, parse, ("baba premarket up 4%",))
