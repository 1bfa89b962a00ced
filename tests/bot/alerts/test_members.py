"""Rules about each of several: one rule, and every member rings, re-arms and is told by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.alerts.alert import Audience
from bot.alerts.condition import Baselines
from bot.alerts.limits import weight
from bot.alerts.parser import parse_rule
from bot.alerts.targets import spelled
from bot.errors import BadRule
from bot.market import catalogue
from bot.market.catalogue import Catalogue
from bot.market.lists import Members
from bot.storage.database import Database
from tests.bot.day import CHANNEL, TRADER, Day, analyst, line, tape, trader

CLOUD = "each of theme cloud up 5%"


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> Catalogue:
    """Two shares make a theme, and an index whose second list is in force from the afternoon's date on."""
    known = catalogue.catalogue()
    theme = replace(known.themes["cloud"], symbols=("0700.HK", "9988.HK"))
    old = Members("^HSI", date(2025, 6, 1), "a test", ("0700.HK", "9988.HK"))
    new = Members("^HSI", date(2025, 7, 16), "a test", ("9988.HK", "0005.HK"))
    made = replace(known, themes={**known.themes, "cloud": theme}, members={"^HSI": (old, new)})
    use(monkeypatch, made)
    return made


def use(monkeypatch: pytest.MonkeyPatch, made: Catalogue) -> None:
    """Go by another catalogue."""
    monkeypatch.setattr(catalogue._InUse, "catalogue", made)  # noqa: SLF001 - what `use` sets, without a file


def moves(minute: float, tencent: object, baba: object, **others: object) -> str:
    """Return a line of the two shares' moves."""
    given: dict[str, Any] = {"0700.HK": tencent, "9988.HK": baba, **others}
    return line(minute, **given)


async def day_of(store: Database, lines: Sequence[str]) -> Day:
    """Wire a day."""
    return await Day(tape(lines), store).start()


async def told(day: Day) -> list[list[str]]:
    """Sweep every line; return what rang at each."""
    return [await day.sweep(number) for number in range(day.provider.lines)]


async def messages(day: Day) -> list[tuple[str, bool]]:
    """Return each message there is for anybody: whom it names, and whether it is only for a thread."""
    asked = (
        "SELECT d.id, d.root_id, d.broadcast, e.target FROM deliveries d JOIN delivery_events t ON t.delivery_id = d.id"
        " JOIN events e ON e.id = t.event_id ORDER BY d.id, e.id"
    )
    async with day.database.read() as connection:
        rows = (await connection.exec_driver_sql(asked)).all()
    named: dict[int, list[str]] = {}
    for row in rows:
        named.setdefault(row.id, []).append(row.target)
    hidden = {row.id for row in rows if row.root_id and not row.broadcast}
    return [(" ".join(symbols), number in hidden) for number, symbols in named.items()]


@pytest.mark.usefixtures("lists")
async def test_each_rings_by_itself(store: Database) -> None:
    """Each member rings once a session on its own crossing; what crosses in one sweep is one message."""
    lines = [moves(0, 1, 1), moves(2, 6, 1), moves(4, 6, 4), moves(6, 1, 7), moves(8, 7, 1)]
    day = await day_of(store, lines)
    await day.rules.make(trader, Audience.CHANNEL, CHANNEL, CLOUD)
    assert await told(day) == [
        [],
        ["0700.HK up 5: crossed at 6.00"],
        [],
        ["9988.HK up 5: crossed at 7.00"],
        [],
    ]
    assert [each.partition(" = ")[0] for each in await day.told()] == [
        f"T01:C01MARKETS:1:1:2025-07-15/1:up:5:0:{symbol}" for symbol in ("0700.HK", "9988.HK")
    ]


@pytest.mark.usefixtures("lists")
async def test_what_a_channel_is_shown(store: Database) -> None:
    """One sweep's members one way are one message; further ones stand in its thread, shown after a while."""
    lines = [moves(0, 1, 1), moves(2, 6, 1), moves(4, 6, 6), moves(6, 6, 4), moves(18, 4, 4), moves(20, 4, 6)]
    day = await day_of(store, [*lines, moves(40, -6, -6)])
    await day.rules.make(trader, Audience.CHANNEL, CHANNEL, f"{CLOUD.replace('up', 'moves')} always")
    await told(day)
    assert await messages(day) == [
        ("0700.HK", False),
        ("9988.HK", True),
        ("9988.HK", False),
        ("0700.HK 9988.HK", False),
    ]


@pytest.mark.usefixtures("lists")
async def test_a_gap_open_of_each(store: Database) -> None:
    """Where each was seen last is where it starts from, so the next session's gap is told; a fall alike."""
    day = await day_of(store, [moves(0, 6, 1), moves(1440, 6, -1), moves(1442, 6, 5)])
    day.provider.move_to(0)
    made = await day.rules.make(trader, Audience.PERSON, TRADER, CLOUD)
    spread = made.outlook.spread
    assert spread is not None
    assert (spread.count, spread.nearest.en, [each.en for each in spread.beyond]) == (
        2,
        "Alibaba Group",
        ["Tencent Holdings"],
    )
    assert made.outlook.sample is not None
    assert made.outlook.sample.value == 1
    assert not made.outlook.already
    assert await told(day) == [[], ["0700.HK up 5: gapped at 6.00"], ["9988.HK up 5: crossed at 5.00"]]


@pytest.mark.usefixtures("lists")
async def test_a_restart(store: Database) -> None:
    """What each member has told, and for how long it has lasted, is known after a restart."""
    lines = [moves(0, 1, 1), moves(2, 6, 6), moves(4, 6, 4), moves(6, 6, 6), moves(8, 4, 6), moves(10, 6, 6)]
    rules = (f"{CLOUD} for 4m", f"{CLOUD} always")
    rung: list[str] = []
    for number in range(len(lines)):
        day = await day_of(store, lines)
        day.provider.move_to(number)
        for rule in rules if not number else ():
            await day.rules.make(trader, Audience.CHANNEL, CHANNEL, rule)
        rung += [f"{number} {each}" for each in await day.sweep(number)]
    assert sorted(rung) == [
        "1 0700.HK up 5: crossed at 6.00",
        "1 9988.HK up 5: crossed at 6.00",
        "3 0700.HK up 5: crossed, and lasted at 6.00",
        "3 9988.HK up 5: crossed at 6.00",
        "5 0700.HK up 5: crossed at 6.00",
        "5 9988.HK up 5: crossed, and lasted at 6.00",
    ]


async def test_a_watchlist(store: Database) -> None:
    """What somebody watches is followed as it changes; what is new learns its side, and others' lists are theirs."""
    day = await day_of(store, [moves(2 * n, *each) for n, each in enumerate([(1, 1), (6, 6), (4, 7), (6, 7), (7, 7)])])
    day.provider.move_to(0)
    made = await day.rules.make(trader, Audience.PERSON, TRADER, "all up 5% always")
    assert (made.alert.name, made.outlook.spread and made.outlook.spread.count) == ("Each name you watch", 0)
    await day.rules.make(trader, Audience.PERSON, TRADER, "0700 below 50")
    await day.rules.make(analyst, Audience.PERSON, analyst.user, "alibaba below 50")
    assert await day.sweep(0) == []
    assert await day.sweep(1) == ["0700.HK up 5: crossed at 6.00"]
    mine = await day.rules.make(trader, Audience.PERSON, TRADER, "alibaba below 50")
    assert await day.sweep(2) == []
    listed = await day.rules.listed(trader, Audience.PERSON, TRADER)
    assert [len(each.alert.condition.singles) for each in listed] == [2, 1, 1]
    await day.rules.unwatch(trader, "0700")
    await day.rules.remove(trader, mine.alert.id)
    assert await day.sweep(3) == []
    assert [each.alert.id for each in await day.rules.listed(trader, Audience.PERSON, TRADER)] == [1]
    assert [each.id for each in await day.rules.unwatch(trader, "my watchlist")] == [1]


async def test_dated_lists(store: Database, lists: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Members come and go on the day that their list says, and when another list is read."""
    after = [line(1440 + 2 * n, **{"0700.HK": 1 + 5 * n, "0005.HK": 1 + 5 * n}) for n in range(2)]
    last = [line(1444 + 2 * n, **{"0700.HK": 4 + 3 * n, "0005.HK": 4 + 3 * n}) for n in range(2)]
    day = await day_of(store, [line(0, **{"0700.HK": 1, "0005.HK": 1}), *after, *last])
    made = await day.rules.make(trader, Audience.CHANNEL, CHANNEL, "each of hsi up 5% always")
    assert made.outlook.spread is not None
    assert made.outlook.spread.count == 2
    assert [await day.sweep(number) for number in range(3)] == [[], [], ["0005.HK up 5: crossed at 6.00"]]
    (newest,) = lists.members["^HSI"][1:]
    both = replace(newest, symbols=("0700.HK", "0005.HK"))
    use(monkeypatch, replace(lists, members={"^HSI": (both,)}))
    assert await day.sweep(3) == []
    assert sorted(await day.sweep(4)) == ["0005.HK up 5: crossed at 7.00", "0700.HK up 5: crossed at 7.00"]


@pytest.mark.usefixtures("lists")
async def test_an_edit(store: Database) -> None:
    """An edited rule learns each side anew, and what it was about before is left alone."""
    day = await day_of(store, [moves(0, 1, 1, hsi=1), moves(2, 6, 4), moves(4, 8, 8, hsi=1), moves(6, 8, 8, hsi=3)])
    made = await day.rules.make(trader, Audience.CHANNEL, CHANNEL, CLOUD)
    assert [await day.sweep(number) for number in (0, 1)] == [[], ["0700.HK up 5: crossed at 6.00"]]
    await day.rules.edit(trader, made.alert.id, "up 7%")
    assert sorted(await day.sweep(2)) == ["0700.HK up 7: crossed at 8.00", "9988.HK up 7: crossed at 8.00"]
    await day.rules.edit(trader, made.alert.id, "hsi up 2%")
    assert await day.sweep(3) == ["^HSI up 2: crossed at 3.00"]


@pytest.mark.parametrize(
    ("words", "audience", "why"),
    [
        ("all up 5%", Audience.CHANNEL, "no watchlist"),
        ("my watchlist up 5% once", Audience.PERSON, "never be told"),
        ("each of theme cpo above 100", Audience.PERSON, "price of its own"),
        ("each of theme cpo up 5% and hsi up 2%", Audience.PERSON, "cannot be joined"),
        ("each of sector banks premarket up 4%", Audience.PERSON, "only New York"),
        ("each of nonsense up 4%", Audience.PERSON, "names no theme"),
        ("each index nonsense up 4%", Audience.PERSON, "names no index"),
    ],
)
async def test_what_makes_no_sense(store: Database, words: str, audience: Audience, why: str) -> None:
    """What is about no member, or not about each, is refused with what to type instead."""
    day = await day_of(store, [line(0, hsi=1)])
    with pytest.raises(BadRule, match=why):
        await day.rules.make(trader, audience, CHANNEL if audience is Audience.CHANNEL else TRADER, words)


async def test_how_many_it_counts_as(store: Database) -> None:
    """A rule about 90 shares takes the room of nine, and one about an empty list that of one."""
    day = await day_of(store, [line(0, hsi=1)])
    made = [await day.rules.make(trader, Audience.PERSON, TRADER, f"{which} up 5%") for which in ("each of hsi", "all")]
    assert [weight(each.alert) for each in made] == [9, 1]


async def test_levels_of_their_own(store: Database) -> None:
    """Where the level is another for each, it is held against each one's own closes."""
    closes = {
        "0700.HK": [("2025-07-11", 101), ("2025-07-14", 104)],
        "9988.HK": [("2025-07-11", 99), ("2025-07-14", 98)],
    }
    past = tape([moves(0, 1, -2), moves(2, 3, 0), moves(4, 5, 0)], closes=closes)
    day = await Day(past, store).start()
    for name in ("0700 below 5", "9988 below 5"):
        await day.rules.make(trader, Audience.PERSON, TRADER, name)
    day.provider.move_to(0)
    made = await day.rules.make(trader, Audience.PERSON, TRADER, "all highest in 2 sessions intraday")
    spread = made.outlook.spread
    assert spread is not None
    assert (spread.count, spread.nearest.en) == (2, "Alibaba Group")
    assert await told(day) == [
        [],
        ["9988.HK up 99.001: crossed at 100.0"],
        ["0700.HK up 104.001: crossed at 105.0"],
    ]


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("each of theme cpo up 5%", "each:theme:cpo"),
        ("every share in sector banks up 5%", "each:sector:banks"),
        ("each cpo up 5%", "each:theme:cpo"),
        ("each of the members of hsi up 5%", "each:index:^HSI"),
        ("each index hstech -5%", "each:index:HSTECH.HK"),
        ("all up 5%", "each:watchlist"),
        ("my watchlist up 5%", "each:watchlist"),
        ("each of my watchlist up 5%", "each:watchlist"),
        ("每隻 主題 cpo 升5%", "each:theme:cpo"),
        ("我的自選股升5%", "each:watchlist"),
    ],
)
def test_words(words: str, target: str) -> None:
    """However people say which several they mean, it can be typed again as the rule is spelled."""
    condition = parse_rule(words).condition
    assert condition is not None
    assert condition.target == target
    assert parse_rule(f"{spelled(target)} {condition.words()}").condition == condition


def test_what_one_rule_is_about(lists: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred shares are the most; what a member did is told by its own name, in its own words."""
    many = Members("^HSI", date(2025, 6, 1), "a test", tuple(f"{number:04}.HK" for number in range(101)))
    use(monkeypatch, replace(lists, members={"^HSI": (many,)}))
    with pytest.raises(BadRule, match="101 members, and one rule watches 100 at most"):
        parse_rule("each of hsi up 5%")
    condition = parse_rule(CLOUD).condition
    assert condition is not None
    single = condition.of("0700.HK")
    assert single is not None
    (threshold,) = single.thresholds(Baselines())
    assert condition.told("Tencent", threshold) == single.told("Tencent", threshold) == "Tencent rose past +5%"
    assert condition.of("0005.HK") is None
