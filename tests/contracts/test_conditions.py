"""What every kind of condition keeps to; a new file in `bot/alerts/conditions` is held to it by itself."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.condition import Baselines, Condition, Direction, Kind, Starting
from bot.alerts.measure import kept
from bot.alerts.parser import KINDS, parse_condition, parse_rule, restore, tokens
from bot.errors import BadRule
from bot.market.instruments import named

ALL = sorted(KINDS.values(), key=lambda kind: kind.name)
EXAMPLES = [(kind, example) for kind in ALL for example in kind.examples]
TARGETS = (None, named("BABA"), named("^HSI"), named("0700.HK"))

# Words of rules, figures of all sizes, and noise: some of what they make are rules.
FIGURES = st.decimals(0, 10**13, places=3, allow_nan=False).map(lambda figure: f"{figure:f}")
UNITS = st.sampled_from(["", "%", "x", "bn", "億", "tn", "m", " percent", "pct"])
WORDS = st.sampled_from(
    [*{word for _, example in EXAMPLES for word in tokens(example)}, "or", "the", "-", "+", "estimate"]
)
TEXTS = st.lists(st.one_of(WORDS, st.builds("{}{}".format, FIGURES, UNITS), st.text(max_size=6)), max_size=6).map(
    " ".join
)


def known(condition: Condition) -> Baselines:
    """Return what the levels of a condition hang on, all of it known."""
    return Baselines(dict.fromkeys(condition.needs, Decimal(250_000_000_000)))


def parsed(kind: Kind, example: str) -> Condition:
    """Return the condition of an example, which must be of its own kind."""
    condition = parse_rule(example).condition
    assert condition is not None
    assert condition.kind == kind.name
    return condition


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_examples(kind: Kind, example: str) -> None:
    """Each example of the help is a rule of its kind, and its words make the same condition again."""
    condition = parsed(kind, example)
    assert restore(condition.kind, condition.target, condition.words()) == condition


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_thresholds(kind: Kind, example: str) -> None:
    """A condition has one threshold at most in each direction, and none that 0 has passed where days start there."""
    condition = parsed(kind, example)
    condition = condition.at(Decimal(100)) if isinstance(condition, Starting) else condition
    assert condition.singles
    for single in condition.singles:
        thresholds = single.thresholds(known(condition))
        directions = [threshold.direction for threshold in thresholds]
        assert thresholds
        assert len(directions) == len(set(directions))
        assert not (condition.from_zero and any(threshold.reached(Decimal(0)) for threshold in thresholds))
        assert all(threshold.rearm is None or threshold.rearm > 0 for threshold in thresholds)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_sentences(kind: Kind, example: str) -> None:
    """A condition reads as a sentence about its target, without a bare dollar."""
    sentence = parsed(kind, example).says("The Target")
    assert sentence.startswith("The Target ")
    assert not re.search(r"(?<!HK)(?<!US)\$", sentence)


@given(st.sampled_from(TARGETS), TEXTS)
def test_round_trip(target: object, text: str) -> None:
    """Whatever words make a condition, its own words make the same condition again; the rest is refused in one way."""
    try:
        condition = parse_condition(target, tokens(text))  # type: ignore[arg-type]  # instruments, or None
    except BadRule:
        return
    assert restore(condition.kind, condition.target, condition.words()) == condition
    assert hash(condition) == hash(restore(condition.kind, condition.target, condition.words()))
    assert condition.says("It")
    assert {threshold.direction for threshold in condition.thresholds(known(condition))} <= set(Direction)


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_measures(kind: Kind, example: str) -> None:
    """What a condition measures is told by its name as it is stored, unit included, and there is a word for waiting."""
    measure = parsed(kind, example).measure
    assert kept(str(measure)) == measure
    assert kept(str(measure)).unit is measure.unit
    assert measure.lacking.with_(name="It", of="it")
