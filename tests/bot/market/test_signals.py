"""The five signs of a surge."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.leaders import Breadth
from bot.market.signals import Leg, Levels, Readings, Way, signals
from bot.words.language import same

D = Decimal
DAY = date(2025, 7, 15)
# The close of 15 July 2025, and KWEB's last night in New York before it.
SURGE = Readings(
    day=DAY,
    hsi=D("1.598"),
    hstech=D("2.78"),
    turnover=D("1.25"),
    overnight=D("1.21"),
    breadth=Breadth(56, 26, 1, 85),
    mean=same("June's daily average"),
    proxy=same("KWEB"),
)


def test_the_day_of_the_surge() -> None:
    """Four of five were on: all but Golden Dragon, and that is a surge."""
    found = signals(SURGE)
    assert [each.leg for each in found.on(Way.UP)] == [Leg.HSI, Leg.HSTECH, Leg.TURNOVER, Leg.BREADTH]
    assert (found.known, found.leaning, found.fires, found.day) == (5, Way.UP, Way.UP, DAY)
    assert [each.by.en for each in found.legs] == ["", "", "June's daily average", "KWEB", ""]
    assert [each.leg for each in found.on(Way.DOWN)] == [Leg.TURNOVER]


def test_what_is_unknown_is_not_counted() -> None:
    """Without breadth and turnover three legs are known, and two that are on make no surge."""
    found = signals(replace(SURGE, breadth=None, turnover=None))
    assert (found.known, len(found.on(Way.UP)), found.leaning, found.fires) == (3, 2, Way.UP, None)
    nothing = signals(Readings(day=DAY, breadth=Breadth(0, 0, 0, 85)))
    assert (nothing.known, nothing.leaning, nothing.fires) == (0, None, None)


@pytest.mark.parametrize(
    ("leg", "below", "at"),
    [
        ("hsi", D("1.49"), D("1.5")),
        ("hstech", D("2.49"), D("2.5")),
        ("turnover", D("1.19"), D("1.2")),
        ("overnight", D("1.99"), D(2)),
        ("breadth", Breadth(64, 36, 0, 100), Breadth(65, 35, 0, 100)),
    ],
)
def test_a_leg_is_on_from_its_level(leg: str, below: object, at: object) -> None:
    """The level itself is on, and what is just below it is off; each level can be another."""
    quiet = Readings(day=DAY)
    assert signals(replace(quiet, **{leg: below})).on(Way.UP) == ()  # type: ignore[arg-type]  # a table of fields
    assert len(signals(replace(quiet, **{leg: at})).on(Way.UP)) == 1  # type: ignore[arg-type]  # a table of fields
    higher = Levels(**{leg: D(99)})  # type: ignore[arg-type]  # a table of fields
    assert signals(replace(quiet, **{leg: at}), higher).on(Way.UP) == ()  # type: ignore[arg-type]  # a table of fields


def test_how_many_are_needed_can_be_set() -> None:
    """With five needed, four are no surge."""
    assert signals(SURGE, Levels(needed=5)).fires is None


@given(*[st.one_of(st.none(), st.integers(-50, 50))] * 3, st.integers(0, 50), st.integers(0, 50))
def test_it_is_symmetric(hsi: int | None, hstech: int | None, overnight: int | None, up: int, down: int) -> None:
    """A day turned upside down slides as the day itself surged."""

    def found(sign: int, breadth: Breadth) -> dict[Way, int]:
        moves = [None if move is None else D(sign * move) / 10 for move in (hsi, hstech, overnight)]
        readings = Readings(day=DAY, turnover=D("1.3"), breadth=breadth)
        read = signals(replace(readings, hsi=moves[0], hstech=moves[1], overnight=moves[2]))
        return {way: len(read.on(way)) for way in Way}

    day, mirror = found(1, Breadth(up, down, 0, 100)), found(-1, Breadth(down, up, 0, 100))
    assert (day[Way.UP], day[Way.DOWN]) == (mirror[Way.DOWN], mirror[Way.UP])
