"""A price moves so many per cent from where it was when the rule was made: `baba up 10% from here`. Pure.

The price it starts from is written into the rule ("up 10% from 108.22"), so what it waits for is a level: it carries
its side overnight, and is not told again every morning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from bot.alerts.condition import Baselines, Condition, Kind, Measure, Threshold
from bot.alerts.conditions.moves import Moves
from bot.alerts.measures.price import PRICE
from bot.alerts.targets import currency_of, is_group
from bot.alerts.wording import passed, percent, said
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.market.splits import divided
from bot.words.language import Language, Phrase
from bot.words.money import price
from bot.words.numbers import level

NAME = "base"
TRY = "Try `baba up 10% from here`, or from a price: `baba up 10% from 108.22`."
FROM = frozenset(("from", "since", "against", "較", "较"))
SAYS = Phrase("{name} moves {way} or more from {base}", "{name}較{base}{way}或以上", "{name}较{base}{way}或以上")
TOLD = Phrase("{name} {passed} from {base}", "{name}較{base}{passed}", "{name}较{base}{passed}")
UNSET = Phrase("where it is now", "現價", "现价")
HERE = frozenset(("here", "now", "creation", "現價", "现价"))
# Half a per cent back, as any price.
BACK = Decimal("0.005")
HIGHEST = Decimal(999_999_999)
_PRICE = re.compile(r"(?:hk\$|us\$|\$|¥)?([0-9]{1,9}(?:\.[0-9]{1,6})?)")


@dataclass(frozen=True, slots=True)
class FromBase(Moves):
    """`symbol` at least `percent` from the price `base`, in one of `ways`; None: from the one it has when made."""

    base: Decimal | None = None

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""
        return NAME

    @property
    def measure(self) -> Measure:
        """The price."""
        return PRICE

    def at(self, price: Decimal) -> "FromBase":
        """Return the rule that starts from `price`, if it does not start from one already."""
        return self if self.base else replace(self, base=price.normalize())

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:  # noqa: ARG002 - it has its own
        """Return the price for each way; none while it does not know from where."""
        if self.base is None:
            return ()
        levels = ((way, self.base * (100 + way.sign * self.percent) / 100) for way in self.ways)
        return tuple(Threshold(way, level, level * BACK) for way, level in levels)

    def split(self, symbol: str, ratio: Fraction) -> "FromBase | None":
        """Return it from what its base is worth after a split of its share."""
        if self.base is None or symbol != self.symbol:
            return None
        return replace(self, base=min(divided(self.base, ratio), HIGHEST))

    def words(self) -> str:
        """Return its canonical words: "up 10% from 108.22"."""
        return f"{said(self.ways, self.percent)} from {'here' if self.base is None else f'{self.base:f}'}"

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "Alibaba moves up 10% or more from US$108.22"."""
        return SAYS.in_(language, name=name, way=self.way(language), base=self._base(language))

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "Alibaba rose past +10% from US$108.22"."""
        went = passed(threshold, language, level(self.percent))
        return TOLD.in_(language, name=name, passed=went, base=self._base(language))

    def _base(self, language: Language) -> str:
        return UNSET.in_(language) if self.base is None else price(self.base, currency_of(self.symbol), language)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "up 10% from here", "down 5% from 108.22", in any order."""
    place = next((place for place, word in enumerate(words) if word in FROM), None)
    if target is None or is_group(target.symbol) or place is None or place + 1 >= len(words):
        return None
    start = words[place + 1]
    digits = _PRICE.fullmatch(start)
    if start not in HERE and not digits:
        return None
    found = percent([*words[:place], *words[place + 2 :]], TRY)
    if found is None:
        return None
    if digits and not Decimal(digits[1]):
        raise BadRule(f"A price is always above 0. {TRY}")
    return FromBase(target.symbol, *found, base=Decimal(digits[1]).normalize() if digits else None)


KIND = Kind(NAME, parse, ("baba up 10% from 108.22", "baba up 10% from here"))
