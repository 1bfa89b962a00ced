"""How many of an index's points each member brought: previous close x previous weight x per cent. Pure.

Weights come from a dated file. Without one the market caps give an approximation, capped as the Hang Seng indexes cap
a member; without those there are no points. What the members do not explain is the residual, and is shown.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.market.quotes import Quote

# A member of HSI, HSTECH and HSCEI is cut to 8 % at each quarterly review (Hang Seng Indexes, index methodology).
CAP = Decimal("0.08")
# With fewer of the members than this known, the others' points would be put on them.
COVERED = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Contribution:
    """The points that one member brought, negative where it cost some."""

    symbol: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Contributions:
    """An index's `change` in points, and what its members brought of it, the most first.

    `approximate`: weights were guessed from market caps; else `basis` says of when they are, and whose.
    """

    change: Decimal
    members: tuple[Contribution, ...]
    approximate: bool
    basis: str = ""

    @property
    def explained(self) -> Decimal:
        """What the members brought together."""
        return sum((each.points for each in self.members), Decimal())

    @property
    def residual(self) -> Decimal:
        """What is left: members without figures, weights that are not exact."""
        return self.change - self.explained


def contributions(
    index: Quote, quotes: Collection[Quote], of: int, weights: Mapping[str, Decimal] | None = None, basis: str = ""
) -> Contributions | None:
    """Return what the members among `quotes`, of the index's session, brought of its change.

    `of` is how many members there are; `weights` are of the previous close, as fractions of 1, on the `basis` named.
    None where the index's change is not known, or without weights too many market caps.
    """
    shares = weights if weights is not None else approximated(quotes, of)
    if index.change is None or index.previous_close is None or not shares:
        return None
    base = index.previous_close
    points = [
        Contribution(quote.symbol, base * shares[quote.symbol] * percent / 100)
        for quote in quotes
        if quote.symbol in shares and (percent := quote.percent) is not None
    ]
    ordered = sorted(points, key=lambda each: (-each.points, each.symbol))
    return Contributions(index.change, tuple(ordered), approximate=weights is None, basis=basis)


def approximated(quotes: Collection[Quote], of: int) -> dict[str, Decimal]:
    """Return weights of the previous close by market cap, capped; empty where too few caps are known."""
    caps = {
        quote.symbol: quote.market_cap / (1 + percent / 100)
        for quote in quotes
        if quote.market_cap and quote.market_cap > 0 and (percent := quote.percent) is not None
    }
    if len(caps) < COVERED * of:
        return {}
    return capped(caps)


def capped(values: Mapping[str, Decimal], cap: Decimal = CAP) -> dict[str, Decimal]:
    """Return fractions of 1 in proportion to `values`, none above `cap`: what is cut goes to the others.

    Empty where there are too few values for any to stay below the cap.
    """
    if len(values) * cap < 1:
        return {}
    cut: set[str] = set()
    while True:
        room = 1 - cap * len(cut)
        rest = sum((value for symbol, value in values.items() if symbol not in cut), Decimal())
        weights = {symbol: cap if symbol in cut else value / rest * room for symbol, value in values.items()}
        # Who gets what was cut from others may come to lie above the cap in turn.
        if not (over := {symbol for symbol, weight in weights.items() if weight > cap}):
            return weights
        cut |= over
