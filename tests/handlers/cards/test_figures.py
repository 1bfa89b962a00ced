"""Where a rule stands, in words."""

from datetime import datetime
from decimal import Decimal

import pytest

from bot.alerts.alert import Sample
from bot.alerts.condition import Direction, Threshold
from bot.alerts.measures.percent import PERCENT
from bot.alerts.measures.turnover import TURNOVER
from bot.alerts.outlook import Outlook
from bot.words.language import NOTHING, same
from handlers.cards.figures import outlook_lines, value, zone_of

D = Decimal
SEEN = datetime.fromisoformat("2025-07-15T14:05:00+08:00")
SAMPLE = Sample("9988.HK", PERCENT, D("3.1"), SEEN, "2025-07-15")
UP, DOWN = Threshold(Direction.UP, D(5), D("0.25")), Threshold(Direction.DOWN, D(-5), D("0.25"))
LEFT = ((UP, D("1.9")), (DOWN, D("8.1")))


@pytest.mark.parametrize(
    ("outlook", "expected"),
    [
        (
            Outlook(SAMPLE, present=True, distances=LEFT, waiting=NOTHING),
            ["last +3.10% (Tue 15 Jul 14:05 HKT) · 1.9 points to +5.00% · 8.1 points to −5.00%"],
        ),
        (
            Outlook(SAMPLE, present=False, distances=LEFT, waiting=NOTHING),
            ["last session +3.10% (Tue 15 Jul 14:05 HKT)"],
        ),
        (Outlook(None, present=False, distances=(), waiting=same("waits: no figures")), ["waits: no figures"]),
        (
            Outlook(None, present=False, distances=(), waiting=NOTHING, expired=True, muted=True),
            ["ran out: edit it to begin again"],
        ),
        (
            Outlook(None, present=False, distances=(), waiting=NOTHING, muted=True),
            ["muted for the rest of this session"],
        ),
        (
            Outlook(None, present=False, distances=(), waiting=NOTHING, silent_until=SEEN),
            ["snoozed until Tue 15 Jul 14:05 HKT"],
        ),
    ],
)
def test_outlook(outlook: Outlook, expected: list[str]) -> None:
    """The last figure with its time, what is left to each level, and why a rule is silent."""
    assert outlook_lines(outlook, PERCENT) == expected


def test_values_have_their_unit() -> None:
    """Per cent are per cent, and turnover is money."""
    assert value(PERCENT, D("-3")) == "−3.00%"
    assert value(TURNOVER, D("251.2e9")) == "HK$251.2bn"


def test_zones() -> None:
    """A rule is told in its exchange's time."""
    assert [zone_of(target).key for target in ("turnover:market", "BABA", "000300.SS")] == [
        "Asia/Hong_Kong",
        "America/New_York",
        "Asia/Shanghai",
    ]
