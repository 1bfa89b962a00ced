"""The plan of what is asked for: everything that anyone needs, in as few requests as can be, and never too many."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from bot.market.instruments import Exchange, named
from bot.market.plan import BATCH, HOUR, PAUSE, SHARED, SPACING, UNDER_WAY, Planner
from bot.market.sessions import awake
from tests.bot.market.samples import at

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
# A Tuesday; by then every market has had its closes.
DAWN = at("08:30")
HONG_KONG, NEW_YORK, SHANGHAI = ("0700.HK", "9988.HK"), ("BABA", "^HXC"), ("000300.SS", "600519.SS")


def codes(number: int) -> list[str]:
    """Return so many codes of Hong Kong."""
    return [f"{code:04}.HK" for code in range(1, number + 1)]


def followed(
    plan: Planner, begins: datetime, ends: datetime, step: timedelta = SPACING
) -> Iterator[tuple[datetime, tuple[str, ...]]]:
    """Follow `plan` with a source that always answers; yield each batch and when it left."""
    now = begins
    while now < ends:
        if batch := plan.due(now):
            plan.asked(batch, now)
            plan.answered(batch, now)
            plan.left(now)
            yield now, batch
        now += step


def gaps(seen: Collection[datetime]) -> set[timedelta]:
    """Return how long it was from one look to the next."""
    return {later - earlier for earlier, later in pairwise(sorted(seen))}


def test_each_market_is_looked_at_in_its_own_hours() -> None:
    """Every two minutes while its market is awake, once for its close, and not at all in between."""
    plan = Planner()
    plan.need("alerts", (*HONG_KONG, *NEW_YORK, *SHANGHAI))
    seen: dict[str, list[datetime]] = {}
    for now, batch in followed(plan, DAWN, DAWN + 24 * HOUR, MINUTE):
        for symbol in batch:
            seen.setdefault(symbol, []).append(now)
    first = {symbol: times.pop(0) for symbol, times in seen.items()}
    assert set(first.values()) == {DAWN}
    assert {(seen[symbol][0], seen[symbol][-1]) for symbol in HONG_KONG} == {(at("09:30"), at("16:35"))}
    assert {(seen[symbol][0], seen[symbol][-1]) for symbol in SHANGHAI} == {(at("09:30"), at("15:40"))}
    assert {(seen[symbol][0], seen[symbol][-1]) for symbol in NEW_YORK} == {(at("16:00"), at("2025-07-16 08:05"))}
    assert all(MINUTE <= gap <= 2 * MINUTE for gap in gaps(seen["0700.HK"]) | gaps(seen["BABA"]))
    assert all(awake(named(symbol).exchange, time) for symbol, times in seen.items() for time in times[:-1])


def test_a_weekend_is_quiet() -> None:
    """From Saturday to Monday each symbol is looked at once, to have something to show."""
    plan = Planner()
    plan.need("alerts", (*HONG_KONG, *NEW_YORK, "HKD=X"))
    assert len(list(followed(plan, at("2025-07-19 10:00"), at("2025-07-21 09:30"), 5 * MINUTE))) == 1


def test_a_close_is_looked_at_once_also_after_a_holiday_began() -> None:
    """Who slept through the close has one look at it, on whatever day."""
    plan = Planner()
    plan.need("alerts", HONG_KONG)
    plan.answered(HONG_KONG, at("2025-06-30 16:20"))
    assert set(plan.due(at("2025-07-01 12:00"))) == set(HONG_KONG)
    plan.answered(HONG_KONG, at("2025-07-01 12:00"))
    assert plan.due(at("2025-07-02 09:29")) == ()
    assert set(plan.due(at("2025-07-02 09:30"))) == set(HONG_KONG)


def test_batches_are_full_and_apart() -> None:
    """Six hundred symbols are three requests every two minutes, never two within the spacing."""
    plan = Planner()
    plan.need("universe", codes(600))
    left = list(followed(plan, at("10:00"), at("11:00")))
    assert [len(batch) for _, batch in left[:3]] == [BATCH, BATCH, 100]
    assert len(left) == 90
    assert min(gaps([now for now, _ in left])) == SPACING


def test_what_was_seen_apart_comes_together() -> None:
    """Symbols that people asked for at odd moments soon go along with all the others."""
    plan = Planner()
    for number, symbol in enumerate(codes(100)):
        now = at("10:00") + number * SECOND
        plan.want([symbol], now)
        plan.answered([symbol], now)
    assert len(list(followed(plan, at("10:02"), at("10:22")))) <= 11


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    """An hour after the last question a symbol is looked at no more, unless somebody else needs it."""
    plan = Planner()
    plan.need("alerts", ["9988.HK"])
    plan.want(HONG_KONG, at("10:00"))
    assert plan.symbols(at("10:59")) == plan.wanted(at("10:59")) == set(HONG_KONG)
    assert plan.symbols(at("11:00")) == {"9988.HK"}
    assert plan.wanted(at("11:00")) == set()
    plan.need("alerts", [])
    assert plan.symbols(at("11:00")) == set()


@pytest.mark.parametrize(("watched", "asked"), [(0, 5), (600, 30), (2500, 1)])
def test_never_more_than_two_hundred_batches_in_an_hour(watched: int, asked: int) -> None:
    """However many symbols there are and however people ask, the plan leaves room for the rest."""
    plan = Planner()
    plan.need("universe", codes(watched))
    left: list[datetime] = []
    for minute in range(65):
        now = at("10:00") + minute * MINUTE
        symbols = [f"{9000 + minute}{number:02}.HK" for number in range(asked)]
        plan.want(symbols, now)
        left += [at for at, _ in followed(plan, now, now + MINUTE, 2 * SPACING)]
    assert max((sum(begin <= time < begin + HOUR for time in left) for begin in left), default=0) <= 200


def test_too_many_symbols_are_looked_at_less_often() -> None:
    """Four thousand symbols are sixteen batches, so that each is seen every five minutes and a third."""
    plan = Planner()
    plan.need("universe", codes(4000))
    seen = [now for now, batch in followed(plan, at("10:00"), at("10:20")) if "0001.HK" in batch]
    assert plan.interval == 320 * SECOND
    assert {320 * SECOND} <= gaps(seen) <= {320 * SECOND, 325 * SECOND, 330 * SECOND}


def test_after_a_failure_there_is_a_pause() -> None:
    """What failed is due again, but not at once."""
    plan = Planner()
    plan.need("alerts", HONG_KONG)
    plan.left(at("10:00"), failed=True)
    assert plan.due(at("10:00") + PAUSE - SECOND) == ()
    assert set(plan.due(at("10:00") + PAUSE)) == set(HONG_KONG)


def test_a_clock_that_is_set_back_stops_nothing() -> None:
    """Times that lie in the future keep nobody from looking now."""
    plan = Planner()
    plan.need("alerts", HONG_KONG)
    for hour in range(30):
        plan.left(at("12:00") + hour * SECOND, failed=True)
    plan.answered(HONG_KONG, at("12:00"))
    plan.asked(HONG_KONG, at("12:00"))
    assert set(plan.due(at("10:00"))) == set(HONG_KONG)
    assert not plan.recent("0700.HK", at("10:00"))


def test_what_was_just_asked_for_is_not_asked_for_again() -> None:
    """Until the next look is due and on its way, another question for the same symbol causes no request."""
    plan = Planner()
    plan.asked(["0700.HK"], at("10:00"))
    assert plan.recent("0700.HK", at("10:02"))
    assert not plan.recent("0700.HK", at("10:02") + UNDER_WAY)
    assert not plan.recent("9988.HK", at("10:00"))


def test_questions_share_an_hour_with_the_plan() -> None:
    """What people ask for beyond an hour's share waits for the next batch; an hour later there is room again."""
    plan = Planner()
    plan.need("universe", codes(600))
    plan.due(at("10:00"))
    assert sum(plan.questioned(at("10:00")) for _ in range(SHARED)) == SHARED - 90
    assert plan.questioned(at("11:00"))


@pytest.mark.parametrize(
    ("symbol", "when", "looks"),
    [
        ("HKD=X", "10:00", False),
        ("VOD.L", "2025-07-16 02:00", True),
        ("BTC-USD", "2025-07-19 12:00", True),
        ("BRK-B", "2025-07-19 12:00", False),
    ],
)
def test_what_has_other_hours(symbol: str, when: str, *, looks: bool) -> None:
    """Coins and foreign shares are looked at round the clock; currencies only along with others."""
    plan = Planner()
    plan.need("alerts", [symbol])
    plan.answered([symbol], at(when) - HOUR)
    assert bool(plan.due(at(when))) is looks
    plan.need("board", ["0700.HK"])
    assert (symbol in plan.due(at(when))) is (looks or symbol == "HKD=X")


def test_a_new_run_starts_from_nothing() -> None:
    """Once cleared, all is due again."""
    plan = Planner()
    plan.need("alerts", HONG_KONG)
    plan.answered(HONG_KONG, at("10:00"))
    plan.asked(HONG_KONG, at("10:00"))
    plan.left(at("10:00"))
    plan.clear()
    assert set(plan.due(at("10:00"))) == set(HONG_KONG)
    assert not plan.recent("0700.HK", at("10:00"))


def test_what_is_needed_no_more_takes_no_memory() -> None:
    """Thousands of symbols that were once asked for leave nothing behind."""
    plan = Planner()
    plan.need("alerts", ["9988.HK"])
    for code in codes(5000):
        plan.answered([code], at("10:00"))
    assert len(plan._seen) < 10  # noqa: SLF001 - what is forgotten shows nowhere else
    assert Exchange.NEW_YORK is named("BABA").exchange
