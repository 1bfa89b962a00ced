"""Moves in per cent against the opening, against a price, and within minutes."""

import json
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Audience
from bot.alerts.condition import Direction
from bot.alerts.measure import Figure
from bot.alerts.measures.within import within
from bot.alerts.parser import parse_rule
from bot.errors import BadRule
from bot.storage.database import Database
from tests.bot.alerts.test_watch import told, watched
from tests.bot.day import CHANNEL, MINUTE, OPEN, Day, admin, line, tape

UP, DOWN = Direction.UP, Direction.DOWN
CHANNEL_RULE = (Audience.CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("baba up 3% from open", "opening", "up 3% from open"),
        ("baba 3% up since the opening", "opening", "up 3% from open"),
        ("恒指 開市後 跌 1.5%", "opening", "down 1.5% from open"),
        ("baba moves 3% from the day's open", "opening", "moves 3% from open"),
        ("baba up 10% from here", "base", "up 10% from here"),
        ("baba -5% from us$108.220", "base", "down 5% from 108.22"),
        ("baba moves 10% since 100", "base", "moves 10% from 100"),
        ("hsi down 1% within 10m", "within", "down 1% within 10m"),
        ("hsi within 15 minutes up 2%", "within", "up 2% within 15m"),
        ("恒指10分鐘內跌1%", "within", "down 1% within 10m"),
    ],
)
def test_words(text: str, kind: str, words: str) -> None:
    """A move is known by what it is measured from."""
    condition = parse_rule(text).condition
    assert condition is not None
    assert (condition.kind, condition.words()) == (kind, words)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("baba up from open", "makes no move"),
        ("baba up 3 from open", "per cent"),
        ("baba up 10% from 0", "always above 0"),
        ("hsi 1% within 10m", "`up` or `down`"),
        ("hsi down 1% within 2m", "4 to 120"),
        ("hsi down 1% within 121m", "4 to 120"),
        ("hsi down within 10m", "makes no move"),
        ("turnover up 3% from open", "no amount"),
    ],
)
def test_no_rules(text: str, hint: str) -> None:
    """What makes no sense is refused with what to type instead."""
    with pytest.raises(BadRule, match=hint):
        parse_rule(text)


class Trail:
    """A view that knows nothing but a trail of prices, a minute apart."""

    def __init__(self, prices: Sequence[int]) -> None:
        self.prices = [Figure(Decimal(price), OPEN + number * MINUTE) for number, price in enumerate(prices)]

    def trail(self, _symbol: str) -> Sequence[Figure]:
        """Return it."""
        return self.prices


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=30), st.integers(4, 20))
def test_windows(prices: list[int], minutes: int) -> None:
    """Up is measured from the lowest price of the window, down from its highest."""
    window = prices[-minutes - 1 :]
    up = within(minutes, UP).read(Trail(prices), "X")  # type: ignore[arg-type]  # of a view, no more is asked
    down = within(minutes, DOWN).read(Trail(prices), "X")  # type: ignore[arg-type]  # the same
    assert up
    assert down
    assert down.value <= 0 <= up.value
    assert up.value == (Decimal(prices[-1]) / min(window) - 1) * 100
    assert down.value == (Decimal(prices[-1]) / max(window) - 1) * 100


async def test_a_fast_fall(store: Database) -> None:
    """A slow fall is none within minutes, a fast one is; a gap of more than two polls begins the window anew."""
    slow = [line(minute, hsi=-minute * 0.05) for minute in range(0, 12, 2)]
    gap = [line(17, hsi=-2), line(18, hsi=-2.2)]
    fast = [line(20, hsi=-2.9), line(22, hsi=-3.3)]
    day = await watched(store, [*slow, *gap, *fast], "hsi down 1% within 10m", "hsi up 1% within 10m")
    rung = await told(day)
    assert rung[:-1] == [[]] * (len(rung) - 1)
    assert len(rung[-1]) == 1
    assert rung[-1][0].startswith("^HSI down -1: crossed at -1.3")


async def test_the_window_moves_on(store: Database) -> None:
    """A fall that took longer than the window does not count as one within it."""
    lines = [line(minute, hsi=value) for minute, value in ((0, 0), (4, -0.5), (8, -0.9), (12, -1.2), (16, -2))]
    day = await watched(store, lines, "hsi down 1% within 10m")
    *before, (last,) = await told(day)
    assert before == [[], [], [], []]
    assert last.startswith("^HSI down -1: crossed at -1.1099")


def opened(minute: float, price: float) -> str:
    """Return a tape's line of a share that opened at 104 after a close of 100."""
    at = (OPEN + timedelta(minutes=minute)).isoformat()
    quote = {"symbol": "9988.HK", "price": price, "previous_close": 100, "open": 104, "high": 120, "low": 90}
    return json.dumps({"at": at, "quotes": [{**quote, "time": at, "delay_minutes": 0}]})


async def test_from_the_opening(store: Database) -> None:
    """A gap is none against the opening, only what comes after it counts."""
    day = await watched(store, [opened(0, 104), opened(2, 106), opened(4, 109.2)], "alibaba up 4% from open")
    assert await told(day) == [[], [], ["9988.HK up 4: crossed at 5.00"]]


async def test_from_here(store: Database) -> None:
    """The price at making is written into the rule, and what it waits for is a level from then on."""
    day = await Day(tape([line(0, baba=8.22), line(2, baba=19), line(4, baba=20)]), store).start()
    await day.sweep(0)
    made = await day.rules.make(admin, *CHANNEL_RULE, "alibaba up 10% from here")
    assert made.alert.condition.words() == "up 10% from 108.22"
    assert made.says == "Alibaba Group moves up 10% or more from HK$108.22"
    assert [await day.sweep(1), await day.sweep(2)] == [[], ["9988.HK up 119.042: crossed at 120.0"]]
    with pytest.raises(BadRule, match="from which price"):
        await day.rules.make(admin, *CHANNEL_RULE, "0700 up 10% from here")
