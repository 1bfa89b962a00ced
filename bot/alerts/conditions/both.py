"""Several things hold at once: `baba up 5% and turnover above 250bn`. Pure.

The parts are read by the parser, each with a name of its own; a part counts within its own allowed age.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Need, Priced, Starting, Threshold
from bot.alerts.groups import EACH
from bot.alerts.measures.parts import parts
from bot.alerts.names import called
from bot.alerts.targets import spelled
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.words.language import Language, Phrase

NAME = "both"
TRY = "Try `baba up 5% and turnover above 250bn`."
ALSO = Phrase(", and ", "，且", "，且")
TWO = Phrase("{says}: both hold now", "{says}：兩項均已成立", "{says}：两项均已成立")
MANY = Phrase("{says}: all {n} hold now", "{says}：{n}項均已成立", "{says}：{n}项均已成立")
AND = frozenset(("and", "&", "且", "同時", "同时"))
MOST = 5
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Both(Condition):
    """All `conditions` at once; the first one's target is the rule's."""

    conditions: tuple[Condition, ...]

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def target(self) -> str:
        """The target of the first part."""
        return self.conditions[0].target

    @property
    def measure(self) -> Measure:
        """How many parts hold."""
        return _measured(self)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What the levels of the parts hang on."""
        return tuple(dict.fromkeys(need for part in self.conditions for need in part.needs))

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - the parts have theirs
        """Return the number of parts; it re-arms when one of them holds no more."""
        return (Threshold(Direction.UP, Decimal(len(self.conditions)), _ONE),)

    def split(self, symbol: str, ratio: Fraction) -> "Both | None":
        """Return it with the parts as they have to read after a split of somebody's share."""
        changed = [part.split(symbol, ratio) if isinstance(part, Priced) else None for part in self.conditions]
        if not any(changed):
            return None
        return Both(tuple(new or old for new, old in zip(changed, self.conditions, strict=True)))

    def words(self) -> str:
        """Return its canonical words: "up 5% and turnover above 250bn"."""
        first, *others = self.conditions
        return " and ".join((first.words(), *(f"{spelled(part.target)} {part.words()}" for part in others)))

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence: "Alibaba moves up 5% or more on the day, and HK turnover passes HK$250bn"."""
        first, *others = self.conditions
        more = (part.says(called(part.target, language), language) for part in others)
        return ALSO.in_(language).join((first.says(name, language), *more))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:  # noqa: ARG002 - it is the number of parts
        """Return what has happened: that all parts hold."""
        count = len(self.conditions)
        return (TWO if count == len(("one", "other")) else MANY).in_(language, says=self.says(name, language), n=count)


@lru_cache(maxsize=4096)
def _measured(rule: Both) -> Measure:
    return parts(rule.conditions, rule.words())


def join(conditions: Sequence[Condition]) -> Both:
    """Return the condition that all of `conditions` hold. Raises BadRule where one of them cannot be a part."""
    if len(conditions) > MOST:
        raise BadRule(f"A rule can have up to {MOST} parts. {TRY}")
    if len(set(conditions)) < len(conditions):
        raise BadRule(f"Two parts of that rule are the same. {TRY}")
    for part in conditions:
        if part.target.startswith(EACH):
            raise BadRule(f"What is about each of several cannot be joined with anything else. {TRY}")
        if any(threshold.either for threshold in part.thresholds(Baselines())):
            raise BadRule(f"A part must be true or not: say `above` or `below`. {TRY}")
        if isinstance(part, Starting) and not part.thresholds(Baselines()):
            raise BadRule("Say from which price: `baba up 10% from 108.22 and turnover above 250bn`.")
    return Both(tuple(conditions))


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:  # noqa: ARG001 - see the parser
    """Read nothing by itself: which words are names, the parser knows."""
    return None


KIND = Kind(NAME, parse, ("baba up 5% and turnover above 250bn",))
