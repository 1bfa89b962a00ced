"""The signs of a surge as a rule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.book import Event
from bot.alerts.condition import Baselines
from bot.alerts.conditions.surge import SurgeSigns
from bot.alerts.groups import SURGE
from bot.alerts.parser import parse_rule, restore
from bot.errors import BadRule
from bot.market.nights import night_before
from bot.market.providers.replay import SHIPPED, load
from bot.market.signals import Levels
from bot.storage.database import Database
from handlers.cards.crossing import context_lines, headline
from tests.bot.day import CHANNEL, TEAM, Day

HUNDREDTHS = st.decimals("0.01", "99.99", places=2).map(Decimal.normalize)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("surge", "4 of 5"),
        ("surge 3/5", "3 of 5"),
        ("surge at least 3 of 5 signals", "3 of 5"),
        ("surge 4 of 5 hsi 2% turnover 1.3x", "4 of 5 turnover 1.3x hsi 2%"),
        ("slide 5 of 5 golden dragon ±3%", "5 of 5 dragon 3%"),
    ],
)
def test_words(text: str, words: str) -> None:
    """The count and each level can be said; what is not is as usual."""
    condition = parse_rule(text).condition
    assert condition is not None
    assert condition.words() == words
    assert restore(condition.kind, condition.target, words) == condition


@pytest.mark.parametrize(
    "text", ["surge 6 of 5", "surge up 3%", "surge hsi", "surge hsi 2x", "surge turnover 1%", "surge hsi 0%"]
)
def test_no_rules(text: str) -> None:
    """What is no sign, and a level in the wrong unit, is refused."""
    with pytest.raises(BadRule):
        parse_rule(text)


LEVELS = st.builds(
    Levels,
    hsi=HUNDREDTHS,
    hstech=HUNDREDTHS,
    turnover=HUNDREDTHS,
    overnight=HUNDREDTHS,
    breadth=HUNDREDTHS,
    needed=st.integers(1, 5),
)


@given(LEVELS)
def test_levels(levels: Levels) -> None:
    """Whatever the levels, the words make the same rule again, and it is the same both ways."""
    condition = SurgeSigns(SURGE, levels)
    assert restore("surge", SURGE, condition.words()) == condition
    up, down = condition.thresholds(Baselines())
    assert up.level == -down.level == levels.needed
    assert condition.measure == SurgeSigns(SURGE, replace(levels, needed=1)).measure


def test_nights() -> None:
    """The night before a Monday in Hong Kong is New York's Friday, holidays left out."""
    assert night_before(date(2025, 7, 14)) == date(2025, 7, 11)
    assert night_before(date(2025, 7, 7)) == date(2025, 7, 3)


async def test_the_recorded_day(store: Database) -> None:
    """On 15 July 2025 four of five signs came to be on, all up, and what each stood at is told."""
    day = await Day(load(SHIPPED), store).start()
    await day.rules.seed("surge", TEAM, CHANNEL, "surge 4 of 5")
    events: list[Event] = []
    for number in range(0, day.provider.lines, 12):
        day.provider.move_to(number)
        events += await day.watch.sweep()
    (event,) = events
    assert headline(event) == "Surge ▲: 4 of 5 signals are on (#1)"
    assert {name for name in event.facts if name.startswith("leg:")} >= {"leg:HSI", "leg:HSTECH", "leg:turnover"}
    assert "turnover 1.2" in next(context_lines(event))
    assert event.sample.session == "2025-07-15/1"
