"""A company's market value passes an amount: `nvda cap above 4tn`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.alerts.coins import amount
from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Threshold
from bot.alerts.measures.cap import CAP
from bot.alerts.targets import currency_of, is_group
from bot.alerts.wording import BOTH, SIDES, side, sided, without
from bot.errors import BadRule
from bot.market.instrument import Instrument, Type
from bot.words.money import BILLION, TRILLION, exact, parse_money

NAME = "cap"
TRY = "Try `nvda cap above 4tn`."
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

    def says(self, name: str) -> str:
        """Return a sentence for people: "NVIDIA's market cap rises above US$4tn"."""
        way = "crosses" if self.ways == BOTH else "rises above" if self.ways[0] is Direction.UP else "falls below"
        return f"{name} {way} {self._amount} in market cap"

    def told(self, name: str, threshold: Threshold) -> str:
        """Return what has happened: "NVIDIA rose past US$4tn in market cap"."""
        return f"{name} {'rose' if threshold.direction is Direction.UP else 'fell'} past {self._amount} in market cap"

    @property
    def _amount(self) -> str:
        return exact(self.amount, currency_of(self.symbol))


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
