"""Prices and points as levels."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.alert import Audience
from bot.alerts.condition import Baselines, Direction
from bot.alerts.conditions.points import Points
from bot.alerts.conditions.price import Price, rearm
from bot.alerts.parser import parse_rule
from bot.errors import BadRule
from bot.storage.database import Database
from tests.bot.alerts.test_watch import told, watched
from tests.bot.day import CHANNEL, Day, admin, line, tape

UP, DOWN = Direction.UP, Direction.DOWN


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hsi above 25000", "above 25000"),
        ("hsi > 25,000", "above 25000"),
        ("hsi 25000 above", "above 25000"),
        ("恒指升穿25000點", "above 25000"),
        ("恒指 高於 25000", "above 25000"),
        ("0700 below 480", "below 480"),
        ("tencent under HK$ 480.50", "below 480.5"),
        ("騰訊 低於 480港元", "below 480"),
        ("baba crosses 120", "crosses 120"),
        ("baba hits us$120", "crosses 120"),
        ("baba at or below 99.9999 usd", "below 99.9999"),
        ("hsi +300pts", "+300pts"),
        ("hsi up 300 points", "+300pts"),
        ("恒指跌300點", "-300pts"),
        ("hsi moves 1,000 pts", "moves 1000pts"),
    ],
)
def test_words(text: str, words: str) -> None:
    """A level is read in any order, script and currency of its own."""
    condition = parse_rule(text).condition
    assert condition is not None
    assert condition.words() == words


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("0700 above us$60", "quoted in HK., not in US."),
        ("baba below hkd 100", "quoted in US., not in HK."),
        ("600519 above hk$1500", "quoted in RMB, not in HK."),
        ("hsi above hk$25000", "counted in points"),
        ("baba above 0", "always above 0"),
        ("baba below -5", "always above 0"),
        ("baba above 9999999999", "Nothing costs"),
        ("baba above 1.23456", "four places"),
        ("hsi up -300pts", "different ways"),
        ("hsi +0pts", "more than 0"),
        ("turnover above us$280bn", "counted in HK"),
    ],
)
def test_no_rules(text: str, hint: str) -> None:
    """Another currency, and what can be no price, is refused with a sentence."""
    with pytest.raises(BadRule, match=hint):
        parse_rule(text)


@given(st.decimals("0.01", "100000", places=3))
def test_rearm(level: Decimal) -> None:
    """A price re-arms half a per cent back, or a tick back where that is more."""
    back = rearm(level)
    assert back >= level / 200
    assert back >= Decimal("0.001")
    assert back == level / 200 or level < 2


def test_both_ways() -> None:
    """A level that is crossed either way has a threshold each way at the same place."""
    up, down = Price("BABA", Decimal(120), (UP, DOWN)).thresholds(Baselines())
    assert {up.level, down.level} == {Decimal(120)}
    assert {up.rearm, down.rearm} == {Decimal("0.6")}
    up, down = Points("^HSI", Decimal(300), (UP, DOWN)).thresholds(Baselines())
    assert (up.level, down.level, up.rearm) == (Decimal(300), Decimal(-300), Decimal(30))


async def test_a_day(store: Database) -> None:
    """A price speaks when it comes from the other side, points from the previous close on, gap or not."""
    lines = [line(0, baba=4, hsi=-4), line(2, baba=5), line(4, baba=5.2), line(6, baba=4.9), line(8, baba=5.1)]
    rules = ("alibaba above 105", "alibaba crosses 105", "hsi -3pts", "hsi below 96")
    day = await watched(store, lines, *rules)
    assert await told(day) == [
        ["^HSI down -3: gapped at -4.0"],
        ["9988.HK up 105: crossed at 105.0"] * 2,
        [],
        ["9988.HK down 105: crossed at 104.9"],
        [],
    ]


async def test_overnight(store: Database) -> None:
    """A price carries its side overnight: above yesterday and above today is no crossing, below then above is one."""
    night = 24 * 60
    lines = [line(0, baba=6, hsi=4), line(night, baba=7, hsi=6), line(night + 2, baba=4), line(night + 4, baba=8)]
    day = await watched(store, lines, "alibaba above 105", "hsi above 105")
    assert await told(day) == [
        [],
        ["^HSI up 105: crossed while nobody looked at 106.0"],
        [],
        ["9988.HK up 105: crossed at 108.0"],
    ]


async def test_the_first_rule_of_all(store: Database) -> None:
    """A rule that carries its side rings also where nothing was ever watched before it was made."""
    day = await Day(tape([line(0, baba=0), line(2, baba=5.1)]), store).start()
    await day.sweep(0)
    await day.rules.make(admin, Audience.CHANNEL, CHANNEL, "alibaba above 105")
    assert await day.sweep(1) == ["9988.HK up 105: crossed at 105.1"]
