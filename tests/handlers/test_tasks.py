"""Work that goes on after a listener has returned."""

import asyncio

from handlers.tasks import Tasks, ready


async def test_a_stop_waits_for_what_is_under_way() -> None:
    """Work that ends in time is finished before the stop."""
    done: list[int] = []

    async def work() -> None:
        await asyncio.sleep(0)
        done.append(1)

    tasks = Tasks()
    tasks.start(work())
    assert len(tasks) == 1
    assert await tasks.drain(5) == 0
    assert done == [1]
    assert len(tasks) == 0


async def test_a_stop_does_not_wait_for_ever() -> None:
    """Work that does not end is cancelled, and counted."""
    tasks = Tasks()
    task = tasks.start(asyncio.Event().wait())
    assert await tasks.drain(0) == 1
    assert task.cancelled()


async def test_a_stop_with_nothing_to_do_is_quick() -> None:
    """Where nothing runs, nothing is waited for."""
    assert await Tasks().drain(5) == 0


async def test_ready_lets_the_work_go_on() -> None:
    """What is not ready in time is neither stopped nor lost."""
    go = asyncio.Event()
    tasks = Tasks()
    task = tasks.start(go.wait())
    assert not await ready(task, 0)
    go.set()
    assert await ready(task, 5)
    assert task.result() is True
