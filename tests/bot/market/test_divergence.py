"""An index that goes another way than its members."""

from decimal import Decimal

import pytest

from bot.market.divergence import Divergence, divergence
from bot.market.leaders import Breadth

D = Decimal


@pytest.mark.parametrize(
    ("percent", "breadth", "expected"),
    [
        ("0.4", Breadth(28, 60, 2, 90), Divergence(D("0.4"), 60, 90)),
        ("-0.4", Breadth(60, 28, 2, 90), Divergence(D("-0.4"), 60, 90)),
        ("0.2", Breadth(4, 6, 0, 85), Divergence(D("0.2"), 6, 10)),
        ("0.19", Breadth(28, 60, 2, 90), None),
        ("0", Breadth(90, 0, 0, 90), None),
        ("0.4", Breadth(37, 53, 0, 90), None),
        ("0.4", Breadth(60, 28, 2, 90), None),
        ("-1", Breadth(9, 0, 0, 85), None),
        ("1", Breadth(0, 0, 0, 85), None),
    ],
)
def test_most_members_against_the_index(percent: str, breadth: Breadth, expected: Divergence | None) -> None:
    """It takes a move of 0.2 % and six of ten members with figures, ten at least, that went the other way."""
    assert divergence(D(percent), breadth) == expected
