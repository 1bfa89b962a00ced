"""Asking a vendor with manners: counted in the one hour of all sources, and left alone after a failure."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TypeVar

import structlog

from bot.errors import ProviderError, RateLimited, StorageError
from bot.market.manners import Manners
from bot.market.tally.source import TurnoverSource
from bot.market.turnover import Turnover

log = structlog.get_logger()

Made = TypeVar("Made")


async def politely(manners: Manners, ask: Callable[[], Awaitable[Made]], requests: int = 1) -> Made:
    """Do what asks a vendor, if now is the time; after a failure it is no time for 15 minutes and more.

    Raises ProviderError.
    """
    try:
        await manners.recall()
    except StorageError as error:
        log.warning("earlier requests not known", error=error.sentence)
    if manners.wait(urgent=True) > 0:
        raise RateLimited("Surge has asked for figures as often as it may for now.")
    manners.count(requests)
    try:
        made = await ask()
    except ProviderError as error:
        manners.refused(error.sentence.rstrip("."))
        raise
    else:
        manners.answered()
        return made
    finally:
        await _keep(manners)


class Vendors:
    """The vendors in their order: who has it first. `troubles` says by name what is wrong with whom."""

    def __init__(self, vendors: Sequence[tuple[TurnoverSource, Manners]]) -> None:
        self._vendors = vendors
        self.troubles: dict[str, str] = {}

    async def ask(self, now: datetime) -> Turnover | None:
        """Return the first figure that one of them has; None where none has. Raises nothing."""
        for source, manners in self._vendors:
            try:
                found = await politely(manners, partial(source.fetch, now))
            except ProviderError as error:
                self._note(source.name, error)
            else:
                self.troubles.pop(source.name, None)
                return found
        return None

    def _note(self, name: str, error: ProviderError) -> None:
        """Remember the cause; that it is left alone meanwhile is no new one."""
        if isinstance(error, RateLimited) and name in self.troubles:
            return
        self.troubles[name] = error.sentence
        log.warning("no turnover", source=name, error=error.sentence)


async def _keep(manners: Manners) -> None:
    try:
        await manners.keep()
    except StorageError as error:
        log.warning("requests not kept", error=error.sentence)
