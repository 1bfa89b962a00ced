"""No storm of messages: flapping, wicks and jumps, through the watch and the book."""

from collections.abc import Sequence

import pytest

from bot.alerts.alert import Act
from bot.alerts.book import State
from bot.alerts.condition import Baselines
from bot.alerts.hush import Held, Rung, hush
from bot.alerts.judge import judge
from bot.alerts.modifiers import Frequency
from bot.storage.database import Database
from tests.bot.day import CHANNEL, TEAM, UP_5, Day, alert, line, percent, tape


async def played(store: Database, steps: Sequence[tuple[float, float]], *rules: str) -> tuple[Day, list[str], int]:
    """Sweep prices at minutes; return what was recorded ("5up at 60: cooldown"), and how many messages that made."""
    day = await Day(tape([line(minute, baba=change) for minute, change in steps]), store).start()
    for rule in rules:
        await day.rules.seed(rule, TEAM, CHANNEL, f"alibaba {rule}")
    found = []
    for number in range(len(steps)):
        day.provider.move_to(number)
        for event in await day.watch.sweep():
            held = f": {event.held}" if event.held else f" +{event.more}" if event.more else ""
            found.append(
                f"{event.threshold.level:f}{event.threshold.direction} at {event.sample.value.normalize():f}{held}"
            )
    return day, found, (await store_counts(day)).get(State.WAITING, 0)


async def store_counts(day: Day) -> dict[State, int]:
    """Return how many messages wait."""
    return await day.outbox.counts()


@pytest.mark.parametrize(
    ("low", "frequency", "expected"),
    [
        ("4.9", Frequency.ALWAYS, [Held.TOLD]),
        ("4.9", Frequency.DAILY, [Held.TOLD]),
        ("1", Frequency.DAILY, [Held.TOLD]),
        ("1", Frequency.ALWAYS, [Held.TOLD, *[Held.COOLDOWN] * 3, Held.FLAPPING]),
    ],
)
def test_a_flap_each_second_for_an_hour(low: str, frequency: Frequency, expected: list[Held]) -> None:
    """Whatever a rule may tell, 3,600 crossings are one message, and where each counts, a notice that it is muted."""
    rule, rung, standing = alert(frequency=frequency), list[Rung](), None
    for second in range(3600):
        sample = percent("5.1" if second % 2 else low, second / 60)
        verdict = judge(rule, UP_5.thresholds(Baselines())[0], standing, sample, sample.time)
        standing = verdict.standing or standing
        if verdict.act is Act.FIRE:
            way = UP_5.ways[0]
            rung.append(Rung(sample.time, hush(rung, sample.time, way), way))
            if rung[-1].held is Held.FLAPPING:
                break
    assert [each.held for each in rung] == expected


async def test_a_price_that_flaps_around_its_level(store: Database) -> None:
    """A rule whose price flaps by less than its way back rings once, however often it crosses."""
    steps = [(n / 6, 4.9 if n % 2 else 5.1) for n in range(40)]
    _, found, messages = await played(
        store, [(0, 1), *((minute + 1, change) for minute, change in steps)], "up 5% always"
    )
    assert (found, messages) == (["5up at 5.1"], 1)


async def test_a_price_that_flaps_widely(store: Database) -> None:
    """One that goes all the way back each time is told once, then recorded, then muted with one notice."""
    steps = [(n / 2, 6.0 if n % 2 else 1.0) for n in range(24)]
    day, found, messages = await played(store, steps, "up 5% always")
    assert found == ["5up at 6", *["5up at 6: cooldown"] * 3, "5up at 6: flapping"]
    assert messages == 2
    story = [(each.what, each.details.get("why")) for each in await day.book.story(TEAM, 1, 3)]
    assert story[0] == ("held", "muted for the session")


async def test_a_wick(store: Database) -> None:
    """After the cooldown a level touched again rings only if the price had gone back far enough before."""
    near = [(0, 1), (2, 6), (4, 4.8), (20, 6)]
    _, found, _ = await played(store, near, "up 5% always")
    assert found == ["5up at 6"]


async def test_a_wick_after_it_has_re_armed(store: Database) -> None:
    """What was recorded meanwhile is counted in the next message."""
    far = [(0, 1), (2, 6), (4, 4), (6, 6), (8, 4), (20, 6)]
    _, found, messages = await played(store, far, "up 5% always")
    assert (found, messages) == (["5up at 6", "5up at 6: cooldown", "5up at 6 +1"], 2)


async def test_a_jump(store: Database) -> None:
    """A jump over three levels is one message of three crossings; the other direction is another."""
    _, found, messages = await played(store, [(0, 1), (2, 8)], "up 3%", "up 5%", "up 7%", "moves 6%")
    assert sorted(found) == ["3up at 8", "5up at 8", "6up at 8", "7up at 8"]
    assert messages == 1


async def test_what_lasts_and_what_is_told_once(store: Database) -> None:
    """`for` waits its time over a restart of the watch; `once` is done after its first message, sessions later too."""
    steps = [(0, 1), (2, 6), (4, 6), (6, 6), (8, 6), (10, 1), (12, 6), (1440, 7)]
    _, found, _ = await played(store, steps, "up 5% for 6m", "up 5% once")
    assert found == ["5up at 6", "5up at 6"]
    resumed = await Day(tape([line(minute, baba=change) for minute, change in [(0, 1), (2, 6), (4, 6)]]), store).start()
    assert [alert.done_at is not None for alert in await resumed.book.alerts(TEAM)] == [False, True]


async def test_pending_over_a_restart(store: Database) -> None:
    """A crossing that has to last goes on lasting in the process that comes after."""
    lines = [line(minute, baba=change) for minute, change in [(0, 1), (2, 6), (4, 6), (6, 6)]]
    day = await Day(tape(lines), store).start()
    await day.rules.seed("x", TEAM, CHANNEL, "alibaba up 5% for 4m")
    assert [await day.sweep(number) for number in range(2)] == [[], []]
    after = await Day(tape(lines), store).start()
    assert await after.sweep(2) == []
    again = await Day(tape(lines), store).start()
    assert await again.sweep(3) == ["9988.HK up 5: crossed, and lasted at 6.00"]
