"""The signs of a surge as a line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.market.leaders import Breadth
from bot.market.signals import Readings, signals
from bot.words.language import NOTHING, same
from handlers.cards.signals import levels_line, signals_parts

D = Decimal
SURGE = Readings(
    day=date(2025, 7, 15),
    hsi=D("1.598"),
    hstech=D("2.78"),
    turnover=D("1.25"),
    overnight=D("1.24"),
    breadth=Breadth(56, 26, 1, 85),
    proxy=same("KWEB"),
)


@pytest.mark.parametrize(
    ("readings", "expected"),
    [
        (SURGE, "Surge ▲ 4 of 5 (off: Golden Dragon; proxy KWEB +1.2% overnight)"),
        (replace(SURGE, overnight=D(2), proxy=NOTHING), "Surge ▲ 5 of 5"),
        (replace(SURGE, overnight=None), "Surge ▲ 4 of 4 known (unknown: Golden Dragon)"),
        (
            replace(SURGE, turnover=D("1.1"), overnight=D(-1), proxy=NOTHING),
            "Surge signals ▲ 3 of 5 (off: turnover 1.10×; Golden Dragon −1.0% overnight)",
        ),
        (
            replace(SURGE, hsi=D(-2), hstech=D(-3), overnight=D(-4), breadth=Breadth(40, 45, 0, 85), proxy=NOTHING),
            "Slide ▼ 4 of 5 (off: breadth 53% down)",
        ),
        (
            replace(
                SURGE, hsi=D("0.1"), hstech=None, turnover=D("0.9"), overnight=None, breadth=Breadth(45, 40, 0, 85)
            ),
            (
                "Surge signals 0 of 3 known (off: HSI +0.1%; turnover 0.90×; breadth 53% up; "
                "unknown: HSTECH, Golden Dragon)"
            ),
        ),
    ],
)
def test_what_is_on_is_counted_and_what_is_off_is_named(readings: Readings, expected: str) -> None:
    """Enough of them one way are a surge or a slide; fewer are signals; what is unknown is said and not counted."""
    assert "".join(signals_parts(signals(readings))) == expected


def test_another_day_is_named() -> None:
    """Before the day's first figures the signals are those of the session before."""
    assert "".join(signals_parts(signals(SURGE), today=False)).startswith("Surge ▲ 4 of 5 on Tue 15 Jul (off: ")


def test_levels_are_told() -> None:
    """From where each sign is on stands beside it, with the mean that turnover is held against."""
    assert levels_line(signals(SURGE)) == (
        "Signals: HSI ±1.5%, HSTECH ±2.5%, turnover from 1.2× its 20-day mean, Golden Dragon ±2% overnight, "
        "breadth from 65% one way; a surge takes 4."
    )
    assert "1.2× June's daily average" in levels_line(signals(replace(SURGE, mean=same("June's daily average"))))
