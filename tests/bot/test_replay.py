"""The replay: the same tape always tells the same, whatever the speed, and after a crash at any point."""

import asyncio
from datetime import timedelta
from random import Random

import pytest

from bot.alerts.alert import Audience
from bot.errors import RequestError, StorageError
from bot.storage.database import Database
from tests.bot.day import CHANNEL, TEAM, TRADER, Day, line, tape, trader

ERROR = '{"at": "2025-07-15T09:53:00+08:00", "error": "rate-limited"}'
# Thresholds flap, a spike stands alone, the source fails once, lunch is long, a last line falls back.
LINES = [
    line(0, 20, baba=5.5, hsi=0.5, tech=1),
    line(4, 60, baba=4.9, hsi=2.1, tech=2),
    line(8, 110, baba=5.2, hsi=1.9, tech=2.6),
    line(12, 150, baba=-3.5, hsi=2.2, tech=2.4),
    line(16, 190, baba=-2, hsi=80, tech=2.6),
    line(20, 240, baba=-3.1, hsi=2.3, tech=2.7),
    ERROR,
    line(24, 251, baba=0, hsi=-2.5, tech=-1),
    line(90, 260, baba=6, hsi=0, tech=3),
    line(94, 255, baba=1, hsi=-2.6, tech=0),
]
RULES = ("turnover above 250bn", "hstech up 2.5%", "hsi moves 2%", "alibaba up 5%", "alibaba down 3%")


async def planted(store: Database) -> Day:
    """Wire a day whose channel and trader have rules."""
    day = await Day(tape(LINES), store).start()
    for rule in RULES:
        await day.rules.seed(rule, TEAM, CHANNEL, rule)
    await day.rules.make(trader, Audience.PERSON, TRADER, "hstech up 2%")
    return day


async def play(day: Day, seconds: float = 30.0) -> Day:
    """Play to the end in equal steps of wall time."""
    await day.replay.begin()
    while not day.replay.over:
        await day.tick(seconds)
    return day


STRAIGHT = [
    "T01:C01MARKETS:4:1:2025-07-15/1:up:5:0 = 5.500 at 2025-07-15 01:30:00.000000",
    "T01:C01MARKETS:3:1:2025-07-15/1:up:2:0 = 2.100 at 2025-07-15 01:34:00.000000",
    "T01:U01TRADER:6:1:2025-07-15/1:up:2:0 = 2.00 at 2025-07-15 01:34:00.000000",
    "T01:C01MARKETS:2:1:2025-07-15/1:up:2.5:0 = 2.600 at 2025-07-15 01:38:00.000000",
    "T01:C01MARKETS:5:1:2025-07-15/1:down:-3:0 = -3.500 at 2025-07-15 01:42:00.000000",
    "T01:C01MARKETS:1:1:2025-07-15/1:up:2.5E+11:0 = 251000000000.0 at 2025-07-15 01:54:00.000000",
    "T01:C01MARKETS:3:1:2025-07-15/1:down:-2:0 = -2.500 at 2025-07-15 01:54:00.000000",
]


async def test_straight(store: Database) -> None:
    """Each threshold is told once a session, at the first sample beyond it; a spike and a failure tell nothing."""
    day = await play(await planted(store))
    assert sorted(await day.told()) == sorted(STRAIGHT)
    assert day.replay.state()["playing"] is False


@pytest.mark.parametrize("speed", ["0.5", "17x", "240", "100000"])
async def test_speed(store: Database, speed: str) -> None:
    """The speed changes nothing of what is told."""
    day = await planted(store)
    await day.replay.set_speed(speed)
    await play(day, seconds=3000 if speed == "0.5" else 7)
    assert sorted(await day.told()) == sorted(STRAIGHT)


class Crash(BaseException):
    """The process is killed."""


class Fuse:
    """Kills the process at the n-th passage of any of the points it is laid at, as `kill -9` would."""

    def __init__(self, day: Day, passages: int) -> None:
        self.left = passages
        log, book = day.replay.log, day.book
        self._lay(log, "save")
        self._lay(book, "record")
        self._lay(book, "standings")

    def _lay(self, owner: object, name: str) -> None:
        original = getattr(owner, name)

        async def burning(*arguments: object) -> object:
            self._burn()
            result = await original(*arguments)
            self._burn()
            return result

        setattr(owner, name, burning)

    def _burn(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Crash


@pytest.mark.parametrize("seed", range(12))
async def test_crashes(store: Database, seed: int) -> None:
    """Killed at any point and started again over the same database, any number of times, it tells the same."""
    chance = Random(seed)  # noqa: S311 - chance with a seed is wanted
    day = await planted(store)
    while not day.replay.over:
        Fuse(day, chance.randrange(2, 40))
        try:
            await day.replay.play()
            while not day.replay.over:
                await day.tick(chance.uniform(0.0, 400.0))
        except Crash:
            day = await Day(tape(LINES), store).start()
    assert sorted(await day.told()) == sorted(STRAIGHT)


async def test_resumes(store: Database) -> None:
    """After a crash it stands at the same line of the same run, at the same speed, and plays on if it was playing."""
    day = await planted(store)
    await day.replay.begin()
    await day.replay.set_speed(120)
    await day.tick(0)
    await day.tick(5)
    after = await Day(tape(LINES), store).start()
    assert after.replay.state() == day.replay.state()
    assert (after.replay.state()["line"], after.replay.state()["playing"]) == (3, True)


async def test_clean_stop(store: Database) -> None:
    """After a proper stop it is the next run, whose crossings are told again, and the old ones are sent no more."""
    day = await play(await planted(store))
    await day.replay.stop()
    again = await Day(tape(LINES), store).start()
    state = again.replay.state()
    assert (state["run"], state["line"], state["begun"], state["over"]) == (2, 0, False, False)
    assert await again.outbox.claim("me", again.wall()) == ()
    await play(again)
    repeated = [each.replace("/1:", "/2:") for each in STRAIGHT]
    assert sorted(await again.told()) == sorted([*STRAIGHT, *repeated])


async def test_stop_before_it_began(store: Database) -> None:
    """A stop before the first line leaves the first run to come."""
    day = await planted(store)
    await day.replay.stop()
    assert (await Day(tape(LINES), store).start()).replay.state()["run"] == 1


async def test_crash_in_second_run(store: Database) -> None:
    """The admission gate remembers nothing of a run that is over, not even across a crash."""
    day = await play(await planted(store))
    await day.replay.again()
    after = await play(await Day(tape(LINES), store).start())
    assert sorted(each for each in await after.told() if "/2:" in each) == sorted(
        each.replace("/1:", "/2:") for each in STRAIGHT
    )


async def test_begins_once(store: Database) -> None:
    """Beginning sweeps the first line at once, and only once."""
    day = await planted(store)
    assert day.replay.state()["line"] == 0
    await asyncio.gather(day.replay.begin(), day.replay.begin())
    assert (day.replay.state()["line"], await day.told()) == (1, STRAIGHT[:1])


async def test_waits_while_paused(store: Database) -> None:
    """Wall time that passes while it is paused counts for nothing."""
    day = await planted(store)
    await day.replay.begin()
    await day.replay.pause()
    await day.tick(1000)
    await day.replay.play()
    await day.tick(3)
    assert day.replay.state()["line"] == 1
    await day.tick(1)
    assert day.replay.state()["line"] == 2


async def test_long_gaps_pass_at_once(store: Database) -> None:
    """A gap of more than ten market minutes takes no time; the lines after it keep their distance."""
    day = await planted(store)
    await day.replay.begin()
    await day.replay.jump("09:54")
    await day.tick(0)
    await day.tick(0.001)
    assert day.replay.at.isoformat() == "2025-07-15T11:00:00+08:00"


async def test_one_advance_at_a_time(store: Database) -> None:
    """A tick that comes while another is at work leaves it alone."""
    day = await planted(store)
    await day.replay.begin()
    await day.tick(0)
    later = day.now[0] + timedelta(seconds=9)
    await asyncio.gather(*(day.replay.advance(later) for _ in range(3)))
    assert day.replay.state()["line"] == 3


async def test_a_step_back_of_the_wall_clock(store: Database) -> None:
    """A wall clock that steps back moves nothing."""
    day = await planted(store)
    await day.replay.begin()
    await day.tick(0)
    await day.tick(-500)
    await day.tick(4)
    assert day.replay.state()["line"] == 2


async def test_jump_forward(store: Database) -> None:
    """A jump forward sweeps every line passed, so that nothing on the way is missed."""
    day = await planted(store)
    await day.replay.jump("2025-07-15T11:04")
    assert (day.replay.over, day.replay.state()["playing"]) == (True, False)
    assert sorted(await day.told()) == sorted(STRAIGHT)


async def test_jump_back(store: Database) -> None:
    """A jump back is a new run, swept from its first line on; a paused replay stays paused."""
    day = await planted(store)
    await day.replay.jump("09:50")
    await day.replay.pause()
    await day.replay.jump("09:34")
    state = day.replay.state()
    assert (state["run"], state["line"], state["playing"]) == (2, 2, False)
    told = [each.split(" = ")[0].rsplit("/")[-1] for each in await day.told()]
    assert told.count("2:up:5:0") == 1


async def test_jump_to_where_it_stands(store: Database) -> None:
    """A jump to the present line changes nothing, not even at the tape's end."""
    day = await play(await planted(store))
    before = day.replay.state()
    await day.replay.jump("11:04")
    assert day.replay.state() == before


async def test_jump_back_from_the_end(store: Database) -> None:
    """A jump back from the tape's end lets it play on."""
    day = await play(await planted(store))
    await day.replay.jump("open")
    assert (day.replay.state()["line"], day.replay.state()["playing"]) == (1, True)


async def test_reset(store: Database) -> None:
    """A reset is a new run that waits for its beginning; `again` begins at once."""
    day = await planted(store)
    await day.replay.begin()
    await day.replay.reset()
    assert (day.replay.state()["run"], day.replay.state()["begun"]) == (2, False)
    await day.tick(0)
    await day.tick(100)
    assert day.replay.state()["line"] == 0
    await day.replay.again()
    assert (day.replay.state()["run"], day.replay.state()["line"]) == (3, 1)


async def test_play_at_the_end(store: Database) -> None:
    """There is nothing to play after the last line."""
    day = await play(await planted(store))
    await day.replay.play()
    await day.tick(100)
    assert day.replay.state()["playing"] is False


@pytest.mark.parametrize("value", ["", "fast", "0", "-1", "nan", "inf", "1e9"])
async def test_speeds_that_are_none(store: Database, value: str) -> None:
    """What is no speed is refused with a sentence."""
    day = await planted(store)
    with pytest.raises(RequestError, match=r"number from 0\.1 to 100,000"):
        await day.replay.set_speed(value)


async def test_a_database_that_fails(store: Database) -> None:
    """A line whose sweep cannot be recorded is played again, to the same end."""
    day = await planted(store)
    await day.replay.begin()
    await day.tick(0)
    record = day.book.record

    async def failing(*_: object) -> object:
        raise StorageError("The database is full.")

    day.book.record = failing  # type: ignore[method-assign,assignment]  # a disk that is full for a while
    with pytest.raises(StorageError):
        await day.tick(60)
    assert day.replay.state()["line"] == 1
    day.book.record = record  # type: ignore[method-assign]  # and has room again
    await play(day)
    assert sorted(await day.told()) == sorted(STRAIGHT)
