"""Hong Kong turnover passes an amount, or so many times its 20-day mean: `turnover above 280bn`. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Measure, Need, Threshold
from bot.alerts.measures.turnover import PREFIX, TURNOVER
from bot.errors import BadRule
from bot.market.instrument import Instrument
from bot.market.turnover import Scope
from bot.words.language import Language, Phrase
from bot.words.money import compact, exact, parse_money
from bot.words.numbers import multiple, times

NAME = "turnover"
TRY = "Try `turnover above 280bn` or `turnover above 1.2x` (times its 20-day mean)."
SAYS = Phrase("{name} passes {level}, {scope}", "{name}突破{level}", "{name}突破{level}")
TOLD = Phrase("{name} passed {level}, {scope}", "{name}突破{level}", "{name}突破{level}")
MEAN = Phrase("{times} its 20-day mean", "20 日平均的{times}", "20 日均值的{times}")
BEYOND = Phrase(
    "{times} its 20-day mean ({amount})", "20 日平均的{times}（{amount}）", "20 日均值的{times}（{amount}）"
)
ABOVE = frozenset(("above", "over", "passes", "pass", "past", "exceeds", "reaches", "hits", ">", ">=", "≥"))
ABOVE |= {"高於", "高于", "超過", "超过", "突破"}
BELOW = frozenset(("below", "under", "down", "falls", "<", "<=", "≤", "低於", "低于"))
FILLERS = frozenset(("at", "least", "the", "its", "of", "mean", "average", "20-day", "whole", "market", "only"))
SCOPES = {"estimate": Scope.SHARES_ESTIMATE, "shares": Scope.SHARES_ESTIMATE, "official": Scope.OFFICIAL}
LEAST, MOST, MOST_TIMES = Decimal(10) ** 6, Decimal(10) ** 15, Decimal(100)
BILLION = 9
FOREIGN = ("us$", "usd", "美元", "rmb", "cny", "¥", "人民幣", "人民币")

_TIMES = re.compile(r"([+-]?\d{1,9}(?:\.\d{1,6})?)(?:x|×|倍|times)")


@dataclass(frozen=True, slots=True)
class TurnoverAbove(Condition):
    """Turnover of `scope` at or above `amount`: HK$, or a multiple of the 20-day mean where `relative`."""

    scope: Scope
    amount: Decimal
    relative: bool = False

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
        """HK$ traded."""
        return TURNOVER

    @property
    def needs(self) -> tuple[Need, ...]:
        """The 20-day mean of its own scope, where it is a multiple of that."""
        return (Need("mean", self.scope),) if self.relative else ()

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:
        """Return the one level, in HK$; none while the mean it needs is unknown."""
        level = self.amount
        if self.relative:
            mean = baselines.get(*self.needs)
            if mean is None:
                return ()
            level = (self.amount * mean).to_integral_value(ROUND_CEILING)
        return (Threshold(Direction.UP, level, None),)

    def words(self) -> str:
        """Return its canonical words: "above 280bn", "above 1.2x", with the scope where it is not the market's."""
        figure = f"{self.amount:f}x" if self.relative else f"{self.amount.scaleb(-BILLION).normalize():f}bn"
        return f"above {figure}" if self.scope is Scope.MARKET else f"above {figure} {self.scope}"

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people: "HK turnover passes HK$280bn, whole market"."""
        level = MEAN.in_(language, times=times(self.amount, language)) if self.relative else self._amount(language)
        return SAYS.in_(language, name=name, level=level, scope=self.scope.phrase)

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened: "HK turnover passed 1.2× its 20-day mean (HK$288.4bn), whole market"."""
        level = self._amount(language)
        if self.relative:
            amount = compact(threshold.level, language=language)
            level = BEYOND.in_(language, times=multiple(self.amount, language), amount=amount)
        return TOLD.in_(language, name=name, level=level, scope=self.scope.phrase)

    def _amount(self, language: Language) -> str:
        return exact(self.amount, language=language)


def parse(target: Instrument | None, words: Sequence[str]) -> Condition | None:
    """Read "above 280bn", "2800億", "1.2x its 20-day mean", in any order."""
    if target is not None:
        return None
    if BELOW.intersection(words):
        raise BadRule(f"Turnover only grows during a day, so it can only be watched from below. {TRY}")
    scopes = {SCOPES[word] for word in words if word in SCOPES}
    figure = "".join(word for word in words if word not in ABOVE | FILLERS and word not in SCOPES)
    if len(scopes) > 1 or not figure:
        raise BadRule(f"That makes no turnover to watch for. {TRY}")
    scope = scopes.pop() if scopes else Scope.MARKET
    if times := _TIMES.fullmatch(figure):
        return TurnoverAbove(scope, _multiple(Decimal(times[1])), relative=True)
    return TurnoverAbove(scope, _amount(figure))


def _multiple(times: Decimal) -> Decimal:
    if not 0 < times <= MOST_TIMES:
        raise BadRule(f"Turnover can pass more than 0 and up to {MOST_TIMES} times its mean. {TRY}")
    return times.normalize()


def _amount(figure: str) -> Decimal:
    """Read an amount of HK$; a bare "280" would be a threshold passed with the first trade."""
    if figure.startswith(FOREIGN) or figure.endswith(FOREIGN):
        raise BadRule(f"Hong Kong's turnover is counted in HK$. {TRY}")
    try:
        amount = parse_money(figure)
    except ValueError:
        raise BadRule(f"“{figure[:40]}” is no amount of HK$. {TRY}") from None
    if amount <= 0:
        raise BadRule(f"Turnover starts each day from 0, so the amount must be above that. {TRY}")
    if amount < LEAST:
        raise BadRule(f"Add the unit: “{figure[:40]}bn”, “m” or “億”. {TRY}")
    if amount > MOST:
        raise BadRule(f"That is more than {exact(MOST)}, which Hong Kong does not trade in a day. {TRY}")
    return amount.to_integral_value().normalize()


KIND = Kind(NAME, parse, ("turnover above 280bn", "turnover above 2800億", "turnover above 1.2x"))
