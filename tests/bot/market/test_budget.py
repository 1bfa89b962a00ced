"""How often a source may be asked."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.market.budget import GAP, HOUR, PER_HOUR, RESERVE, Budget

NOW = datetime(2025, 7, 15, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NONE = timedelta()


def waits(budget: Budget, requests: int, *, urgent: bool) -> list[float]:
    """Return how many seconds each of so many requests waits, all wanted now."""
    now, found = NOW, []
    for _ in range(requests):
        wait = budget.wait(now, urgent=urgent)
        found.append(wait.total_seconds())
        now += wait
        budget = budget.spend(now)
    return found


def test_a_burst_of_two() -> None:
    """What a person waits for goes at once, and so does a second one; then there are two seconds between requests."""
    assert waits(Budget(), 5, urgent=True) == [0, 0, 2, 2, 2]


def test_the_background_keeps_its_distance() -> None:
    """What nobody waits for comes ten seconds after the last request, whoever made that."""
    assert waits(Budget(), 3, urgent=False) == [0, 10, 10]
    assert Budget((NOW,)).wait(NOW + 4 * SECOND, urgent=False) == 6 * SECOND


def test_the_burst_comes_back() -> None:
    """After four quiet seconds two requests may go at once again."""
    budget = Budget().spend(NOW, NOW, NOW + 4 * SECOND)
    assert budget.wait(NOW + 4 * SECOND, urgent=True) == NONE


def test_three_hundred_an_hour() -> None:
    """The 301st request of an hour waits until the first is an hour old; the background stops a hundred earlier."""
    full = Budget().spend(*(NOW + n * 10 * SECOND for n in range(PER_HOUR)))
    last = NOW + PER_HOUR * 10 * SECOND
    assert full.used(last) == PER_HOUR
    assert full.wait(last, urgent=True) == NOW + HOUR - last
    assert full.wait(NOW + HOUR, urgent=True) == NONE
    enough = Budget(full.times[: PER_HOUR - RESERVE])
    assert enough.wait(last, urgent=True) == NONE
    assert enough.wait(last, urgent=False) == NOW + HOUR - last


def test_a_clock_set_back_does_not_block() -> None:
    """Requests that a clock set back makes the future's hold nobody up for longer than a gap."""
    budget = Budget().spend(*[NOW + 3 * HOUR] * 2)
    assert budget.wait(NOW, urgent=True) <= 2 * GAP
    assert budget.spend(NOW).used(NOW) == 3


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=40))
def test_the_gap_is_kept_whatever_is_wanted(wanted: list[tuple[int, bool]]) -> None:
    """Whoever wants what and when, any three requests span two seconds and the hour's number is kept."""
    budget, now = Budget(per_hour=20 + RESERVE), NOW
    for seconds, urgent in wanted:
        now += timedelta(seconds=seconds)
        now += budget.wait(now, urgent=urgent)
        assert budget.wait(now, urgent=urgent) == NONE
        budget = budget.spend(now)
        assert budget.used(now) <= budget.per_hour
    times = budget.times
    assert all(later - first >= GAP for first, later in zip(times, times[2:], strict=False))
