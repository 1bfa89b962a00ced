"""A company's market value passes an amount: `nvda cap above 4tn`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.alerts.coins import amount
from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.measures.cap import CAP
from bot.alerts.targets import currency_of, is_group
from bot.alerts.wording import BOTH, DOWN, PAST, SIDES, UP, side, sided, without
from bot.errors import BadRule
from bot.market.instrument import Instrument, Type
from bot.words.language import Language, Phrase
from bot.words.money import BILLION, TRILLION, exact, parse_money

NAME = "cap"
TRY = "Try `nvda cap above 4tn`."
SAYS = {
    UP: Phrase("{name} rises above {level} in market cap", "{name}市值升穿{level}", "{name}市值涨破{level}"),
    DOWN: Phrase("{name} falls below {level} in market cap", "{name}市值跌穿{level}", "{name}市值跌破{level}"),
    BOTH: Phrase("{name} crosses {level} in market cap", "{name}市值升穿或跌穿{level}", "{name}市值涨破或跌破{level}"),
}
TOLD = Phrase("{name} {passed} in market cap", "{name}市值{passed}", "{name}市值{passed}")
MARKS = frozenset(("cap", "marketcap", "capitalisation", "capitalization", "市值"))
FILLERS = frozenset(("market", "at", "or", "more", "less", "its", "the", "of"))
LEAST, MOST = Decimal(10) ** 6, Decimal(10) ** 15
BACK = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Cap(Condition):
    """The market cap of `symbol` at `amount` of its currency, or beyond, in one of `ways`."""

    symbol: str
    amount: Decimal
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
        """The market cap."""
        return CAP

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - it has no baseline
        """Return the amount for each way; it re-arms half a per cent back."""
        return tuple(Threshold(way, self.amount, self.amount * BACK, either=self.ways == BOTH) for way in self.ways)

    def words(self) -> str:
        """Return its canonical words: "cap above 4tn"."""
        scale, unit = (TRILLION, "tn") if self.amount >= TRILLION else (BILLION, "bn")
        return f"cap {sided(self.ways)} {(self.amount / scale).normalize():f}{unit}"

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "NVIDIA's market cap rises above US$4tn"."""
        return SAYS[self.ways].in_(language, name=name, level=self._amount(language))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "NVIDIA rose past US$4tn in market cap"."""
        went = PAST[threshold.direction].in_(language, level=self._amount(language))
        return TOLD.in_(language, name=name, passed=went)

    def _amount(self, language: Language) -> str:
        return exact(self.amount, currency_of(self.symbol), language)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "cap above 4tn", "market cap below us$900bn", in any order."""
    if target is None or is_group(target.symbol) or not MARKS.intersection(words):
        return None
    if target.type not in {Type.SHARE, Type.FUND}:
        raise BadRule(f"{target.name} has no market value of its own. {TRY}")
    figure = amount(target, "".join(without(words, MARKS, FILLERS, SIDES)), TRY)
    try:
        money = parse_money(figure).normalize()
    except ValueError:
        raise BadRule(f"“{figure[:40]}” is no amount of money. {TRY}") from None
    if not LEAST <= money <= MOST:
        raise BadRule(f"A market cap has at least a million; add the unit: “{figure[:40]}bn” or “tn”. {TRY}")
    return Cap(target.symbol, money, side(words) or (Direction.UP,))


KIND = Kind(NAME, parse, ("nvda cap above 4tn",))
