"""The estimate: what each share adds, what it never does, and what does not count at all."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.quotes import Quote
from bot.market.tally.estimate import CORRECTED, DOUBTED, Estimate, countable, share
from tests.bot.market.samples import quote

DAY = date(2025, 7, 15)
D = Decimal


def traded(symbol: str, volume: int | None, price: object = 100, minute: int = 0, **fields: object) -> Quote:
    """Return a share's quote so many minutes after ten."""
    time = f"{10 + minute // 60}:{minute % 60:02}"
    given_: dict[str, object] = {"previous_close": D(100), "volume": volume, **fields}
    return quote(price, time, symbol, **given_)


def after(*polls: Sequence[Quote]) -> Estimate:
    """Return the estimate after these polls."""
    estimate = Estimate(DAY)
    for poll in polls:
        estimate, _ = estimate.add(poll)
    return estimate


def test_new_volume_counts_at_the_price_of_its_poll() -> None:
    """What was traded since the last look counts at today's price now, what came before at its own."""
    first = after([traded("0700.HK", 10, 100)])
    assert first.value == 1000
    second, told = first.add([traded("0700.HK", 15, 110, 2)])
    assert (int(second.value), told) == (1000 + 5 * 110, ())
    assert second.time == quote(1, "10:02").time


def test_a_correction_counts_anew() -> None:
    """A volume that falls restarts its share with a reason; the sum that was told never falls."""
    before = after([traded("0700.HK", 100), traded("9988.HK", 50)])
    corrected, told = before.add([traded("0700.HK", 20, 100, 2)])
    assert [each.reason for each in told] == [CORRECTED]
    assert corrected.parts["0700.HK"].value == 2000
    assert corrected.value == before.value == 15000
    assert corrected.add([traded("0700.HK", 150, 100, 4)])[0].value == 20000


def test_a_leap_waits_for_a_witness() -> None:
    """More than HK$20bn in one share at once counts when a second look bears it out, and not before."""
    leap = 10**9
    before = after([traded("0700.HK", 100)])
    doubted, told = before.add([traded("0700.HK", leap, 100, 2)])
    assert ([each.reason for each in told], int(doubted.value)) == ([DOUBTED], 10_000)
    borne_out, told = doubted.add([traded("0700.HK", leap + 1, 100, 4)])
    assert (told, int(borne_out.value)) == ((), (leap + 1) * 100)
    assert doubted.add([traded("0700.HK", 120, 100, 4)])[0].value == 12_000


@pytest.mark.parametrize(
    "other",
    [
        traded("80700.HK", 10, currency="CNY"),
        traded("80700.HK", 10),
        traded("9988.HK", 10, currency="USD"),
        traded("BABA", 10),
        traded("^HSI", 10),
        traded("9988.HK", None),
        traded("9988.HK", 10, 151),
        quote(100, "2025-07-14 16:08", "9988.HK", volume=10, previous_close=D(100)),
    ],
)
def test_what_does_not_count(other: Quote) -> None:
    """Yuan counters, other currencies, indices, wild prices and other days add nothing."""
    assert after([traded("0700.HK", 10), other]).value == 1000


def test_which_symbols_are_shares() -> None:
    """Four and five digits name a line in HK$, but for 80000 to 89999."""
    names = ["0700.HK", "9988.HK", "8083.HK", "02382.HK", "80700.HK", "HSTECH.HK", "700", "89988.HK"]
    assert [name for name in names if share(name)] == ["0700.HK", "9988.HK", "8083.HK", "02382.HK"]
    assert countable(traded("0700.HK", 10, previous_close=None))


def test_a_restart_goes_on_from_what_was_told() -> None:
    """A process that starts in the middle counts the day's volumes once, and tells no less than was told before."""
    resumed = Estimate(DAY, least=D(3000))
    assert resumed.add([traded("0700.HK", 10)])[0].value == 3000
    both = [traded("0700.HK", 20), traded("9988.HK", 15)]
    assert resumed.add(both)[0].value == 3500
    assert resumed.add(both)[0].add(both)[0].value == 3500


POLLS = st.lists(
    st.lists(
        st.tuples(st.sampled_from(["0001.HK", "0005.HK", "0700.HK"]), st.integers(1, 10**7), st.integers(60, 140)),
        max_size=4,
    ),
    max_size=5,
)


@given(POLLS, st.randoms())
def test_it_never_falls_and_knows_no_order(polls: list[list[tuple[str, int, int]]], random: object) -> None:
    """The sum only grows, whatever comes or is missing, and the order of a poll's quotes does not matter."""
    one = other = Estimate(DAY)
    for minute, poll in enumerate(polls):
        quotes = [traded(symbol, volume, price, minute) for symbol, volume, price in poll]
        mixed = list(quotes)
        random.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis's own
        grown, _ = one.add(quotes)
        other, _ = other.add(mixed)
        assert grown == other
        assert grown.value >= one.value
        assert {
            symbol: part.value for symbol, part in one.parts.items() if symbol not in {q.symbol for q in quotes}
        } == {symbol: part.value for symbol, part in grown.parts.items() if symbol not in {q.symbol for q in quotes}}
        one = grown


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_at_one_price_it_is_the_volume(steps: list[int]) -> None:
    """Where the price stands still the sum is price times volume, however often one looked."""
    volumes = [sum(steps[: n + 1]) for n in range(len(steps))]
    estimate = after(*([traded("0700.HK", volume, 100, n)] for n, volume in enumerate(volumes)))
    assert estimate.value == 100 * volumes[-1]
