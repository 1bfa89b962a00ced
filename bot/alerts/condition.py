"""What a condition is: something about the market that is on or off, with the thresholds where it changes.

Each kind stands in one file of `bot/alerts/conditions` and holds one `Kind`: how its words are read, and examples
for the help. A condition is a frozen value. `words()` is canonical: parsing it gives the same condition again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Protocol, runtime_checkable

from bot.alerts.baselines import Baselines, Need
from bot.alerts.measure import Measure, Unit
from bot.market.instrument import Instrument
from bot.words.language import Language

__all__ = [
    "Baselines",
    "Condition",
    "Direction",
    "Kind",
    "Measure",
    "Need",
    "Priced",
    "Starting",
    "Subject",
    "Threshold",
    "Unit",
]

Subject = tuple[str, Measure]  # a target, and what is measured about it


class Direction(StrEnum):
    """Which way a threshold is crossed."""

    UP = "up"
    DOWN = "down"

    @property
    def sign(self) -> int:
        """+1 or −1: times it, "beyond the level" is always "at or above"."""
        return 1 if self is Direction.UP else -1


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level crossed in one direction, in the measure's unit (per cent, or HK$).

    It re-arms only `rearm` back on the other side of the level; None: never within a session. Where `either` way
    counts, one of two sides always lies beyond: that makes nothing true already. `beaten` is the high or low that has
    to be beaten, where that is what it is about.
    """

    direction: Direction
    level: Decimal
    rearm: Decimal | None
    either: bool = field(default=False, compare=False)
    beaten: Decimal | None = field(default=None, compare=False)

    def reached(self, value: Decimal) -> bool:
        """Whether `value` lies at the level or beyond it."""
        return self.direction.sign * value >= self.direction.sign * self.level

    def equalled(self, value: Decimal) -> bool:
        """Whether `value` may be the very high or low that has to be beaten now."""
        return self.beaten is not None and self.direction.sign * value >= self.direction.sign * self.beaten

    def rearmed(self, value: Decimal) -> bool:
        """Whether `value` lies far enough back for another crossing to count."""
        if self.rearm is None:
            return False
        return self.direction.sign * value <= self.direction.sign * self.level - self.rearm


class Condition(Protocol):
    """Something about the market that is on or off. Kinds inherit what is the same for most."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """The name of its kind, as stored."""

    @property
    def target(self) -> str:
        """What it is measured on: a symbol, or "turnover:<scope>"."""

    @property
    def measure(self) -> Measure:
        """What is measured."""

    @property
    def from_zero(self) -> bool:
        """Whether every session starts from 0 (so that a gap open fires), or the side is carried over."""
        return self.measure.from_zero

    @property
    def needs(self) -> tuple[Need, ...]:
        """The figures of earlier days that its levels hang on."""
        return ()

    @property
    def singles(self) -> "tuple[Condition, ...]":
        """What it is judged by: itself, or one condition for each member where it is about several."""
        return (self,)

    def of(self, target: str) -> "Condition | None":
        """Return what it is about `target`, None where that is none of what it watches."""
        return self if target == self.target else None

    def on(self, day: date) -> "Condition":  # noqa: ARG002 - what is about one target is the same on every day
        """Return it with the members that it has on `day`."""
        return self

    def thresholds(self, baselines: Baselines) -> tuple[Threshold, ...]:
        """Return where it changes today; none while a baseline it needs is unknown."""

    def words(self) -> str:
        """Return its canonical words without the target: "up 5%"."""

    def says(self, name: str, language: Language = Language.EN) -> str:
        """Return a sentence for people, `name` being the target's: "Alibaba moves up 5% or more on the day"."""

    def told(self, name: str, threshold: Threshold, language: Language = Language.EN) -> str:
        """Return what has happened once it crossed: "Alibaba rose past +5%"."""


@runtime_checkable
class Starting(Protocol):
    """A condition that starts from the price its target has when it is made."""

    def at(self, price: Decimal) -> Condition:
        """Return the condition that starts from `price`, if it does not start from one already."""


@runtime_checkable
class Priced(Protocol):
    """A condition that waits for an amount of money a share: a split makes another amount of it."""

    def split(self, symbol: str, ratio: Fraction) -> Condition | None:
        """Return it as it has to read once there are `ratio` shares of `symbol` for one; None where nothing changes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of condition: `parse(target, words)` returns None where the words are not of this kind.

    `target` is the instrument, or None for Hong Kong turnover. Raises BadRule where the words are of this kind
    but make no sense (a negative turnover), with a sentence that says what to type instead. A `general` kind has no
    word of its own by which it is known, and is asked after the others.
    """

    name: str
    parse: Callable[[Instrument | None, Sequence[str]], Condition | None]
    examples: tuple[str, ...]
    general: bool = False
