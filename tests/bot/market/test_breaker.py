"""The pause after "too many requests"."""

from datetime import UTC, datetime, timedelta

from bot.market.breaker import LONGEST, Breaker

NOW = datetime(2025, 7, 15, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_fifteen_minutes_doubling_to_four_hours() -> None:
    """The first pause is of 15 minutes, each next one twice as long, none longer than 4 hours."""
    breaker, pauses = Breaker(), []
    for _ in range(7):
        breaker = breaker.trip(NOW, "429")
        assert breaker.until is not None
        pauses.append((breaker.until - NOW) / MINUTE)
    assert pauses == [15, 30, 60, 120, 240, 240, 240]


def test_it_is_open_until_then() -> None:
    """It is open from the refusal until its time, and never was before."""
    tripped = Breaker().trip(NOW, "429")
    assert not Breaker().open(NOW)
    assert tripped.open(NOW)
    assert tripped.open(NOW + 14 * MINUTE)
    assert not tripped.open(NOW + 15 * MINUTE)


def test_a_clock_set_back_does_not_prolong_it() -> None:
    """A pause that lies further ahead than any can be was set by another clock, and is over."""
    assert not Breaker().trip(NOW + 2 * LONGEST, "429").open(NOW)
