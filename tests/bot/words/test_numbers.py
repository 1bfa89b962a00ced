"""How figures are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words import numbers

FINITE = st.decimals(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("24548.06", 2, "24,548.06"),
        ("-4.4", 2, "−4.40"),
        ("0.125", 2, "0.13"),
        ("-0.001", 2, "0.00"),
        ("5431", 0, "5,431"),
        ("1e20", 2, "1.00e+20"),
    ],
)
def test_decimal(value: str, places: int, expected: str) -> None:
    """Digits are grouped and rounded half up, the minus is a real one, and zero is never negative."""
    assert numbers.decimal(Decimal(value), places) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [("344.74", "+344.74"), ("-9", "−9.00"), ("0", "0.00"), ("1234567", "+1,234,567.00")]
)
def test_signed(value: str, expected: str) -> None:
    """A change shows its sign, and zero has none."""
    assert numbers.signed(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [("1.598", 2, "+1.60%"), ("-4.41", 1, "−4.4%"), ("0.03", 1, "+0.03%"), ("0", 2, "0.00%")],
)
def test_percent(value: str, places: int, expected: str) -> None:
    """Per cent are rounded to the places asked for, but a change never reads as none."""
    assert numbers.percent(Decimal(value), places) == expected


@pytest.mark.parametrize(("value", "expected"), [("1.42", "▲ +1.42%"), ("-1.42", "▼ −1.42%"), ("0", "unchanged")])
def test_move(value: str, expected: str) -> None:
    """A change carries an arrow and a sign, so that colour is never the only cue."""
    assert numbers.move(Decimal(value)) == expected


@pytest.mark.parametrize(("value", "expected"), [("2.50", "2.5%"), ("-5", "5%"), ("0.25", "0.25%")])
def test_level(value: str, expected: str) -> None:
    """A threshold is written as somebody typed it."""
    assert numbers.level(Decimal(value)) == expected


def test_nothing_has_no_arrow() -> None:
    """Zero points nowhere."""
    assert [numbers.arrow(Decimal(value)) for value in (0, 1, -1)] == ["", "▲", "▼"]


def test_multiple() -> None:
    """A ratio is written with a multiplication sign."""
    assert numbers.multiple(Decimal("1.2528")) == "1.25×"


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 sessions"), (1, "1 session"), (78, "78 sessions"), (1234, "1,234 sessions")]
)
def test_counted(number: int, expected: str) -> None:
    """A count agrees with its noun."""
    assert numbers.counted(number, "session") == expected


@given(FINITE)
def test_any_number_can_be_written(value: Decimal) -> None:
    """No finite number is too large, too small or too long to be written in a short line."""
    for text in (numbers.decimal(value), numbers.percent(value, 1), numbers.trimmed(value), numbers.move(value)):
        assert text
        assert "-" not in text.replace("e-", "")
        assert len(text) < 40


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_what_is_written_can_be_read_back(value: Decimal) -> None:
    """Two places are written without loss."""
    assert Decimal(numbers.decimal(value).replace(",", "").replace("−", "-")) == value
