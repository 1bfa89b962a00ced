"""Edit what stands there already: each message goes on telling how its figure went, until it is frozen.

An edit is the same however often it is sent, so that a crash around one leaves nothing in doubt. Edits wait for
posts, and several changes between two edits are one.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.book import Delivery
from bot.alerts.living import EVERY, Living, Message
from bot.clock import Clock
from bot.errors import SurgeError
from bot.market.provider import Source
from handlers.cards.alert_post import post
from handlers.cards.living import told
from handlers.delivery import Step, unwatched
from handlers.outcomes import UNEDITABLE, Fate, Outcome, outcome

log = structlog.get_logger()

FINAL = (Fate.TARGET_DEAD, Fate.REFUSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Keeps messages up to date. `clock` is market time, `wall` real time; `every` lies between two edits of one.

    `on_step` hears of every step.
    """

    client: AsyncWebClient
    living: Living
    source: Source
    clock: Clock
    wall: Clock
    every: timedelta = EVERY
    on_step: Callable[[Step, Delivery], None] = unwatched

    async def edit(self) -> int:
        """Edit what has changed; return how many messages were taken up."""
        await self.living.close(self.clock(), self.wall())
        taken = await self.living.claim(self.wall(), self.every)
        await asyncio.gather(*(self._carry(message) for message in taken))
        return len(taken)

    async def _carry(self, message: Message) -> None:
        try:
            await self._edit(message)
        except SurgeError as error:
            log.warning("edit put off", delivery=message.delivery.token, error=error.sentence)

    async def _edit(self, message: Message) -> None:
        """Bring one message up to date, if it says something else by now."""
        now = told(message.delivery, message.notes)
        if now != message.shown:
            self.on_step(Step.EDITING, message.delivery)
            try:
                await self._send(message)
            except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
                await self._failed(message, outcome(error))
                return
            self.on_step(Step.EDITED, message.delivery)
        await self.living.edited(message, now)

    async def _send(self, message: Message) -> None:
        delivery = message.delivery
        card = post(
            delivery,
            self.source,
            now=message.posted_at,
            may_repeat=message.repeated,
            notes=message.notes,
        )
        await self.client.chat_update(
            channel=delivery.channel,
            ts=delivery.ts,
            text=card.text,
            blocks=None if message.plain else list(card.blocks),
        )

    async def _failed(self, message: Message, result: Outcome) -> None:
        """Leave a message that cannot be edited as it stands; try all others again when their time has come."""
        log.info("edit failed", delivery=message.delivery.token, fate=result.fate, error=result.error)
        if result.error in UNEDITABLE or result.fate in FINAL:
            await self.living.freeze(message)
        elif result.pause is not None:
            await self.living.rest(message.delivery.team, self.wall() + timedelta(seconds=result.pause))
