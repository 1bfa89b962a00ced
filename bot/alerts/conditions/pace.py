"""Hong Kong trades so many times what it usually has by this time of day: `turnover ahead of pace 1.2x`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.conditions.turnover import FILLERS, SCOPES
from bot.alerts.measures.pace import pace
from bot.alerts.measures.turnover import PREFIX
from bot.alerts.wording import SIDES, without
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.market.turnover import Scope
from bot.words.language import Language, Phrase
from bot.words.numbers import times

NAME = "pace"
TRY = "Try `turnover ahead of pace 1.2x`."
SAYS = Phrase(
    "{name} runs at {times} its usual pace for the time of day, {scope}",
    "{name}達同一時段平均的{times}",
    "{name}达同一时段均值的{times}",
)
TOLD = Phrase(
    "{name} ran ahead of {times} its usual pace, {scope}",
    "{name}超過同一時段平均的{times}",
    "{name}超过同一时段均值的{times}",
)
MARKS = frozenset(("pace", "usual", "進度", "进度"))
AHEAD = frozenset(("ahead", "by", "time", "day", "this", "same"))
MOST = Decimal(100)

_TIMES = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(?:x|×|倍|times)")


@dataclass(frozen=True, slots=True)
class AheadOfPace(Condition):
    """Turnover of `scope` at `times` the mean of earlier sessions at the same time of day."""

    scope: Scope
    times: Decimal

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def target(self) -> str:
        """The turnover of one scope."""
        return f"{PREFIX}{self.scope}"

    @property
    def measure(self) -> Measure:
        """The pace."""
        return pace(self.scope)

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - the pace is one already
        """Return the one multiple; it never re-arms within a session."""
        return (Threshold(Direction.UP, self.times, None),)

    def words(self) -> str:
        """Return its canonical words: "ahead of pace 1.2x", with the scope where it is not the market's."""
        words = f"ahead of pace {self.times:f}x"
        return words if self.scope is Scope.MARKET else f"{words} {self.scope}"

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence: "HK turnover runs at 1.2× its usual pace for the time of day, whole market"."""
        return SAYS.in_(language, name=name, times=times(self.times, language), scope=self.scope.phrase)

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "HK turnover ran ahead of 1.2× its usual pace, whole market"."""
        return TOLD.in_(language, name=name, times=times(threshold.level, language), scope=self.scope.phrase)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "ahead of pace 1.2x", in any order."""
    if target is not None or not MARKS.intersection(words):
        return None
    scopes = {SCOPES[word] for word in words if word in SCOPES}
    found = _TIMES.fullmatch("".join(without(words, MARKS, AHEAD, FILLERS, SCOPES, SIDES)))
    if found is None or len(scopes) > 1:
        raise BadRule(f"Say how many times the usual pace. {TRY}")
    figure = Decimal(found[1]).normalize()
    if not 0 < figure <= MOST:
        raise BadRule(f"The pace can be more than 0 and up to {MOST} times the usual one. {TRY}")
    return AheadOfPace(scopes.pop() if scopes else Scope.MARKET, figure)


KIND = Kind(NAME, parse, ("turnover ahead of pace 1.2x",))
