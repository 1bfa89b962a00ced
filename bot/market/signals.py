"""The signs of a surge: how many of five are on, and which way. Pure.

Symmetric: what makes a Surge upwards makes a Slide downwards; a high turnover counts for both. The key is the date in
Hong Kong: its own legs are that session's, New York's is the last session completed before that date. What is not
known is never counted.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.market.leaders import Breadth
from bot.words.language import NOTHING, Phrase


class Leg(StrEnum):
    """What is looked at; the value is how people call it."""

    HSI = "HSI"
    HSTECH = "HSTECH"
    TURNOVER = "turnover"
    OVERNIGHT = "Golden Dragon"
    BREADTH = "breadth"


class Way(StrEnum):
    """Which way a market goes; the value is what that is called where enough signs agree."""

    UP = "Surge"
    DOWN = "Slide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """From where a leg is on: moves in per cent, turnover as a multiple of its mean, breadth in per cent one way.

    `needed` is how many legs make a surge.
    """

    hsi: Decimal = Decimal("1.5")
    hstech: Decimal = Decimal("2.5")
    turnover: Decimal = Decimal("1.2")
    overnight: Decimal = Decimal(2)
    breadth: Decimal = Decimal(65)
    needed: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What is known of one date in Hong Kong; None is unknown.

    Moves are in per cent, turnover is the multiple of its mean. `mean` names that mean where it is another than the
    usual, `proxy` what stands in for Golden Dragon; "" nothing to be said.
    """

    day: date
    hsi: Decimal | None = None
    hstech: Decimal | None = None
    turnover: Decimal | None = None
    overnight: Decimal | None = None
    breadth: Breadth | None = None
    mean: Phrase = NOTHING
    proxy: Phrase = NOTHING


@dataclass(frozen=True, slots=True)
class Signal:
    """One leg: its reading, the ways it is on, and by what other measure than the usual (`by`, "" none).

    The reading is None where it is unknown; breadth is the per cent that go the wider way, negative for down.
    """

    leg: Leg
    reading: Decimal | None
    ways: tuple[Way, ...] = ()
    by: Phrase = NOTHING


@dataclass(frozen=True, slots=True)
class Signals:
    """The legs of one date in Hong Kong."""

    day: date
    legs: tuple[Signal, ...]
    needed: int

    @property
    def known(self) -> int:
        """How many legs have a reading."""
        return sum(each.reading is not None for each in self.legs)

    def on(self, way: Way) -> tuple[Signal, ...]:
        """Return the legs that are on, that way."""
        return tuple(each for each in self.legs if way in each.ways)

    @property
    def leaning(self) -> Way | None:
        """The way more legs point, None where as many point both ways."""
        up, down = len(self.on(Way.UP)), len(self.on(Way.DOWN))
        return None if up == down else Way.UP if up > down else Way.DOWN

    @property
    def fires(self) -> Way | None:
        """The way enough legs agree on, None where they do not."""
        way = self.leaning
        return way if way and len(self.on(way)) >= self.needed else None


def signals(readings: Readings, levels: Levels | None = None) -> Signals:
    """Hold each reading against its level."""
    level = levels or Levels()
    legs = (
        _move(Leg.HSI, readings.hsi, level.hsi),
        _move(Leg.HSTECH, readings.hstech, level.hstech),
        replace(_turnover(readings.turnover, level.turnover), by=readings.mean),
        replace(_move(Leg.OVERNIGHT, readings.overnight, level.overnight), by=readings.proxy),
        _breadth(readings.breadth, level.breadth),
    )
    return Signals(readings.day, legs, level.needed)


def _move(leg: Leg, percent: Decimal | None, level: Decimal) -> Signal:
    if percent is None or abs(percent) < level:
        return Signal(leg, percent)
    return Signal(leg, percent, (Way.UP if percent > 0 else Way.DOWN,))


def _turnover(multiple: Decimal | None, level: Decimal) -> Signal:
    """Much is traded on the way up and on the way down."""
    on = multiple is not None and multiple >= level
    return Signal(Leg.TURNOVER, multiple, (Way.UP, Way.DOWN) if on else ())


def _breadth(breadth: Breadth | None, level: Decimal) -> Signal:
    if breadth is None or not breadth.known:
        return Signal(Leg.BREADTH, None)
    wider = Decimal(max(breadth.up, breadth.down)) / breadth.known * 100
    return _move(Leg.BREADTH, wider if breadth.up >= breadth.down else -wider, level)
