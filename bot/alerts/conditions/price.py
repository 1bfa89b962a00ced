"""A price reaches a level: `hsi above 25000`, `0700 below 480`, `baba crosses 120` (either way). Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from bot.alerts.coins import amount
from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.measures.price import PRICE
from bot.alerts.targets import currency_of, is_group
from bot.alerts.wording import BOTH, DOWN, PAST, SIDES, UP, side, sided, without
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.market.splits import divided
from bot.words.language import Language, Phrase
from bot.words.money import price

NAME = "price"
TRY = "Try `hsi above 25000`, `0700 below 480` or `baba crosses 120`."
SAYS = {
    UP: Phrase("{name} rises to {level} or above", "{name}升至{level}或以上", "{name}涨至{level}或以上"),
    DOWN: Phrase("{name} falls to {level} or below", "{name}跌至{level}或以下", "{name}跌至{level}或以下"),
    BOTH: Phrase("{name} crosses {level}, either way", "{name}升穿或跌穿{level}", "{name}涨破或跌破{level}"),
}
TOLD = Phrase("{name} {passed}", "{name}{passed}", "{name}{passed}")
FILLERS = frozenset(
    ("at", "or", "the", "price", "is", "trades", "to", "more", "less", "level", "points", "pts", "點", "点")
)
HIGHEST = Decimal(10) ** 9
BACK = Decimal("0.005")
# One tick of Hong Kong's spread table, up to which price; above 2.00 half a per cent is more than any tick.
TICKS = ((Decimal("0.25"), Decimal("0.001")), (Decimal("0.5"), Decimal("0.005")))
TICK = Decimal("0.01")

_FIGURE = re.compile(r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)(?:點|点|points|pts)?")
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Price(Condition):
    """`symbol` at `level` or beyond it, coming from the other side, in one of `ways`."""

    symbol: str
    level: Decimal
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
        """The price."""
        return PRICE

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - it has no baseline
        """Return the level for each way; it re-arms half a per cent back, or a tick where that is more."""
        return tuple(Threshold(way, self.level, rearm(self.level), either=self.ways == BOTH) for way in self.ways)

    def split(self, symbol: str, ratio: Fraction) -> "Price | None":
        """Return it at the level that is worth as much after a split of its share."""
        return replace(self, level=min(divided(self.level, ratio), HIGHEST)) if symbol == self.symbol else None

    def words(self) -> str:
        """Return its canonical words: "above 25000", "below 480", "crosses 120"."""
        return f"{sided(self.ways)} {self.level:f}"

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Tencent falls to HK$480.00 or below"."""
        return SAYS[self.ways].in_(language, name=name, level=price(self.level, currency_of(self.symbol), language))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "Tencent fell past HK$480.00"."""
        level = price(threshold.level, currency_of(self.symbol), language)
        return TOLD.in_(language, name=name, passed=PAST[threshold.direction].in_(language, level=level))


def rearm(level: Decimal) -> Decimal:
    """Return how far a price must come back to count again: half a per cent, or one tick."""
    tick = next((tick for until, tick in TICKS if level < until), TICK)
    return max(level * BACK, tick)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "above 25000", "below HK$480", "crosses 120 usd", in any order."""
    ways = side(words)
    if target is None or not ways or is_group(target.symbol):
        return None
    found = _FIGURE.fullmatch(amount(target, "".join(without(words, SIDES, FILLERS)), TRY))
    return Price(target.symbol, _level(found[1]), ways) if found else None


def _level(digits: str) -> Decimal:
    level = Decimal(digits.replace(",", "")).normalize()
    if level <= 0:
        raise BadRule(f"A price is always above 0. {TRY}")
    if level > HIGHEST:
        raise BadRule(f"Nothing costs as much as {digits[:20]}. {TRY}")
    if -int(level.as_tuple().exponent) > _PLACES:
        raise BadRule(f"A price can have up to four places after the point. {TRY}")
    return level


KIND = Kind(NAME, parse, ("hsi above 25000", "0700 below 480", "baba crosses 120"))
