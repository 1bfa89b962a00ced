"""Who leads: industries ranked by their move, how many rise and fall, the widest moves and the busiest. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from bot.market.instrument import Type
from bot.market.instruments import named
from bot.market.quotes import Quote

# Two or three shares are no industry.
ENOUGH = 5

# A share's move in per cent, and its quote: worked out once, used for rank, industry and breadth.
Move: TypeAlias = tuple[Decimal, Quote]


class Weighting(StrEnum):
    """How the members of an industry are weighted."""

    CAP = "market-cap weighted"
    EQUAL = "equal-weighted"


@dataclass(frozen=True, slots=True)
class Breadth:
    """How many rose, fell and stood still, of how many there are; the rest has no figures."""

    up: int
    down: int
    flat: int
    of: int

    @property
    def known(self) -> int:
        """How many have figures."""
        return self.up + self.down + self.flat


@dataclass(frozen=True, slots=True)
class Rung:
    """One industry: its move in per cent, its members, the best first, and how many of them rise and fall.

    `share` is its part, in per cent, of what all shares of the ladder traded (None: no volume is known).
    """

    industry: str
    percent: Decimal
    members: tuple[Quote, ...]
    breadth: Breadth
    share: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """Industries, the best first. `unranked` are those with too few members, and how many each has."""

    rungs: tuple[Rung, ...]
    weighting: Weighting
    unranked: tuple[tuple[str, int], ...] = ()

    @property
    def rising(self) -> tuple[Rung, ...]:
        """The industries that rose: who lost is no leader, not even on a day when all did."""
        return tuple(rung for rung in self.rungs if rung.percent > 0)

    @property
    def falling(self) -> tuple[Rung, ...]:
        """The industries that fell, the deepest fall first."""
        return tuple(rung for rung in reversed(self.rungs) if rung.percent < 0)


def ladder(quotes: Iterable[Quote], enough: int = ENOUGH) -> Ladder:
    """Rank the industries of the shares among `quotes`, which are of one session and one currency.

    By market cap where all of them are known, else each share counts the same: one weighting for all industries,
    so that they can be compared.
    """
    groups = _industries(quotes)
    shares = [quote for group in groups.values() for _, quote in group]
    weighting = Weighting.CAP if all(quote.market_cap for quote in shares) else Weighting.EQUAL
    total = traded(shares)
    rungs = [_rung(name, group, weighting, total) for name, group in groups.items() if len(group) >= enough]
    unranked = [(name, len(group)) for name, group in groups.items() if len(group) < enough]
    return Ladder(
        tuple(sorted(rungs, key=lambda rung: (-rung.percent, rung.industry))), weighting, tuple(sorted(unranked))
    )


def ranked(quotes: Iterable[Quote]) -> list[Quote]:
    """Return the quotes whose move is known, the best first."""
    return [quote for _, quote in _moves(quotes)]


def widest(quotes: Iterable[Quote], count: int) -> tuple[list[Quote], list[Quote]]:
    """Return the `count` widest rises and the `count` deepest falls, the widest first; fewer where fewer moved so."""
    moves = _moves(quotes)
    up = [quote for percent, quote in moves[:count] if percent > 0]
    down = [quote for percent, quote in reversed(moves[-count:] if count else []) if percent < 0]
    return up, down


def risers(quotes: Iterable[Quote], count: int) -> list[Quote]:
    """Return the `count` widest rises, the widest first; fewer where fewer rose."""
    return widest(quotes, count)[0]


def fallers(quotes: Iterable[Quote], count: int) -> list[Quote]:
    """Return the `count` deepest falls, the deepest first; fewer where fewer fell."""
    return widest(quotes, count)[1]


def traded(quotes: Iterable[Quote]) -> Decimal:
    """Return what the quotes of one currency traded in all: price times volume, an estimate; 0 where none is known."""
    return sum((quote.turnover or Decimal() for quote in quotes), Decimal())


def busiest(quotes: Iterable[Quote], count: int) -> list[Quote]:
    """Return the `count` quotes of one currency that traded most, the most first; what has no volume is left out."""
    known = [(turnover, quote) for quote in quotes if (turnover := quote.turnover)]
    return [quote for _, quote in sorted(known, key=lambda each: (-each[0], each[1].symbol))[:count]]


def breadth(quotes: Iterable[Quote], of: int) -> Breadth:
    """Count who rose, fell and stood still among `of` shares."""
    changes = [quote.change for quote in quotes if quote.change is not None]
    up, down = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
    return Breadth(up, down, len(changes) - up - down, of)


def _moves(quotes: Iterable[Quote]) -> list[Move]:
    """Return the moves that are known with their quotes, the best first."""
    known = [(percent, quote) for quote in quotes if (percent := quote.percent) is not None]
    return sorted(known, key=lambda each: (-each[0], each[1].symbol))


def _industries(quotes: Iterable[Quote]) -> dict[str, list[Move]]:
    """Return the shares whose move is known by their industry, the best of each first."""
    groups: dict[str, list[Move]] = defaultdict(list)
    for move in _moves(quotes):
        instrument = named(move[1].symbol)
        industry = instrument.industry or move[1].sector
        if industry and instrument.type is Type.SHARE:
            groups[industry].append(move)
    return groups


def _rung(industry: str, group: Sequence[Move], weighting: Weighting, total: Decimal) -> Rung:
    members = tuple(quote for _, quote in group)
    up, down = sum(percent > 0 for percent, _ in group), sum(percent < 0 for percent, _ in group)
    share = traded(members) / total * 100 if total else None
    counted = Breadth(up, down, len(group) - up - down, len(group))
    return Rung(industry, _together(group, weighting), members, counted, share)


def _together(group: Sequence[Move], weighting: Weighting) -> Decimal:
    """Return the move of an industry in per cent."""
    if weighting is Weighting.EQUAL:
        return sum((percent for percent, _ in group), Decimal()) / len(group)
    caps = [(percent, quote.market_cap or Decimal()) for percent, quote in group]
    # Weights of before the move: an industry moves as the sum of its members' values does.
    before = sum((cap / (1 + percent / 100) for percent, cap in caps), Decimal())
    return (sum((cap for _, cap in caps), Decimal()) / before - 1) * 100
