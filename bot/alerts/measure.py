"""What a measure is: one figure about a target, read off what is known of the market. Pure.

Each stands in one file of `bot/alerts/measures`. A measure may depend on something (a window of ten minutes); that is
then part of its name, so that two measures are the same where their names are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from bot.alerts.baselines import Baselines
from bot.market.quotes import Quote, Series
from bot.market.tally.pace import Pace
from bot.market.turnover import Scope, Turnover, TurnoverHistory
from bot.words.language import Phrase


class Unit(StrEnum):
    """What a figure counts."""

    PERCENT = "per cent"
    PRICE = "price"
    POINTS = "points"
    MONEY = "money"
    MULTIPLE = "multiple"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """A value, and the time of the data that it rests on."""

    value: Decimal
    time: datetime


@dataclass(frozen=True, slots=True)
class Want:
    """Something that must be fetched before a measure can be read: `what` ("pace", "closes", "turnovers") of whom."""

    what: str
    whose: str


class View(Protocol):
    """What is known of the market: only what admission accepted. What a measure wants is fetched before."""

    @property
    def now(self) -> datetime:
        """Market time."""

    @property
    def known(self) -> Baselines:
        """The figures of earlier days that were looked up."""

    def quote(self, symbol: str) -> Quote | None:
        """Return the last accepted quote."""

    def turnover(self, scope: Scope) -> Turnover | None:
        """Return the last accepted turnover of `scope`."""

    def trail(self, symbol: str) -> Sequence[Figure]:
        """Return the last accepted prices without a gap, oldest first, the newest last."""

    def pace(self, scope: Scope) -> Pace | None:
        """Return the pace of the last accepted turnover; None where there is none."""

    def closes(self, symbol: str) -> Series:
        """Return the daily closes."""

    def turnovers(self, scope: Scope) -> TurnoverHistory:
        """Return the earlier turnovers."""


def _own(target: str) -> Sequence[str]:
    return (target,)


def _nothing(view: View, target: str) -> Mapping[str, Decimal]:  # noqa: ARG001 - most have nothing to say beside
    return {}


def _unread(view: View, target: str) -> Figure | None:  # noqa: ARG001 - a name alone reads nothing
    return None


NO_FIGURES = Phrase("no figures of {name} have come yet", "尚未有{name}的數據", "暂无{name}的数据")


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure about a target, in `unit`; one made of its name alone stands for what was once measured.

    `from_zero`: every session starts from 0 (so that a gap open fires); else the side is carried over. `read` gives
    the figure, None while there is none. `symbols` are those that must be looked at for a target, `wants` what must
    be fetched besides; `trailed`: the trails of these symbols too. `joint`: it rests on several figures, which come
    at times of their own; `beside` are figures to be said with it, by name. `lacking` says what is waited for while
    there is no figure.
    """

    name: str
    unit: Unit = field(default=Unit.COUNT, compare=False)
    from_zero: bool = field(default=False, compare=False)
    read: Callable[[View, str], Figure | None] = field(default=_unread, compare=False, repr=False)
    symbols: Callable[[str], Sequence[str]] = field(default=_own, compare=False, repr=False)
    wants: tuple[Want, ...] = field(default=(), compare=False)
    trailed: bool = field(default=False, compare=False)
    joint: bool = field(default=False, compare=False)
    beside: Callable[[View, str], Mapping[str, Decimal]] = field(default=_nothing, compare=False, repr=False)
    lacking: Phrase = field(default=NO_FIGURES, compare=False)

    @property
    def in_percent(self) -> bool:
        """Whether it is a number of per cent, so that a distance in it is one of percentage points."""
        return self.unit is Unit.PERCENT

    def __str__(self) -> str:
        """Return its name, as stored."""
        return self.name


# By the first word of a measure's name: what it is counted in.
UNITS = {
    **dict.fromkeys(("percent", "opening", "within", "pre-market", "group"), Unit.PERCENT),
    **dict.fromkeys(("price", "close"), Unit.PRICE),
    **dict.fromkeys(("turnover", "cap"), Unit.MONEY),
    "points": Unit.POINTS,
    "pace": Unit.MULTIPLE,
}


def kept(name: str) -> Measure:
    """Return what was once measured, by its name as it is stored: it can be shown, but not read again."""
    return Measure(name, UNITS.get(name.split(maxsplit=1)[0] if name else "", Unit.COUNT))
