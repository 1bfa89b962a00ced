"""Turnover: what can be one, and what earlier days say about it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.market.turnover import Scope, TurnoverHistory
from tests.bot.market.samples import turnover

TODAY = date(2025, 7, 15)


def history(*billions: int, step: int = 1) -> TurnoverHistory:
    """Return one day's turnover for each number, the last of them yesterday."""
    last = len(billions)
    days = [(TODAY - timedelta(days=step * (last - n)), Decimal(each) * 10**9) for n, each in enumerate(billions)]
    return TurnoverHistory(days=tuple(days), months=(("2025-05", Decimal(210)), ("2025-06", Decimal(230))))


@pytest.mark.parametrize(
    ("value", "reason"),
    [("0", "not positive"), ("-1", "not positive"), ("NaN", "not finite"), ("1e30", "out of range")],
)
def test_what_is_no_turnover(value: str, reason: str) -> None:
    """A vendor's zero, and what is no number of HK$, is refused with its reason."""
    with pytest.raises(ValueError, match=reason):
        turnover(value)


def test_every_scope_has_a_phrase() -> None:
    """Each scope says what it covers, in words of its own."""
    assert len({scope.phrase for scope in Scope}) == len(Scope)


def test_the_mean_needs_all_its_days() -> None:
    """The 20-day mean is of the last 20 days, and unknown where one of them is."""
    assert history(999, *range(1, 21)).mean(TODAY) == Decimal("10.5") * 10**9
    assert history(*range(1, 20)).mean(TODAY) is None
    assert history(*range(1, 21), step=3).mean(TODAY) is None


def test_the_month_before() -> None:
    """July compares with June's daily average, August with nothing where July's is not known."""
    assert history().month_before(TODAY) == ("2025-06", Decimal(230))
    assert history().month_before(date(2025, 8, 1)) is None


def test_highest_turnover_since() -> None:
    """The last day that traded as much is found as long as no day before it is missing."""
    assert history(300, 100, 200).highest_since(Decimal(250) * 10**9, TODAY) == TODAY - timedelta(days=3)
    assert history(100).highest_since(Decimal(250) * 10**9, TODAY) is None
    assert history(300, 100, step=8).highest_since(Decimal(250) * 10**9, TODAY) is None
