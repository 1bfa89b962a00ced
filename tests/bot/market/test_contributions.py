"""Whose points an index's move was."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.market.contributions import CAP, Contribution, capped, contributions
from bot.market.quotes import Quote
from tests.bot.market.samples import quote

D = Decimal
INDEX = quote(24240)  # +240 from 24,000


def share(symbol: str, percent: object, cap: object = None) -> Quote:
    """Return a share that moved by `percent` from a close of 100."""
    market_cap = None if cap is None else D(str(cap))
    return quote(100 + D(str(percent)), "14:00", symbol, previous_close=D(100), market_cap=market_cap)


def test_weights_make_points() -> None:
    """A member of 8 % that rose 5 % brought 24,000 x 8 % x 5 % = 96 points; what nobody explains is the residual."""
    quotes = [share("A", 5), share("B", -2), share("C", 9), quote(1, symbol="D", previous_close=None)]
    found = contributions(INDEX, quotes, of=4, weights={"A": D("0.08"), "B": D("0.05"), "D": D("0.02")})
    assert found is not None
    assert found.members == (Contribution("A", D(96)), Contribution("B", D(-24)))
    assert (found.change, found.explained, found.residual, found.approximate) == (D(240), D(72), D(168), False)


def test_market_caps_approximate_them() -> None:
    """Without weights the caps of before the move weigh, and it is said that this is a guess."""
    quotes = [share("A", 10, 220), *(share(f"S{n}", 0, 100) for n in range(48))]
    found = contributions(INDEX, quotes, of=49)
    assert found is not None
    assert found.approximate
    # 200 of 5,000 is 4 %, and a tenth of 4 % of 24,000 is 96.
    assert found.members[0] == Contribution("A", D(96))
    assert found.residual == D(144)


def test_without_weights_and_caps_there_are_no_points() -> None:
    """Unknown caps, too few of them, and an index without a change give none."""
    known = [share(f"S{n}", 1, 100) for n in range(20)]
    assert contributions(INDEX, [share(f"S{n}", 1) for n in range(20)], of=20) is None
    assert contributions(INDEX, known, of=23) is None
    assert contributions(INDEX, known, of=22) is not None
    assert contributions(INDEX, known[:12], of=12) is None
    assert contributions(quote(24240, previous_close=None), known, of=20) is None


@given(st.lists(st.integers(1, 10**6), min_size=13, max_size=40))
def test_nobody_weighs_more_than_the_cap(values: list[int]) -> None:
    """Weights make up the whole, none lies above the cap, and who is not cut keeps the proportion."""
    found = capped({str(n): D(value) for n, value in enumerate(values)})
    assert abs(sum(found.values(), D()) - 1) < D("1e-20")
    assert max(found.values()) <= CAP
    free = [(found[str(n)], value) for n, value in enumerate(values) if found[str(n)] < CAP]
    assert all(abs(weight * free[0][1] - free[0][0] * value) < D("1e-15") for weight, value in free)
    assert all(value >= most for n, value in enumerate(values) if found[str(n)] == CAP for _, most in free)
