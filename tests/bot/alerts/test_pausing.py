"""What a corporate action makes of a rule, value by value."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Act, Alert, Reason
from bot.alerts.condition import Condition, Direction, Priced
from bot.alerts.conditions.base import FromBase
from bot.alerts.conditions.both import join
from bot.alerts.conditions.points import Points
from bot.alerts.conditions.price import Price
from bot.alerts.judge import judge
from bot.alerts.parser import parse_condition, restore
from bot.alerts.pause import Cause, Pause
from bot.alerts.pausing import after_leaving, after_split, renamed, resumed
from bot.errors import BadRule
from bot.market.instruments import named
from bot.market.splits import RATIOS, Split
from tests.bot.day import ABOVE_250, OPEN, SESSION, UP_5, alert, percent

BABA, UP = "9988.HK", (Direction.UP,)
ABOVE = Price(BABA, Decimal(120), UP)
OTHER = Price("0700.HK", Decimal(500), UP)


@pytest.mark.parametrize(
    ("condition", "ratio", "words"),
    [
        (ABOVE, Fraction(10), "above 12"),
        (ABOVE, Fraction(1, 10), "above 1200"),
        (replace(ABOVE, level=Decimal("25.6")), Fraction(3, 2), "above 17.07"),
        (replace(ABOVE, level=Decimal("0.05")), Fraction(2), "above 0.025"),
        (Points(BABA, Decimal(5), UP), Fraction(2), "+2.5pts"),
        (Points(BABA, Decimal(5), UP), Fraction(16), "+0.31pts"),
        (FromBase(BABA, Decimal(10), UP, Decimal(120)), Fraction(10), "up 10% from 12"),
        (join([UP_5, ABOVE]), Fraction(10), "up 5% and 9988.hk above 12"),
        (join([UP_5, OTHER]), Fraction(10), None),
        (OTHER, Fraction(10), None),
        (UP_5, Fraction(10), None),
        (ABOVE_250, Fraction(10), None),
    ],
)
def test_what_a_split_proposes(condition: Condition, ratio: Fraction, words: str | None) -> None:
    """Whatever waits for money a share is worth as much after the split; nothing else waits for anybody."""
    found = after_split(alert(condition), Split(BABA, ratio, OPEN, sure=True), SESSION, OPEN)
    assert (found and found.alert.paused and found.alert.paused.words) == words
    if found:
        assert (found.alert.condition, found.alert.edition) == (condition, 2)
        assert found.entry.details["proposed"] == words
        assert resumed(found.alert, adjusted=True).words() == words
        assert resumed(found.alert, adjusted=False) == condition


@given(
    st.decimals("0.0001", "1e9", places=4).filter(lambda level: level > 0),
    st.sampled_from(RATIOS),
    st.sampled_from(["price", "points", "base"]),
)
def test_what_is_proposed_can_be_typed(level: Decimal, ratio: Fraction, kind: str) -> None:
    """Whatever the level and the ratio, the words that are proposed are words that the parser reads back."""
    points = min(max(round(level, 2), Decimal("0.01")), Decimal(100_000)).normalize()
    made: dict[str, Condition] = {
        "price": Price(BABA, level.normalize(), UP),
        "points": Points(BABA, points, UP),
        "base": FromBase(BABA, Decimal(10), UP, level.normalize()),
    }
    condition = made[kind]
    assert isinstance(condition, Priced)
    proposed = condition.split(BABA, ratio)
    assert proposed is not None
    assert restore(condition.kind, BABA, proposed.words()) == proposed


def test_who_starts_from_no_price_yet_has_none_to_divide() -> None:
    """A rule that is still to start from a price takes the one after the split."""
    waiting = FromBase(BABA, Decimal(10), UP)
    assert isinstance(waiting, Priced)
    assert waiting.split(BABA, Fraction(10)) is None


def gone() -> Alert:
    """Return a rule whose share is gone."""
    found = after_leaving(alert(), BABA, OPEN)
    assert found is not None
    assert after_leaving(found.alert, BABA, OPEN) is None
    return found.alert


def test_a_paused_rule_is_not_judged() -> None:
    """Whatever comes, it holds, for that reason, and its side stays unknown."""
    rule = gone()
    (threshold,) = rule.thresholds(None)  # type: ignore[arg-type]  # it has no baseline
    verdict = judge(rule, threshold, None, percent(9), OPEN)
    assert (verdict.act, verdict.reason, verdict.standing) == (Act.HOLD, Reason.PAUSED, None)


def test_what_cannot_be_resumed_is_said() -> None:
    """A rule that is not paused cannot go on, and where nothing is proposed nothing can be taken."""
    with pytest.raises(BadRule, match="is not paused"):
        resumed(alert(), adjusted=False)
    left = alert(paused=Pause(Cause.GONE, OPEN, BABA))
    with pytest.raises(BadRule, match="Nothing is proposed"):
        resumed(left, adjusted=True)
    assert resumed(left, adjusted=False) == UP_5


def test_only_the_target_moves() -> None:
    """A rule follows its own target to another symbol, and is gone no more; what was asked of it still is."""
    found = renamed(gone(), BABA, "0700.HK", OPEN)
    assert found is not None
    assert (found.alert.condition.target, found.alert.name, found.alert.paused) == ("0700.HK", "Tencent Holdings", None)
    split = after_split(alert(ABOVE), Split(BABA, Fraction(10), OPEN, sure=True), SESSION, OPEN)
    assert split is not None
    asked = renamed(split.alert, BABA, "0700.HK", OPEN)
    assert asked is not None
    assert asked.alert.paused is not None
    assert (asked.alert.paused.symbol, asked.alert.paused.words) == ("0700.HK", "above 12")
    assert renamed(alert(join([UP_5, OTHER])), "0700.HK", BABA, OPEN) is None


def test_a_rule_that_makes_no_sense_elsewhere_stays() -> None:
    """What cannot be said of the new symbol is left with the old one: a pre-market there is none of."""
    early = parse_condition(named("BABA"), ["premarket", "up", "4%"])
    assert renamed(alert(early), "BABA", BABA, OPEN) is None
