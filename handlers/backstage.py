"""A line for a process that nobody talks to: it knows for whom it works, and hears nothing."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from handlers.connection import LONGEST_PAUSE, Trouble, refuse_bad_tokens
from handlers.identity import Identity

log = structlog.get_logger()

OnKnown = Callable[[], Awaitable[None]]


class Backstage:
    """Is `connected` once the workspace has told who Surge is there."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self.connected = False

    async def run(self, on_known: OnKnown) -> None:
        """Get to know the workspace; then be there until cancelled."""
        await introduced(self._identity, on_known)
        self.connected = True
        log.info("connected")
        await asyncio.Event().wait()

    async def close(self) -> None:
        """Be there no more."""
        self.connected = False


async def introduced(identity: Identity, on_known: OnKnown) -> None:
    """Ask who we are until the workspace tells, pausing 1 to 30 s. Raises ConfigurationError: the token is refused."""
    pause = 1.0
    while True:
        try:
            await identity.ask()
            await on_known()
        except Trouble as error:
            refuse_bad_tokens(error)
            log.warning("workspace not reached", error=type(error).__name__, retry_in=pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return
