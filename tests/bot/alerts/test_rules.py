"""Making, changing and listing alerts, for whoever may."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.alerts.alert import Alert, Audience
from bot.alerts.limits import MOST
from bot.alerts.rules import Made
from bot.audience.rights import Actor
from bot.errors import BadRule, NotAllowed, NotFound, StorageError, Unreachable
from bot.market.provider import Answer
from bot.storage.database import Database
from tests.bot.day import CHANNEL, TEAM, TRADER, Day, admin, analyst, guest, line, tape, trader, twenty_days

LINES = [line(0, 100, baba=1, hsi=1), line(2, 200, baba=6, hsi=1.5), line(4, 250, baba=1), line(6, 260, baba=7)]


@pytest.fixture
async def day(store: Database) -> Day:
    """A day that stands at its first line, before any sweep."""
    return await Day(tape(LINES, days=twenty_days(200)), store).start()


async def channel(day: Day, text: str, actor: Actor = trader) -> Made:
    """Make an alert for the channel."""
    return await day.rules.make(actor, Audience.CHANNEL, CHANNEL, text)


async def watch(day: Day, text: str, actor: Actor = trader) -> Made:
    """Make a watch for oneself."""
    return await day.rules.make(actor, Audience.PERSON, actor.user, text)


async def listed(day: Day, actor: Actor = trader) -> list[str]:
    """Return one's own watches in short."""
    return [f"#{each.alert.id} {each.says}" for each in await day.rules.listed(actor, Audience.PERSON, actor.user)]


async def test_make(day: Day) -> None:
    """A new alert is numbered, says what it watches for, today's figure and how far that is."""
    made = await channel(day, "alibaba up 5%")
    assert (made.alert.id, made.alert.creator, made.alert.destination, made.existed) == (1, TRADER, CHANNEL, False)
    assert made.says == "Alibaba Group moves up 5% or more on the day"
    assert made.alert.expires_at - day.clock() == timedelta(days=90)
    assert made.outlook.sample is not None
    assert (made.outlook.sample.value, made.outlook.already) == (Decimal(1), ())
    assert made.outlook.present
    assert [left for _, left in made.outlook.distances] == [4]


async def test_a_new_alert_learns_its_side(day: Day) -> None:
    """An alert made below its level rings at the next crossing, in the same session."""
    await channel(day, "alibaba up 5%")
    assert await day.sweep(1) == ["9988.HK up 5: crossed at 6.00"]


async def test_already_beyond(day: Day) -> None:
    """An alert that is already true says so, and is silent until the next session."""
    day.provider.move_to(1)
    made = await channel(day, "alibaba moves 5%")
    assert [threshold.level for threshold in made.outlook.already] == [5]
    assert [await day.sweep(number) for number in (1, 2, 3)] == [[], [], []]


async def test_the_next_session_tells(day: Day) -> None:
    """In the session after the one it was made in, an alert starts from 0: here the replay's next run."""
    await day.replay.jump("09:32")
    await channel(day, "alibaba up 5%")
    await day.replay.again()
    await day.replay.jump("09:32")
    assert [each.split(" = ")[0] for each in await day.told()] == ["T01:C01MARKETS:1:1:2025-07-15/2:up:5:0"]


async def test_before_the_session(store: Database) -> None:
    """An alert made when the session has no figure yet learns its side from the first one."""
    day = await Day(tape([line(0, hsi=1), line(2, baba=6)]), store).start()
    made = await channel(day, "alibaba up 5%")
    assert "no figures of Alibaba Group" in made.outlook.waiting.en
    assert await day.sweep(1) == []


async def test_on_the_figures_of_an_earlier_session(store: Database) -> None:
    """An alert made on yesterday's figures rings at today's gap open."""
    day = await Day(tape([line(-24 * 60, baba=1), line(0, hsi=1), line(2, baba=6)]), store).start()
    await day.sweep(0)
    day.provider.move_to(1)
    made = await channel(day, "alibaba up 5%")
    assert made.alert.made_in == "2025-07-14/1"
    assert await day.sweep(2) == ["9988.HK up 5: gapped at 6.00"]


async def test_a_session_elsewhere(day: Day) -> None:
    """In Hong Kong's morning a New York share is still in its last session."""
    assert (await watch(day, "baba up 5%")).alert.made_in == "2025-07-14/1"


async def test_without_a_source(day: Day) -> None:
    """A rule can be made while the source is down; it waits for its figures."""

    async def silent(_: object) -> Answer:
        raise Unreachable("No answer.")

    day.provider.poll = silent  # type: ignore[method-assign,assignment]  # a source that is down
    made = await watch(day, "alibaba up 5%")
    assert (made.outlook.sample, made.outlook.distances, made.outlook.present) == (None, (), False)
    assert made.outlook.waiting.en.startswith("waits")


@pytest.mark.parametrize(
    ("text", "words"), [("baba", "moves 5%"), ("hsi", "moves 2%"), ("hstech", "moves 2%"), ("kweb", "moves 5%")]
)
async def test_a_bare_watch(day: Day, text: str, words: str) -> None:
    """A bare watch means ±5 % for a share or fund, and ±2 % for an index."""
    assert (await watch(day, text)).alert.condition.words() == words


async def test_a_bare_alert(day: Day) -> None:
    """A channel's alert, and one on turnover, has to say its threshold."""
    with pytest.raises(BadRule, match="BABA up 5%"):
        await channel(day, "baba")
    with pytest.raises(BadRule, match="turnover above 280bn"):
        await watch(day, "turnover")


async def test_the_same_again(day: Day) -> None:
    """The same rule for the same place is said to be there, and not made twice."""
    first = await channel(day, "alibaba up 5%")
    again = await channel(day, "alibaba 5.00% up", analyst)
    assert (again.existed, again.alert) == (True, first.alert)
    assert not (await watch(day, "alibaba up 5%")).existed
    assert not (await channel(day, "alibaba up 6%")).existed


async def test_the_same_at_the_same_moment(day: Day) -> None:
    """However many ask for the same rule at once, one of them makes it."""
    made = await asyncio.gather(*(channel(day, "alibaba up 5%") for _ in range(4)))
    assert sorted(each.existed for each in made) == [False, True, True, True]
    assert {each.alert.id for each in made} == {1}


async def test_several_on_one_name(day: Day) -> None:
    """A second rule on the same name stands beside the first."""
    for text in ("alibaba up 5%", "alibaba down 5%"):
        await watch(day, text)
    assert await listed(day) == [
        "#1 Alibaba Group moves up 5% or more on the day",
        "#2 Alibaba Group moves down 5% or more on the day",
    ]


@pytest.mark.parametrize(
    ("audience", "refusal"), [(Audience.CHANNEL, "This channel has 50"), (Audience.PERSON, "You have 50")]
)
async def test_a_full_list(day: Day, audience: Audience, refusal: str) -> None:
    """A channel has room for fifty alerts, and a person for as many watches of their own."""
    destination = CHANNEL if audience is Audience.CHANNEL else TRADER
    first = await day.rules.make(trader, audience, destination, "alibaba up 1%")
    for _ in range(MOST - 2):
        await day.book.add(first.alert)
    await day.rules.make(trader, audience, destination, "alibaba up 2%")
    with pytest.raises(NotAllowed, match=refusal):
        await day.rules.make(trader, audience, destination, "alibaba up 3%")
    await watch(day, "alibaba up 3%", analyst)


async def test_guests(day: Day) -> None:
    """A guest can watch for themselves, but not set a channel's alerts."""
    await watch(day, "alibaba", guest)
    with pytest.raises(NotAllowed):
        await channel(day, "alibaba up 5%", guest)
    with pytest.raises(NotAllowed, match="could not be checked"):
        await channel(day, "alibaba up 5%", replace(trader, known=False))


@pytest.mark.parametrize("actor", [trader, admin])
async def test_remove(day: Day, actor: Actor) -> None:
    """Whoever made a channel's alert removes it, or an admin."""
    made = await channel(day, "alibaba up 5%")
    assert await day.rules.remove(actor, 1) == made.alert
    assert await day.rules.listed(trader, Audience.CHANNEL, CHANNEL) == []


async def test_remove_of_others(day: Day) -> None:
    """Others may not remove a channel's alert, and do not even see another's watch."""
    await channel(day, "alibaba up 5%")
    await watch(day, "alibaba up 5%")
    with pytest.raises(NotAllowed, match="whoever made it"):
        await day.rules.remove(analyst, 1)
    for number in (2, 99):
        with pytest.raises(NotFound, match=f"no alert #{number}"):
            await day.rules.remove(analyst, number)
    with pytest.raises(NotFound):
        await day.rules.remove(replace(trader, team="T02"), 1)


async def test_edit(day: Day) -> None:
    """An edited alert forgets its side: what is true already is said, and starts with the next session."""
    await channel(day, "alibaba up 7%")
    await day.sweep(1)
    made = await day.rules.edit(trader, 1, "up 5%")
    assert (made.alert.id, made.alert.edition, made.alert.condition.words()) == (1, 2, "up 5%")
    assert [threshold.level for threshold in made.outlook.already] == [5]
    assert [await day.sweep(number) for number in (1, 2, 3)] == [[], [], []]


async def test_edit_to_another_rule(day: Day) -> None:
    """An edit can be a whole rule."""
    await channel(day, "alibaba up 7%")
    made = await day.rules.edit(trader, 1, "turnover above 150bn")
    assert made.says == "HK turnover passes HK$150bn, whole market"
    assert await day.sweep(1) == ["turnover:market up 150000000000: crossed at 200000000000.0"]


async def test_edit_of_a_turnover_alert(day: Day) -> None:
    """An edit of a turnover alert can be the amount alone."""
    await channel(day, "turnover above 150bn")
    assert (await day.rules.edit(trader, 1, "above 240bn")).alert.condition.words() == "above 240bn"


@pytest.mark.parametrize("text", ["", "banana", "up", "hsi above 100%"])
async def test_an_edit_that_makes_no_rule(day: Day, text: str) -> None:
    """An edit that makes no rule is refused, and leaves the alert as it is."""
    made = await channel(day, "alibaba up 7%")
    with pytest.raises(BadRule):
        await day.rules.edit(trader, 1, text)
    assert await day.book.alert(TEAM, 1) == made.alert


async def test_snooze(day: Day) -> None:
    """A snoozed alert is silent for so long, and a crossing meanwhile is spent."""
    await channel(day, "alibaba up 5%")
    snoozed = await day.rules.snooze(trader, 1, timedelta(minutes=3))
    assert snoozed.quiet_until == day.clock() + timedelta(minutes=3)
    (shown,) = await day.rules.listed(trader, Audience.CHANNEL, CHANNEL)
    assert shown.outlook.silent_until == snoozed.quiet_until
    assert [await day.sweep(number) for number in (1, 2, 3)] == [[], [], []]
    (shown,) = await day.rules.listed(trader, Audience.CHANNEL, CHANNEL)
    assert shown.outlook.silent_until is None


async def test_mute(day: Day) -> None:
    """A muted alert is silent for the rest of its session."""
    await channel(day, "alibaba up 5%")
    assert (await day.rules.mute(trader, 1)).muted_in == "2025-07-15/1"
    (shown,) = await day.rules.listed(trader, Audience.CHANNEL, CHANNEL)
    assert shown.outlook.muted
    assert await day.sweep(1) == []


async def test_expiry(day: Day) -> None:
    """An alert past its ninety days is listed as expired, and silent."""
    made = await channel(day, "alibaba up 5%")
    await day.book.change(replace(made.alert, expires_at=day.clock()))
    (shown,) = await day.rules.listed(trader, Audience.CHANNEL, CHANNEL)
    assert shown.outlook.expired
    assert await day.sweep(1) == []


async def test_listed(day: Day) -> None:
    """A channel's alerts are for all to see; a watchlist is its owner's."""
    await channel(day, "alibaba up 5%")
    await watch(day, "hsi")
    assert [each.alert.id for each in await day.rules.listed(analyst, Audience.CHANNEL, CHANNEL)] == [1]
    assert await listed(day) == ["#2 Hang Seng Index moves up or down 2% or more on the day"]
    assert await listed(day, analyst) == []
    with pytest.raises(NotAllowed):
        await day.rules.listed(analyst, Audience.PERSON, TRADER)


async def test_unwatch(day: Day) -> None:
    """Unwatching a name removes all of one's own watches of it, under any of its names."""
    for text in ("alibaba up 5%", "alibaba down 5%", "baba", "turnover above 250bn"):
        await watch(day, text)
    await watch(day, "alibaba", analyst)
    assert [each.id for each in await day.rules.unwatch(trader, "9988")] == [1, 2]
    assert [each.id for each in await day.rules.unwatch(trader, "turnover")] == [4]
    assert [each.id for each in await day.rules.unwatch(trader, "#3")] == [3]
    assert (await listed(day), len(await listed(day, analyst))) == ([], 1)


@pytest.mark.parametrize("name", ["tencent", "turnover", "#1", "#99"])
async def test_unwatch_of_what_is_not_watched(day: Day, name: str) -> None:
    """What one does not watch oneself cannot be unwatched."""
    await watch(day, "tencent", analyst)
    with pytest.raises(NotFound, match="do not watch"):
        await day.rules.unwatch(trader, name)


async def test_seed(day: Day) -> None:
    """A setting's alert is planted once, may ring at its first sample, and stays removed."""
    day.provider.move_to(1)
    planted = await day.rules.seed("tech", TEAM, CHANNEL, "alibaba up 5%")
    assert planted is not None
    assert (planted.id, planted.made_in) == (1, "")
    assert await day.sweep(1) == ["9988.HK up 5: gapped at 6.00"]
    await day.rules.remove(admin, 1)
    assert await day.rules.seed("tech", TEAM, CHANNEL, "alibaba up 6%") is None


async def test_a_seed_goes_through_the_same_door(day: Day) -> None:
    """A setting's rule starts from today's price where it says so, and asks for nothing once it is planted."""
    planted = await day.rules.seed("tech", TEAM, CHANNEL, "alibaba up 10% from here")
    assert planted is not None
    assert planted.words == "up 10% from 101"

    async def silent(_: object) -> Answer:
        raise Unreachable("No answer.")

    day.provider.poll = silent  # type: ignore[method-assign,assignment]  # a source that is down
    assert await day.rules.seed("tech", TEAM, CHANNEL, "hstech up 10% from here") is None


async def test_a_seed_that_is_no_rule(day: Day) -> None:
    """A setting that makes no rule is refused, and not remembered as planted."""
    for text in ("alibaba", "alibaba sideways"):
        with pytest.raises(BadRule):
            await day.rules.seed("tech", TEAM, CHANNEL, text)
    assert await day.rules.seed("tech", TEAM, CHANNEL, "alibaba up 5%") is not None


async def test_the_mean_is_known(day: Day) -> None:
    """A multiple of the mean is previewed in HK$; where the mean is not known it waits."""
    made = await channel(day, "turnover above 1.2x")
    assert [(threshold.level, left) for threshold, left in made.outlook.distances] == [
        (Decimal(240_000_000_000), Decimal(140_000_000_000))
    ]


async def test_the_mean_is_unknown(store: Database) -> None:
    """A multiple of a mean that is not known says what it waits for; so does a scope nobody sends."""
    day = await Day(tape(LINES), store).start()
    assert "20 days" in (await channel(day, "turnover above 1.2x")).outlook.waiting.en
    assert "shares estimate" in (await channel(day, "turnover above 200bn estimate")).outlook.waiting.en


async def test_a_history_that_cannot_be_had(day: Day) -> None:
    """Without a history from the source a multiple waits."""

    async def silent(*_: object) -> object:
        raise Unreachable("No answer.")

    day.provider.turnovers = silent  # type: ignore[method-assign,assignment]  # a source that is down
    assert "20 days" in (await channel(day, "turnover above 1.2x")).outlook.waiting.en


async def test_what_cannot_be_kept(day: Day) -> None:
    """A rule that could not be kept is an error that the person is told."""

    async def failing(_: Alert, _last: int) -> Alert:
        raise StorageError("The database is full.")

    day.book.add_after = failing  # type: ignore[method-assign,assignment]  # a disk that is full
    with pytest.raises(StorageError):
        await channel(day, "alibaba up 5%")
