"""The schedule: turns one at a time, errors that end a turn only, and a watchdog for a clock that steps back."""

import asyncio

from bot.errors import StorageError
from handlers.schedule import Job, Schedule


async def until(condition: asyncio.Event) -> None:
    """Wait for `condition`, not for ever."""
    await asyncio.wait_for(condition.wait(), 10)


async def test_a_failing_job_gets_its_next_turn() -> None:
    """Neither an error of ours nor any other ends a job."""
    turns: list[int] = []
    enough = asyncio.Event()

    async def work() -> None:
        turns.append(len(turns))
        if len(turns) == 1:
            raise StorageError("The database is away.")
        if len(turns) == 2:
            raise RuntimeError("a bug")
        enough.set()

    schedule = Schedule([Job("work", 0.02, work)])
    schedule.start()
    await until(enough)
    assert schedule.running
    await schedule.stop()
    assert not schedule.running


async def test_turns_of_one_job_never_overlap() -> None:
    """A turn that takes longer than its interval holds the next one back."""
    at_once, most, turns = 0, 0, 0
    enough = asyncio.Event()

    async def work() -> None:
        nonlocal at_once, most, turns
        at_once += 1
        most, turns = max(most, at_once), turns + 1
        await asyncio.sleep(0.05)
        at_once -= 1
        if turns == 3:
            enough.set()

    schedule = Schedule([Job("slow", 0.01, work)])
    schedule.start()
    await until(enough)
    await schedule.stop()
    assert most == 1


async def test_stopping_lets_a_turn_finish() -> None:
    """What runs when the stop comes is finished first."""
    begun, finished = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await asyncio.sleep(0.1)
        finished.set()

    schedule = Schedule([Job("work", 60, work)])
    schedule.start()
    await until(begun)
    await schedule.stop()
    assert finished.is_set()


async def test_stopping_has_an_end() -> None:
    """A turn that hangs is cut short when patience ends."""
    begun = asyncio.Event()

    async def hang() -> None:
        begun.set()
        await asyncio.Event().wait()

    schedule = Schedule([Job("hang", 60, hang)])
    schedule.start()
    await until(begun)
    await asyncio.wait_for(schedule.stop(patience=0.05), 5)


async def test_a_job_that_misses_its_turn_is_late_and_set_going_again() -> None:
    """By monotonic time a job without a beat is late, and its next turn is brought forward."""
    now = 0.0
    turns = asyncio.Semaphore(0)

    async def work() -> None:
        turns.release()

    schedule = Schedule([Job("hourly", 3600, work)], monotonic=lambda: now)
    schedule.start()
    await asyncio.wait_for(turns.acquire(), 5)
    assert schedule.late() == ()
    now = 4 * 3600.0
    assert schedule.late() == ("hourly",)
    await asyncio.wait_for(turns.acquire(), 5)
    await asyncio.sleep(0)
    await schedule.stop()


async def test_what_was_never_started_can_be_stopped() -> None:
    """A start that failed half-way stops like any other."""
    schedule = Schedule([])
    await schedule.stop()
    assert not schedule.running
