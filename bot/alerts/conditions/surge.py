"""So many of five signs of a surge are on, all one way: `surge`, `surge 4 of 5`, `surge 3 of 5 hsi 2%`. Pure.

The signs: the Hang Seng's move, Hang Seng TECH's, turnover over its mean, Golden Dragon's last night, and breadth.
Symmetric: Surge ▲ and Slide ▼.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.groups import SURGE
from bot.alerts.measures.surge import surge
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.market.signals import Leg, Levels
from bot.words.language import Language, Phrase
from bot.words.numbers import trimmed

NAME = "surge"
TRY = "Try `surge`, `surge 3 of 5` or `surge 4 of 5 hsi 2% turnover 1.3x`."
SAYS = Phrase(
    "{name} ▲ or Slide ▼: {needed} of {of} signals agree (HSI ±{hsi}%, HSTECH ±{hstech}%, "
    "turnover {turnover}× its mean, Golden Dragon ±{overnight}% last night, {breadth}% of the members one way)",
    "{name} ▲ 或急跌 ▼：{of}個訊號中{needed}個同向（恒指 ±{hsi}%、科指 ±{hstech}%、"
    "成交額達平均的{turnover}倍、金龍指數隔晚 ±{overnight}%、{breadth}% 成份股同向）",
    "{name} ▲ 或急跌 ▼：{of}个信号中{needed}个同向（恒指 ±{hsi}%、恒生科技 ±{hstech}%、"
    "成交额达均值的{turnover}倍、金龙指数隔夜 ±{overnight}%、{breadth}% 成份股同向）",
)
TOLD = Phrase(
    "{way}: {needed} of {of} signals are on",
    "{way}：{of}個訊號中{needed}個已觸發",
    "{way}：{of}个信号中{needed}个已触发",
)
WAYS = {Direction.UP: Phrase("Surge ▲", "急升 ▲", "急涨 ▲"), Direction.DOWN: Phrase("Slide ▼", "急跌 ▼", "急跌 ▼")}
OF = len(Leg)
USUAL = Levels()
LEGS = {
    **dict.fromkeys(("hsi", "恒指"), "hsi"),
    **dict.fromkeys(("hstech", "tech", "科指"), "hstech"),
    **dict.fromkeys(("turnover", "成交額", "成交额"), "turnover"),
    **dict.fromkeys(("dragon", "overnight", "金龍", "金龙"), "overnight"),
    "breadth": "breadth",
}
WORDS = {field: word for word, field in reversed(LEGS.items())}
UNITS = {field: "x" if field == "turnover" else "%" for field in WORDS}
FILLERS = frozenset(("of", "signals", "signs", "on", "at", "least", "golden", "and", "±"))
_COUNT = re.compile(r"([1-5])(?:/5)?")
_LEVEL = re.compile(r"±?(\d{1,3}(?:\.\d{1,2})?)(%|x|×|倍)")
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class SurgeSigns(Condition):
    """`levels.needed` of the five signs on, one way, each held against its level."""

    symbol: str
    levels: Levels

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def target(self) -> str:
        """Hong Kong's market as a whole."""
        return self.symbol

    @property
    def measure(self) -> Measure:
        """How many signs are on; however many are needed."""
        return surge(replace(self.levels, needed=USUAL.needed), self._levels)

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - it has its own
        """Return the count each way; it re-arms when one sign goes off."""
        needed = Decimal(self.levels.needed)
        return tuple(Threshold(way, way.sign * needed, _ONE) for way in Direction)

    def words(self) -> str:
        """Return its canonical words: "4 of 5", with the levels that are not the usual ones."""
        return f"{self.levels.needed} of {OF} {self._levels}".rstrip()

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: what it is, and from where on each sign is on."""
        levels = {field: trimmed(getattr(self.levels, field)) for field in WORDS}
        return SAYS.in_(language, name=name, needed=self.levels.needed, of=OF, **levels)

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:  # noqa: ARG002 - the way is its name
        """Return what has happened: "Surge ▲: 4 of 5 signals are on"."""
        return TOLD.in_(language, way=WAYS[threshold.direction], needed=self.levels.needed, of=OF)

    @property
    def _levels(self) -> str:
        """The levels that are not the usual ones, in words."""
        own: Mapping[str, Decimal] = {field: getattr(self.levels, field) for field in WORDS}
        said = (f"{WORDS[field]} {own[field]:f}{UNITS[field]}" for field in own if own[field] != getattr(USUAL, field))
        return " ".join(said)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "", "4 of 5", "3/5 hsi 2% turnover 1.3x", in any order."""
    if target is None or target.symbol != SURGE:
        return None
    levels, leg = USUAL, ""
    for place, word in enumerate(words):
        figure, count = _LEVEL.fullmatch(word), _COUNT.fullmatch(word)
        if figure and leg:
            level = {leg: _level(leg, figure)}
            levels, leg = replace(levels, **level), ""  # type: ignore[arg-type]  # all fields but `needed` are such
        elif word in LEGS:
            leg = LEGS[word]
        elif count and not (place and words[place - 1] == "of"):
            levels = replace(levels, needed=int(count[1]))
        elif word not in FILLERS and word != str(OF):
            raise BadRule(f"“{word[:40]}” is nothing that a surge is made of. {TRY}")
    if leg:
        raise BadRule(f"Say from where on that counts. {TRY}")
    return SurgeSigns(target.symbol, levels)


def _level(leg: str, figure: re.Match[str]) -> Decimal:
    level = Decimal(figure[1]).normalize()
    times = figure[2] != "%"
    if times != (leg == "turnover") or not 0 < level <= Decimal(100):
        raise BadRule(f"Moves and breadth are in per cent, turnover is a multiple. {TRY}")
    return level


KIND = Kind(NAME, parse, ("surge 4 of 5", "surge 3 of 5 hsi 2%"))
