"""What comes twice has one effect: Slack repeats an event it doubts, and a signed request can be sent again."""

import asyncio
from collections import OrderedDict
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.errors import StorageError
from bot.receipts import Receipts

MOST = 10_000
PATIENCE = 2.0  # Slack shows an error after 3 s
log = structlog.get_logger(__name__)


class Once:
    """Knows what came within `keep`: by memory at once, and by the receipts after a restart and in other processes.

    `patience` is in seconds: how long the one who sent it can be kept waiting for the receipts.
    """

    def __init__(self, receipts: Receipts, wall: Clock, keep: timedelta, patience: float = PATIENCE) -> None:
        self._receipts = receipts
        self._wall = wall
        self._keep = keep
        self._patience = patience
        self._latest: OrderedDict[str, None] = OrderedDict()

    async def first(self, key: str) -> bool:
        """Whether `key` comes for the first time; "" always does. Where no receipt can be had, memory decides."""
        if not key:
            return True
        if key in self._latest:
            return False
        self._latest[key] = None
        if len(self._latest) > MOST:
            self._latest.popitem(last=False)
        return await self._received(key)

    async def _received(self, key: str) -> bool:
        try:
            async with asyncio.timeout(self._patience):
                return await self._receipts.first(key, self._wall(), self._keep)
        except (StorageError, TimeoutError) as error:
            log.warning("not looked up whether it came before", cause=type(error).__name__)
            return True
