"""How often a rule would have rung over the days that are kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.alerts.backtest import Backtest, over_closes, over_members, over_turnovers, told_by_days
from bot.alerts.condition import Condition
from bot.alerts.modifiers import Modifiers
from bot.alerts.parser import parse_rule
from bot.market.quotes import Close, Series
from bot.market.turnover import TurnoverHistory

FIRST = date(2025, 6, 2)
CLOSES = (100, 102, 101, 106, 107, 103, 108, 108, 99)


def condition(words: str) -> Condition:
    """Return the condition of a rule."""
    found = parse_rule(words).condition
    assert found is not None
    return found


def closes(*prices: float) -> Series:
    """Return a close for each day from the first on."""
    return Series(tuple(Close(FIRST + timedelta(days=n), Decimal(str(price))) for n, price in enumerate(prices)))


def rang(words: str, *prices: float) -> list[str]:
    """Return when a rule would have rung, by the number of the day, and in which direction."""
    rule = parse_rule(words)
    found = over_closes(condition(words), Modifiers(**rule.said), "It", closes(*prices))
    return [f"{(ring.day - FIRST).days}{ring.direction}" for ring in found.rings]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("baba up 4%", ["3up", "6up"]),
        ("baba moves 3%", ["3up", "5down", "6up", "8down"]),
        ("baba up 4% once", ["3up"]),
        ("baba above 105", ["3up", "6up"]),
        ("baba below 101.5", ["2down", "8down"]),
        ("baba highest in 3 sessions", ["3up", "6up"]),
        ("baba up 50%", []),
    ],
)
def test_closes(words: str, expected: list[str]) -> None:
    """Per cent start from 0 each day; a price has to come from the other side; spans look back."""
    assert rang(words, *CLOSES) == expected


def test_members() -> None:
    """A rule about each of several is held against the closes of each, and says whose days they are."""
    rule = condition("each of cloud up 4%")
    known = {"ORCL": closes(*CLOSES), "AMZN": closes(100, 101, 106)}
    found = over_members(rule, Modifiers(), "Cloud", {**known, "MSFT": Series()})
    rung = [(ring.day.day, ring.member) for ring in found.rings]
    assert rung == [(4, "AMZN"), (5, "ORCL"), (8, "ORCL")]
    assert (found.first, found.judged, found.members) == (FIRST + timedelta(days=1), 8, (2, len(rule.singles)))
    assert over_members(rule, Modifiers(), "Cloud", {}).first is None


def test_turnovers() -> None:
    """A multiple is held against the mean of the 20 whole days before each day, and judged from then on."""
    days = [date(2025, 5, 2) + timedelta(days=n) for n in range(40)]
    trading = [day for day in days if day.weekday() < 5 and day != date(2025, 5, 5)][:24]
    values = [Decimal(200)] * 20 + [Decimal(239), Decimal(250), Decimal(200), Decimal(300)]
    history = TurnoverHistory(days=tuple(zip(trading, values, strict=True)))
    found: Backtest = over_turnovers(condition("turnover above 1.2x"), Modifiers(), "HK turnover", history)
    assert [ring.value for ring in found.rings] == [250, 300]
    assert (found.first, found.last, found.judged) == (trading[0], trading[-1], 4)


def test_what_closes_cannot_tell() -> None:
    """What is measured within a day is not told by its close."""
    assert told_by_days(condition("baba up 5%"))
    assert not told_by_days(condition("hsi down 1% within 10m"))


def test_nothing_kept() -> None:
    """Without days there is nothing to say."""
    found = over_closes(condition("baba up 5%"), Modifiers(), "It", closes())
    assert (found.first, found.judged, found.rings) == (None, 0, ())
