"""How money is written and read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.money import compact, exact, figure, parse_money, price, sign


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("517.5", "HKD", "HK$517.50"),
        ("114.655", "USD", "US$114.66"),
        ("0.385", "HKD", "HK$0.385"),
        ("80.15", "CNY", "RMB 80.15"),
        ("3", "JPY", "JPY 3.00"),
        ("-3", "HKD", "−HK$3.00"),
    ],
)
def test_price(value: str, currency: str, expected: str) -> None:
    """A price names its own currency and never a bare dollar."""
    assert price(Decimal(value), currency) == expected


@pytest.mark.parametrize(("value", "expected"), [("24548.06", "24,548.06"), ("0.385", "0.385"), ("1", "1.00")])
def test_figure(value: str, expected: str) -> None:
    """An index has no currency, and a penny share keeps its third place."""
    assert figure(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("288400000000", "HK$288.4bn"),
        ("231000000000", "HK$231.0bn"),
        ("4034000000000", "HK$4.03tn"),
        ("12345678", "HK$12.3m"),
        ("999", "HK$999"),
        ("-5e9", "−HK$5.0bn"),
        ("1e20", "HK$1.00e+20"),
    ],
)
def test_compact(value: str, expected: str) -> None:
    """A large amount is written in the unit that a reader expects."""
    assert compact(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("250000000000", "HK$250bn"), ("288400000000", "HK$288.4bn"), ("4e12", "HK$4tn"), ("1500", "HK$1,500")],
)
def test_exact(value: str, expected: str) -> None:
    """An amount somebody set is written as they set it."""
    assert exact(Decimal(value)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("280bn", "280000000000"),
        ("2800億", "280000000000"),
        ("2,884亿", "288400000000"),
        ("4tn", "4000000000000"),
        ("250 billion", "250000000000"),
        ("HK$280bn", "280000000000"),
        ("hkd 1.5m", "1500000"),
        ("２８０ｂｎ", "280000000000"),
        ("2.8萬億", "2800000000000"),
        ("-5bn", "-5000000000"),
        ("1200", "1200"),
        ("250BN", "250000000000"),
    ],
)
def test_parse_money(text: str, expected: str) -> None:
    """Amounts are read in English and Chinese units, with or without a sign of currency."""
    assert parse_money(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["", "bn", "280 parsecs", "12x", "nan", "infinity", "1e9", "28 0bn", "１２三"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    """Anything else raises ValueError, rather than becoming some number."""
    with pytest.raises(ValueError, match="no amount"):
        parse_money(text)


@given(st.integers(min_value=1, max_value=10**7))
def test_an_amount_somebody_set_reads_back(tenths: int) -> None:
    """What is written of an amount that somebody set can be typed again."""
    value = Decimal(tenths) * 10**8
    assert parse_money(exact(value)) == value


@given(st.text(max_size=12))
def test_any_text_is_an_amount_or_an_error(text: str) -> None:
    """No text makes anything but a finite number or a ValueError."""
    try:
        assert parse_money(text).is_finite()
    except ValueError as error:
        assert "no amount" in str(error)  # noqa: PT017 - most texts are no amount, some are


def test_unknown_currency_is_spelt_out() -> None:
    """A currency without a sign of its own stands as its code, and none as nothing."""
    assert (sign("KRW"), sign("")) == ("KRW ", "")
