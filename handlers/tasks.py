"""Work that goes on after a listener has returned: kept hold of, so that a stop can wait for it."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class Tasks:
    """The tasks under way."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._running)

    def start(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        """Start `work` and keep hold of it: the event loop itself would let it be collected."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def drain(self, patience: float) -> int:
        """Wait up to `patience` seconds for all that runs; cancel the rest and return how many that were."""
        if not self._running:
            return 0
        _, late = await asyncio.wait(set(self._running), timeout=patience)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)


async def ready(task: asyncio.Task[Result], patience: float) -> bool:
    """Wait up to `patience` seconds for `task`, which goes on if it is not done by then."""
    done, _ = await asyncio.wait({task}, timeout=patience)
    return bool(done)
