"""A price is the highest or lowest in so many sessions, since a date, or ever: `hsi highest in 60 sessions`. Pure.

Closes against closes: it speaks at the close, unless it is made `intraday`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Need, Threshold
from bot.alerts.conditions.price import rearm
from bot.alerts.measures.close import CLOSE
from bot.alerts.measures.price import PRICE
from bot.alerts.targets import currency_of, is_group
from bot.alerts.wording import without
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.words.language import Language, Phrase
from bot.words.money import price
from bot.words.times import day

NAME = "extreme"
TRY = "Try `hsi highest in 60 sessions`, `hsi highest since 2022-02-11` or `nvda record high`."
SAYS = {
    False: Phrase("{name} closes at {place}", "{name}收市創{place}", "{name}收盘创{place}"),
    True: Phrase("{name} trades at {place}", "{name}盤中創{place}", "{name}盘中创{place}"),
}
TOLD = {
    False: Phrase(
        "{name} closed at {place}, {side} {level}",
        "{name}收市創{place}，{side} {level}",
        "{name}收盘创{place}，{side} {level}",
    ),
    True: Phrase(
        "{name} traded at {place}, {side} {level}",
        "{name}盤中創{place}，{side} {level}",
        "{name}盘中创{place}，{side} {level}",
    ),
}
PLACE = {
    False: Phrase("its highest {span}", "{span}新高", "{span}新高"),
    True: Phrase("its lowest {span}", "{span}新低", "{span}新低"),
}
RECORD = {
    False: Phrase("a record high", "歷史新高", "历史新高"),
    True: Phrase("a record low", "歷史新低", "历史新低"),
}
SIDE = {False: Phrase("above", "高於", "高于"), True: Phrase("below", "低於", "低于")}
WEEKS = Phrase("in {n} weeks", "{n}週", "{n}周")
SESSIONS = Phrase("in {n} sessions", "{n}個交易日", "{n}个交易日")
SINCE = Phrase("since {day}", "自{day}以來", "自{day}以来")
HIGH, LOW = frozenset(("highest", "high", "新高", "最高")), frozenset(("lowest", "low", "新低", "最低"))
EVER = frozenset(("record", "all-time", "ever", "歷史", "历史"))
INTRADAY = frozenset(("intraday", "盤中", "盘中"))
FILLERS = frozenset(("a", "an", "new", "in", "the", "its", "last", "of", "for", "close", "at", "makes", "創", "创"))
# A close as high as the one before is no new high; sources round to no more than this.
HAIR = Decimal("0.001")
MOST = {"": 2500, "w": 520}
_SPAN = re.compile(r"(\d{1,4})-?(sessions?|days?|d|日|天|weeks?|w|wk|週|周)(新高|新低|high|low)?")
_SINCE = re.compile(r"(?:since|自)?(\d{4}-\d{2}-\d{2})(?:以來|以来)?")


@dataclass(frozen=True, slots=True)
class Extreme(Condition):
    """`symbol` above all closes since `since` ("60" sessions, "52w", a date, "" ever), or below them where `low`."""

    symbol: str
    since: str
    low: bool = False
    intraday: bool = False

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
        """The last close, or the price."""
        return PRICE if self.intraday else CLOSE

    @property
    def needs(self) -> tuple[Need, ...]:
        """The highest or lowest close of the span."""
        return (Need("lowest" if self.low else "highest", self.symbol, self.since),)

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:
        """Return the close that is to be beaten, and by a hair; none while it is unknown."""
        beaten = baselines.get(*self.needs)
        if beaten is None:
            return ()
        way = Direction.DOWN if self.low else Direction.UP
        return (Threshold(way, beaten + way.sign * HAIR, rearm(beaten), beaten=beaten),)

    def words(self) -> str:
        """Return its canonical words: "highest in 60 sessions", "record high", "lowest since 2022-02-11 intraday"."""
        side = "lowest" if self.low else "highest"
        words = f"{side} {self._span(Language.EN)}" if self.since else f"record {'low' if self.low else 'high'}"
        return f"{words} intraday" if self.intraday else words

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Hang Seng Index closes at its highest in 60 sessions"."""
        return SAYS[self.intraday].in_(language, name=name, place=self._place(language))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "Hang Seng Index closed at its highest in 60 sessions, above 24,771.14"."""
        beaten = price(threshold.level - threshold.direction.sign * HAIR, currency_of(self.symbol), language)
        side = SIDE[self.low].in_(language)
        return TOLD[self.intraday].in_(language, name=name, place=self._place(language), side=side, level=beaten)

    def _span(self, language: Language) -> str:
        if self.since.endswith("w"):
            return WEEKS.in_(language, n=self.since[:-1])
        if self.since.isdecimal():
            return SESSIONS.in_(language, n=self.since)
        return SINCE.in_(
            language, day=day(date.fromisoformat(self.since), language) if language.chinese else self.since
        )

    def _place(self, language: Language) -> str:
        if self.since:
            return PLACE[self.low].in_(language, span=self._span(language))
        return RECORD[self.low].in_(language)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "highest in 60 sessions", "60-day low intraday", "highest since 2022-02-11", "record high", in any order."""
    if target is None or is_group(target.symbol):
        return None
    rest = "".join(without(words, HIGH, LOW, EVER, INTRADAY, FILLERS))
    span = _SPAN.fullmatch(rest)
    said = {*words, *([span[3]] if span else [])}
    low = bool(said & LOW)
    if not (low or said & HIGH):
        return None
    if low and said & HIGH:
        raise BadRule(f"Say the highest or the lowest: each is a rule of its own. {TRY}")
    return Extreme(target.symbol, _since(rest, span, ever=bool(EVER & said)), low, bool(INTRADAY & said))


def _since(rest: str, span: re.Match[str] | None, *, ever: bool) -> str:
    """Read how far back, in the form that a need has it."""
    if span:
        unit = "w" if span[2][0] in "w週周" else ""
        if not 1 < int(span[1]) <= MOST[unit]:
            raise BadRule(f"A span has 2 to {MOST['']} sessions, or up to {MOST['w']} weeks. {TRY}")
        return f"{int(span[1])}{unit}"
    if ever and not rest:
        return ""
    found = _SINCE.fullmatch(rest)
    try:
        return date.fromisoformat(found[1] if found else rest).isoformat()
    except ValueError:
        raise BadRule(f"Say since when, or in how many sessions. {TRY}") from None


KIND = Kind(NAME, parse, ("hsi highest in 60 sessions", "hsi highest since 2022-02-11", "nvda record high intraday"))
