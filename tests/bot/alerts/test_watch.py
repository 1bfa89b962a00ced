"""One sweep: a single poll, every alert with a new sample judged, all of it recorded at once."""

from collections.abc import Collection, Sequence
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.alerts.alert import Audience
from bot.alerts.book import Event, State, Sweep
from bot.errors import StorageError, Unreachable
from bot.market.instruments import named
from bot.market.provider import Answer
from bot.market.turnover import TurnoverHistory
from bot.storage.database import Database
from tests.bot.day import CHANNEL, TEAM, TRADER, Day, database, line, tape, trader, twenty_days

ERROR = '{"at": "2025-07-15T09:32:00+08:00", "error": "rate-limited"}'


async def watched(store: Database, lines: Sequence[str], *rules: str, **more: object) -> Day:
    """Wire a day whose channel has these rules."""
    day = await Day(tape(lines, **more), store).start()  # type: ignore[arg-type]  # the earlier days
    for rule in rules:
        await day.rules.seed(rule, TEAM, CHANNEL, rule)
    return day


async def told(day: Day) -> list[list[str]]:
    """Sweep every line; return what rang at each."""
    return [await day.sweep(number) for number in range(day.provider.lines)]


async def test_crossings(store: Database) -> None:
    """Each line is judged against the one before it, each alert by itself."""
    lines = [line(0, 200, baba=1), line(2, 249, baba=5), line(4, 250, baba=6)]
    day = await watched(store, lines, "alibaba up 5%", "turnover above 250bn", "alibaba down 5%")
    assert await told(day) == [
        [],
        ["9988.HK up 5: crossed at 5.00"],
        ["turnover:market up 250000000000: crossed at 250000000000.0"],
    ]


async def test_a_gap_open(store: Database) -> None:
    """A first sample beyond the level fires, marked as a gap, in both directions of `moves`."""
    day = await watched(store, [line(0, baba=-12, tech=3)], "alibaba moves 5%", "hstech moves 2.5%")
    assert sorted(*await told(day)) == ["9988.HK down -5: gapped at -12.00", "HSTECH.HK up 2.5: gapped at 3.00"]


async def test_missing_data(store: Database) -> None:
    """A source that fails, or leaves a symbol out, makes nothing ring and is told by the watch's health."""
    day = await watched(store, [line(0, baba=1), ERROR, line(4, hsi=1), line(6, baba=6)], "alibaba up 5%")
    assert await day.sweep(0) == []
    assert await day.sweep(1) == []
    assert "pause" in day.watch.health.trouble
    assert await day.sweep(2) == []
    assert day.watch.health.trouble == ""
    assert await day.sweep(3) == ["9988.HK up 5: crossed while nobody looked at 6.00"]


async def test_health(store: Database) -> None:
    """The watch says when it last swept, in both times, and what was refused."""
    day = await watched(store, [line(0, baba=1), line(2, baba=80), line(4, baba=1)], "alibaba up 5%")
    assert day.watch.health.swept_at is None
    assert await told(day) == [[], [], []]
    health = day.watch.health
    assert (health.swept_at, health.market_time) == (day.wall(), day.clock())
    assert health.refused == {"in quarantine": 1}


async def test_the_same_line_twice(store: Database) -> None:
    """Sweeping the same line again rings nothing, not even after a restart."""
    day = await watched(store, [line(0, baba=1), line(2, baba=6)], "alibaba up 5%")
    await told(day)
    assert await day.sweep(1) == []
    assert await (await Day(day.tape, store).start()).sweep(1) == []


async def test_a_restart_between_two_samples(store: Database) -> None:
    """Below before a restart and above after it fires once, marked as crossed between the two times."""
    day = await watched(store, [line(0, baba=1), line(9, baba=6)], "alibaba up 5%")
    await day.sweep(0)
    after = await Day(day.tape, store).start()
    after.provider.move_to(1)
    (event,) = await after.watch.sweep()
    assert event.reason == "crossed while nobody looked"
    assert event.before is not None
    assert (event.before.time, event.sample.time) == (day.tape.lines[0].at, day.tape.lines[1].at)


async def test_a_sample_somebody_else_fetched(store: Database) -> None:
    """What a command has polled meanwhile is judged by the next sweep."""
    day = await watched(store, [line(0, baba=1), line(2, baba=6)], "alibaba up 5%")
    await day.sweep(0)
    day.provider.move_to(1)
    await day.desk.poll({"9988.HK"})
    assert await day.sweep(1) == ["9988.HK up 5: crossed at 6.00"]


async def test_one_poll(store: Database) -> None:
    """A sweep asks the source once, for all that is watched, wanted or said beside it."""
    asked: list[set[str]] = []
    day = await watched(store, [line(0, baba=1)], "alibaba up 5%", "turnover above 250bn", "BABA up 5%")
    answer = day.provider.poll

    async def listening(symbols: Collection[str]) -> Answer:
        asked.append(set(symbols))
        return await answer(symbols)

    day.provider.poll = listening  # type: ignore[method-assign]  # an ear at the line
    await day.desk.quotes([named("0700.HK")])
    asked.clear()
    await day.sweep(0)
    assert asked == [{"9988.HK", "BABA", "0700.HK", "^HSI", "HSTECH.HK"}]


async def test_a_multiple_of_the_mean(store: Database) -> None:
    """A multiple is measured against the mean of the 20 days before; without them it waits."""
    lines = [line(0, 200), line(2, 239), line(4, 240)]
    day = await watched(store, lines, "turnover above 1.2x", days=twenty_days(200))
    assert await told(day) == [[], [], ["turnover:market up 240000000000: crossed at 240000000000.0"]]


@pytest.mark.parametrize("days", [twenty_days(200)[1:], []])
async def test_no_mean(store: Database, days: list[tuple[str, float]]) -> None:
    """Without 20 days of history a multiple never fires."""
    day = await watched(store, [line(0, 100), line(2, 400)], "turnover above 1.2x", days=days)
    assert await told(day) == [[], []]


async def test_a_history_that_cannot_be_had(store: Database) -> None:
    """A source that does not give its history makes multiples wait, and nothing else."""
    day = await watched(store, [line(0, 100), line(2, 400)], "turnover above 1.2x", "turnover above 250bn")

    async def silent(*_: object) -> TurnoverHistory:
        raise Unreachable("No answer.")

    day.provider.turnovers = silent  # type: ignore[method-assign,assignment]  # a source that is down
    assert await told(day) == [[], ["turnover:market up 250000000000: crossed at 400000000000.0"]]


async def test_scopes_are_never_mixed(store: Database) -> None:
    """A rule on another scope than the source's is never judged."""
    day = await watched(store, [line(0, 100), line(2, 400)], "turnover above 250bn estimate")
    assert await told(day) == [[], []]


async def test_facts(store: Database) -> None:
    """An event keeps the figures that stood beside it: its price, and the indices' moves of the session."""
    day = await watched(store, [line(0, 100, baba=1, hsi=1), line(2, 300, baba=6, hsi=1.5, tech=2)], "alibaba up 5%")
    await day.rules.seed("t", TEAM, CHANNEL, "turnover above 250bn")
    await day.rules.seed("h", TEAM, CHANNEL, "hsi up 1.5%")
    await day.sweep(0)
    day.provider.move_to(1)
    events = {event.sample.target: event.facts for event in await day.watch.sweep()}
    indices = {"^HSI": Decimal("1.5"), "HSTECH.HK": Decimal(2)}
    assert events["9988.HK"] == {**indices, "price": Decimal(106)}
    assert events["turnover:market"] == indices
    assert events["^HSI"] == {"HSTECH.HK": Decimal(2), "price": Decimal("101.5")}


async def test_no_facts_of_another_session(store: Database) -> None:
    """Beside a New York share's move stand no figures of Hong Kong's."""
    evening = 13 * 60
    day = await watched(store, [line(0, hsi=1), line(evening, BABA=1), line(evening + 2, BABA=6)], "BABA up 5%")
    await day.sweep(0)
    await day.sweep(1)
    day.provider.move_to(2)
    (event,) = await day.watch.sweep()
    assert event.facts == {"price": Decimal(106)}


async def test_what_cannot_be_recorded(store: Database) -> None:
    """A sweep that could not be recorded is judged again by the next, and loses nothing."""
    day = await watched(store, [line(0, baba=1), line(2, baba=6)], "alibaba up 5%")
    await day.sweep(0)
    record = day.book.record

    async def failing(sweep: Sweep, now: object) -> Sequence[Event]:  # noqa: ARG001 - the book's signature
        raise StorageError("The database is full.")

    day.book.record = failing  # type: ignore[method-assign]  # a disk that is full for a while
    with pytest.raises(StorageError):
        await day.sweep(1)
    day.book.record = record  # type: ignore[method-assign]  # and has room again
    assert await day.sweep(1) == ["9988.HK up 5: crossed at 6.00"]
    assert {each.target: each.value for each in await day.book.admitted()}["9988.HK"] == 106


async def test_several_for_one_person(store: Database) -> None:
    """All that rings for one person in one sweep is one message."""
    day = await watched(store, [line(0, baba=1, hsi=1), line(2, baba=6, hsi=3)])
    for rule in ("alibaba up 5%", "hsi up 2%", "alibaba up 3%"):
        await day.rules.make(trader, Audience.PERSON, TRADER, rule)
    await told(day)
    assert await day.outbox.counts() == {State.WAITING: 1}
    (delivery,) = await day.outbox.claim("me", day.wall())
    assert len(delivery.events) == 3


async def test_nothing_to_watch(store: Database) -> None:
    """Without alerts a sweep still keeps what the admission gate remembers."""
    day = await watched(store, [line(0, baba=1)])
    assert await told(day) == [[]]
    assert [each.target for each in await day.book.admitted()] == ["9988.HK"]
    assert await day.sweep(0) == []


RULES = ("alibaba up 5%", "alibaba down 5%", "hsi moves 2%", "turnover above 100bn", "hstech up 2.5%")
STEPS = st.lists(
    st.tuples(st.integers(-8, 8), st.integers(-4, 4), st.integers(-4, 4), st.integers(1, 20)), min_size=1, max_size=8
)


@settings(deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, order=st.permutations(RULES))
async def test_the_order_of_alerts_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, int, int]], order: list[str]
) -> None:
    """Whatever the market does, the same alerts ring at the same lines, in whatever order they were made."""
    lines = [line(2 * n, 10 * each[3], baba=each[0], hsi=each[1], tech=each[2]) for n, each in enumerate(steps)]
    rung = []
    for rules in (RULES, order):
        store = await database(tmp_path_factory.mktemp("order"))
        rung.append([sorted(at) for at in await told(await watched(store, lines, *rules))])
        await store.close()
    assert rung[0] == rung[1]
