"""Gains, streaks, round numbers, years, weeks and averages, each held to a search of all closes."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.market.fact import WORTH_SAYING, Fact, Reach, Today
from bot.market.facts import average, gain, round_number, streak, week, year
from bot.market.history import worth_saying
from bot.market.instrument import Type
from bot.market.quotes import Close, Series
from tests.bot.market.samples import RECORDED, needs_recordings

D = Decimal
FIRST = date(2023, 1, 2)  # a Monday
DAY = timedelta(days=1)


def days(*prices: object, complete: bool = False, type: Type = Type.INDEX) -> Today:  # noqa: A002 - the field's name
    """Return the last of these closes as today's price, one a day from `FIRST` on."""
    closes = tuple(Close(FIRST + n * DAY, D(str(price))) for n, price in enumerate(prices))
    return Today(closes[-1].price, closes[-1].day, Series(closes[:-1], complete), type)


@cache
def hang_seng() -> tuple[Close, ...]:
    """Return the recorded closes of the Hang Seng Index, as it is quoted: to two places."""
    with (RECORDED / "market" / "hsi_daily.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return tuple(Close(date.fromisoformat(row["date"]), D(row["close"]).quantize(D("0.01"))) for row in rows)


def of(day: str) -> Today:
    """Return that day of the Hang Seng Index."""
    when = date.fromisoformat(day)
    series = Series(hang_seng())
    (close,) = [each for each in series.closes if each.day == when]
    return Today(close.price, when, series.before(when))


def oracle_biggest(today: Today) -> tuple[date | None, int] | None:
    """Find the last day that moved as far, looking at all of them in order."""
    closes = [*today.closes, Close(today.day, today.price)]
    moves = [(b.day, b.price / a.price) for a, b in pairwise(closes)]
    (_, now), earlier = moves[-1], moves[:-1]
    as_big = [n for n, (_, move) in enumerate(earlier) if (move >= now if now > 1 else move <= now)]
    if as_big:
        back = len(earlier) - as_big[-1]
        return (earlier[as_big[-1]][0], back) if back >= WORTH_SAYING else None
    return (None, len(earlier)) if today.series.complete and len(earlier) >= WORTH_SAYING else None


def oracle_streak(today: Today) -> int:
    """Count signs from the end."""
    prices = [*(close.price for close in today.closes), today.price]
    signs = "".join("=+-"[(b > a) - (b < a)] for a, b in pairwise(prices))
    return len(signs) - len(signs.rstrip("+")) - (len(signs) - len(signs.rstrip("-")))


def oracle_crossed(today: Today) -> tuple[int, date | None] | None:
    """Try every round number of the ten-thousands."""
    before = today.closes[-1].price
    levels = [n for n in range(0, 100_000, 1000) if before <= n < today.price or before >= n > today.price]
    if not levels or not 10_000 <= today.price < 100_000:
        return None
    level = max(levels, key=lambda n: n if today.price > before else -n)
    beyond = [c for c in today.closes if (c.price > level if today.price > before else c.price < level)]
    if not beyond:
        return (level, None) if today.series.complete and len(today.closes) >= WORTH_SAYING else None
    later = [close for close in today.closes if close.day > beyond[-1].day]
    return (level, beyond[-1].day) if len(later) + 1 >= WORTH_SAYING else None


def agree(today: Today) -> None:
    """Hold every fact of a day to its oracle."""
    if today.direction:
        found = gain.biggest(today)
        assert (found and (found.since, found.sessions)) == oracle_biggest(today)
        crossing = round_number.crossed(today)
        if 10_000 <= today.price < 100_000:
            assert (crossing and (int(crossing.level), crossing.reach.since)) == oracle_crossed(today)
        length = streak.length(today)
        assert length == oracle_streak(today) if length is not None else abs(oracle_streak(today)) == len(today.closes)
    recent = [close.price for close in today.closes if close.day >= today.day - timedelta(days=364)]
    reaches = bool(today.closes) and today.closes[0].day <= today.day - timedelta(days=364)
    high, low = all(today.price > each for each in recent), all(today.price < each for each in recent)
    assert year.extreme(today) == (high - low if reaches and recent else 0)
    if (mean := average.mean(today.series)) is not None:
        assert float(mean) == pytest.approx(fmean(close.price for close in today.closes[-20:]))
    weeks = [each for each in today.closes if each.day.isocalendar()[:2] < today.day.isocalendar()[:2]]
    change = week.change(today)
    if change is not None:
        assert change == (today.price / weeks[-1].price - 1) * 100


@needs_recordings
def test_recorded_days_agree() -> None:
    """On sessions of five years, every fact is what a search of all closes finds."""
    closes = hang_seng()
    for number in range(1, len(closes), 7):
        agree(Today(closes[number].price, closes[number].day, Series(closes[:number], complete=bool(number % 2))))


@given(
    prices=st.lists(st.integers(1, 40).map(lambda n: D(n) * 500), min_size=2, max_size=80),
    gaps=st.lists(st.integers(1, 12), min_size=80, max_size=80),
    complete=st.booleans(),
)
def test_any_series_agrees(prices: Sequence[Decimal], gaps: Sequence[int], *, complete: bool) -> None:
    """Whatever the closes and the holidays between them, every fact is what a search of all closes finds."""
    day, closes = FIRST, []
    for price, gap in zip(prices, gaps, strict=False):
        closes.append(Close(day, price))
        day += gap * DAY
    agree(Today(closes[-1].price, closes[-1].day, Series(tuple(closes[:-1]), complete)))


@needs_recordings
@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-07-15", ["4th straight rise", "week ▲ +1.9%"]),
        ("2025-07-22", ["first close above 25,000 since 19 Nov 2021", "52-week closing high", "3rd straight rise"]),
        ("2025-07-24", ["52-week closing high", "5th straight rise", "5.2% above its 20-day average"]),
        ("2025-07-30", ["biggest fall since 19 Jun 2025", "week ▼ −0.8%"]),
        ("2025-07-28", []),
    ],
)
def test_what_is_said_of_a_recorded_day(day: str, words: list[str]) -> None:
    """At most three facts are said, the rarest first; the first session of a week has none of the week."""
    assert [fact.words.en for fact in worth_saying(of(day))] == words


@pytest.mark.parametrize(
    ("price", "type", "step"),
    [
        *((24590, Type.INDEX, 1000), (5431, Type.INDEX, 100), (980, Type.INDEX, 10), (44000, Type.SHARE, 1000)),
        *((5.5, Type.SHARE, 1), (48.2, Type.SHARE, 10), (112.5, Type.SHARE, 50), (517.5, Type.FUND, 100)),
    ],
)
def test_what_is_round(price: object, type: Type, step: int) -> None:  # noqa: A002 - the field's name
    """Round numbers are as far apart as people count an index or a share."""
    assert round_number.step(D(str(price)), type) == step


def said(fact: Fact | None) -> tuple[str, int]:
    """Return what a fact says in English, and how rare it is."""
    assert fact is not None
    return fact.words.en, fact.rarity


def test_a_close_at_the_number_is_not_above_it() -> None:
    """Who stands at 500 has not passed it, and who comes from it has; the last close beyond it is named."""
    quiet = [480] * 30
    assert round_number.crossed(days(510, *quiet, 500, type=Type.SHARE)) is None
    passed = round_number.crossed(days(510, *quiet, 500, 517.5, type=Type.SHARE))
    assert passed is not None
    assert (passed.level, passed.reach) == (D(500), Reach(FIRST, 32))
    found = round_number.look(days(*quiet, 517.5, type=Type.SHARE, complete=True))
    assert said(found) == ("first close above 500 on record", 30)


def test_a_record_needs_all_closes() -> None:
    """The biggest move on record is said only where no close is missing."""
    quiet = [100, 101] * 15
    assert said(gain.look(days(*quiet, 110, complete=True))) == ("biggest gain on record", 29)
    assert said(gain.look(days(*quiet, 90, complete=True))) == ("biggest fall on record", 29)
    assert gain.look(days(*quiet, 110)) is None
    assert streak.length(days(1, 2, 3)) is None
    assert streak.length(days(1, 2, 3, complete=True)) == 2


def test_what_stands_still_says_nothing() -> None:
    """A price at its last close is no gain, no fall, and ends every streak, and one without closes has no past."""
    for today in (days(*[100] * 40), days(7), days(7, complete=True)):
        assert (today.direction, worth_saying(today), streak.length(today)) == (0, (), 0)


def test_a_long_pause_is_no_week() -> None:
    """Where the last close before is months old, nothing is said of the week."""
    old = Series((Close(FIRST, D(100)), Close(FIRST + 91 * DAY, D(110))))
    assert week.change(Today(D(111), FIRST + 92 * DAY, old)) is None


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (20, "20th"),
        (23, "23rd"),
    ],
)
def test_ordinals(number: int, word: str) -> None:
    """Places in a row are written as English does."""
    assert streak.ordinal(number) == word
