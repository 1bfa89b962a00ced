"""Lists that somebody draws up and dates: who is in an index, at which weights, and which shares make a theme. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class Members:
    """The members of `index` (symbols), in force from `as_of` on, as `source` has them."""

    index: str
    as_of: date
    source: str
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of an index's members, in per cent of it, at the close of `as_of`; members may be missing."""

    index: str
    as_of: date
    source: str
    weights: Mapping[str, Decimal]

    @property
    def covered(self) -> Decimal:
        """How much of the index has a weight here, in per cent."""
        return sum(self.weights.values(), Decimal())


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A named basket of shares, drawn up on `as_of` by `source`.

    Names are English, 繁 and 简; `key` is the shortest that can be typed.
    """

    key: str
    name: str
    hant: str
    hans: str
    symbols: tuple[str, ...]
    as_of: date
    source: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rename:
    """The symbol `old` is `new` from `as_of` on, as `source` has it."""

    old: str
    new: str
    as_of: date
    source: str


class Dated(Protocol):
    """What is true from a day on."""

    @property
    def as_of(self) -> date:
        """The first day."""


D = TypeVar("D", bound=Dated)


def in_force(lists: Sequence[D], day: date | None = None) -> D | None:
    """Return the last of `lists` (oldest first) that was in force on `day`, or of all; None before the first."""
    known = [each for each in lists if day is None or each.as_of <= day]
    return known[-1] if known else None
