"""What rests on many figures: the pace of turnover, themes and sectors."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.alerts.alert import Audience
from bot.alerts.groups import find, members, sectors
from bot.alerts.parser import parse_rule, restore
from bot.errors import BadRule, UnknownInstrument
from bot.market.tally.pace import Pace, Sample, pace
from bot.market.turnover import Turnover
from bot.storage.database import Database
from tests.bot.alerts.test_watch import told, watched
from tests.bot.day import CHANNEL, OPEN, Day, admin, line, tape

CHANNEL_RULE = (Audience.CHANNEL, CHANNEL)


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        ("turnover ahead of pace 1.2x", "turnover:market", "ahead of pace 1.2x"),
        ("turnover 1.50 times its usual pace", "turnover:market", "ahead of pace 1.5x"),
        ("turnover above 1.2x pace estimate", "turnover:shares estimate", "ahead of pace 1.2x shares estimate"),
        ("theme cpo up 3%", "theme:cpo", "up 3%"),
        ("theme optical modules moves 3%", "theme:cpo", "moves 3%"),
        ("主題 光模塊 升 3%", "theme:cpo", "up 3%"),
        ("sector banks down 2%", "sector:banks", "down 2%"),
        ("sector macau up 2%", "sector:macau-gaming", "up 2%"),
        ("sector hong kong property up 2%", "sector:hong-kong-property", "up 2%"),
    ],
)
def test_words(text: str, target: str, words: str) -> None:
    """A group is named after what kind of one it is, a pace after its turnover."""
    condition = parse_rule(text).condition
    assert condition is not None
    assert (condition.target, condition.words()) == (target, words)


@pytest.mark.parametrize(
    "text", ["turnover ahead of pace", "turnover 0x pace", "theme cpo above 20", "sector banks cap above 4tn"]
)
def test_no_rules(text: str) -> None:
    """A group has a move and nothing else, a pace needs a multiple."""
    with pytest.raises(BadRule):
        parse_rule(text)


@pytest.mark.parametrize("text", ["theme tulips up 3%", "sector tulips up 3%"])
def test_no_groups(text: str) -> None:
    """A group that is not known is answered with those that are."""
    with pytest.raises(UnknownInstrument, match="There are"):
        parse_rule(text)


def test_groups() -> None:
    """Every sector is found by its own name, and has members."""
    for key, name in sectors().items():
        assert find("sector", name).symbol == f"sector:{key}"
        assert members(f"sector:{key}")
    assert members("theme:gone") == ()


async def usual(turnover: Turnover) -> Pace | None:
    """Hold a turnover against ten days that traded a billion a minute."""
    days = [OPEN.date() - timedelta(days=back) for back in range(1, 11)]
    samples = [Sample(day, minute, Decimal(minute * 10**9)) for day in days for minute in range(0, 60, 2)]
    return pace(samples, turnover)


async def test_pace(store: Database) -> None:
    """The rule speaks when the day runs ahead of earlier ones; where these are not known it says so."""
    lines = [line(10, 11), line(20, 23), line(22, 30)]
    day = await Day(tape(lines), store, paced=usual).start()
    await day.rules.seed("pace", "T01", CHANNEL, "turnover ahead of pace 1.2x")
    assert await told(day) == [[], [], ["turnover:market up 1.2: crossed at 1.363636363636363636363636364"]]
    without = await Day(tape(lines), store).start()
    await without.sweep(0)
    made = await without.rules.make(admin, *CHANNEL_RULE, "turnover ahead of pace 1.3x")
    waiting = "waits: pace needs 10 sampled sessions of its scope (market), and a session under way"
    assert made.outlook.waiting.en == waiting


async def test_a_sector(store: Database) -> None:
    """A sector moves as its members do together, once half of them have figures."""
    banks = members("sector:banks")
    half = dict.fromkeys(banks[: len(banks) // 2], -5)
    most = dict.fromkeys(banks[: len(banks) // 2 + 1], -1)
    day = await watched(
        store, [line(0, **half), line(2, **most), line(4, **dict.fromkeys(banks, -3))], "sector banks down 2%"
    )
    assert await told(day) == [[], [], ["sector:banks down -2: crossed at -3.00"]]


BOTH = [
    ("baba up 5% and turnover above 250bn", "BABA", "up 5% and turnover above 250bn"),
    ("turnover above 1.2x estimate & hsi > 25000", "turnover:shares estimate", None),
    ("hsi up 1% and hstech up 2% and theme cpo up 3%", "^HSI", "up 1% and hstech.hk up 2% and theme cpo up 3%"),
    ("hsi above 25000 and up 1%", "^HSI", "above 25000 and ^hsi up 1%"),
    ("hsi down 1% within 10m 同時 騰訊 跌 3%", "^HSI", "down 1% within 10m and 0700.hk down 3%"),
]


@pytest.mark.parametrize(("text", "target", "words"), BOTH)
def test_parts(text: str, target: str, words: str | None) -> None:
    """Each part names its own target, or goes on about the one before; the words make the same rule again."""
    condition = parse_rule(text).condition
    assert condition is not None
    assert condition.target == target
    assert condition.words() == words or words is None
    assert restore(condition.kind, condition.target, condition.words()) == condition


def test_a_part_nobody_knows() -> None:
    """A rule of a symbol that only the source knows is made again from its words."""
    condition = parse_rule("baba up 5% and xyzw up 3%", {"XYZW"}).condition
    assert condition is not None
    assert restore(condition.kind, condition.target, condition.words()) == condition


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("baba up 5% and up 5%", "the same"),
        ("baba up 5% and hsi crosses 25000", "`above` or `below`"),
        ("baba up 5% and hsi up 1% from here", "from which price"),
        ("baba up 5% and banana", "nothing Surge can watch for"),
        (" and ".join(f"hsi up {percent}%" for percent in range(1, 7)), "up to 5 parts"),
    ],
)
def test_no_parts(text: str, hint: str) -> None:
    """Parts that make no sense together are refused."""
    with pytest.raises(BadRule, match=hint):
        parse_rule(text)


async def test_both(store: Database) -> None:
    """It rings when the last part comes to hold, and only while all do."""
    lines = [line(0, 200, baba=6), line(2, 249, baba=4), line(4, 251), line(6, 252, baba=5.5)]
    day = await watched(store, lines, "alibaba up 5% and turnover above 250bn")
    assert await told(day) == [[], [], [], ["9988.HK up 2: crossed at 2"]]
    (listed,) = await day.rules.listed(admin, *CHANNEL_RULE)
    assert listed.says == "Alibaba Group moves up 5% or more on the day, and HK turnover passes HK$250bn, whole market"


async def test_a_part_too_old(store: Database) -> None:
    """A figure older than it may be counts no more, and yesterday's none at all once the session has begun."""
    lines = [line(0, 260, baba=1), line(40, baba=6), line(42, 270, baba=6)]
    day = await watched(store, lines, "alibaba up 5% and turnover above 250bn")
    assert await told(day) == [[], [], ["9988.HK up 2: crossed at 2"]]
    night = 24 * 60
    lines = [line(0, 200, baba=6), line(night, 251), line(night + 30, baba=6)]
    day = await watched(store, lines, "alibaba up 5% and turnover above 240bn")
    assert await told(day) == [[], [], []]


async def test_a_figure_that_comes_late(store: Database) -> None:
    """An old figure that comes after a newer one of another part still makes the rule ring."""
    late = json.loads(line(0, baba=6)) | {"at": (OPEN + timedelta(minutes=4)).isoformat()}
    day = await watched(store, [line(2, 260), json.dumps(late)], "alibaba up 5% and turnover above 250bn")
    assert await told(day) == [[], ["9988.HK up 2: crossed at 2"]]
