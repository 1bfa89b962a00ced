"""Post what the outbox holds: claim, write down the intent, post, record. Effectively once.

A crash or a lost answer between "posted" and "recorded" leaves a doubtful delivery. It is looked for by its token
before anything is posted again: Slack knows no idempotency key.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.alert import Audience
from bot.alerts.book import Delivery, Outbox, State
from bot.clock import Clock
from bot.errors import SurgeError
from bot.market.provider import Source
from bot.settings import Reconcile
from handlers.cards.alert_post import post
from handlers.outcomes import Fate, Outcome, outcome

log = structlog.get_logger()

EVENT_TYPE = "surge_alert"
SETTLE = timedelta(seconds=15)  # the client's timeout (10 s) and 5 s more: by then Slack has it or never will
WORKSPACE_PAUSE = timedelta(minutes=1)
MAX_REPEATS = 2


class Step(StrEnum):
    """The points between which a crash can fall."""

    CLAIMED = "claimed"
    INTENDED = "intended"
    POSTED = "posted"
    RECORDED = "recorded"


def unwatched(step: Step, delivery: Delivery) -> None:
    """Nobody listens to the steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """Carries deliveries from the outbox to the workspace.

    `client` must not retry by itself (`retry_handlers=[]`): its own retry would post twice. `owner` names this
    process in claims; `wall` is real time; `on_step` hears of every step.
    """

    client: AsyncWebClient
    outbox: Outbox
    source: Source
    reconcile: Reconcile
    owner: str
    wall: Clock
    on_step: Callable[[Step, Delivery], None] = unwatched

    async def deliver(self) -> int:
        """Post all that is due; return how many deliveries were taken up."""
        taken = 0
        while due := await self.outbox.claim(self.owner, self.wall()):
            await asyncio.gather(*(self._carry(delivery) for delivery in due))
            taken += len(due)
        return taken

    async def _carry(self, delivery: Delivery) -> None:
        """Bring one delivery to its end, or to its next try."""
        try:
            await self._attempt(delivery)
        except SurgeError as error:
            log.warning("delivery put off", delivery=delivery.token, error=error.sentence)

    async def _attempt(self, delivery: Delivery) -> None:
        """Clear a doubt first; then write down the intent, and post."""
        self.on_step(Step.CLAIMED, delivery)
        if delivery.state is State.DOUBTFUL and await self._settled(delivery):
            return
        if await self.outbox.intend(delivery, self.wall()):
            self.on_step(Step.INTENDED, delivery)
            await self._post(delivery)

    async def _settled(self, delivery: Delivery) -> bool:
        """Clear a doubt: True where the message was found, cannot be looked for now, or may not be repeated."""
        if self.reconcile is Reconcile.NONE:
            return await self._repeated_enough(delivery)
        try:
            found = await self._find(delivery)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            await self.outbox.doubt(delivery, self.wall() + SETTLE, f"not found out: {outcome(error).error}")
            return True
        if found is None:
            return False
        await self.outbox.sent(delivery, *found, self.wall())
        log.info("delivery found", delivery=delivery.token, ts=found[1])
        return True

    async def _repeated_enough(self, delivery: Delivery) -> bool:
        """Without a way to look, a doubtful message is repeated once (marked), and never again."""
        if delivery.attempts < MAX_REPEATS:
            return False
        await self.outbox.give_up(delivery, f"nobody knows whether it was posted: {delivery.error}")
        return True

    async def _find(self, delivery: Delivery) -> tuple[str, str] | None:
        """Look for the message by its token in the place it went to; return (channel, ts)."""
        channel = await self._channel(delivery)
        since = (delivery.attempted_at or delivery.made_at) - timedelta(minutes=1)
        cursor = ""
        while True:
            page = await self.client.conversations_history(
                channel=channel, oldest=f"{since.timestamp():.6f}", include_all_metadata=True, limit=200, cursor=cursor
            )
            for message in page["messages"]:
                payload = message.get("metadata", {}).get("event_payload", {})
                if payload.get("delivery") == delivery.token:
                    return channel, str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None

    async def _channel(self, delivery: Delivery) -> str:
        """Return the channel's id: a person's is that of their conversation with Surge."""
        if delivery.audience == Audience.CHANNEL:
            return delivery.destination
        opened = await self.client.conversations_open(users=delivery.destination)
        return str(opened["channel"]["id"])

    async def _post(self, delivery: Delivery, *, plain: bool = False) -> None:
        """Post it, and write down what came of it."""
        repeated = delivery.state is State.DOUBTFUL and self.reconcile is Reconcile.NONE
        card = post(delivery, self.source, now=self.wall(), may_repeat=repeated)
        try:
            answer = await self.client.chat_postMessage(
                channel=delivery.destination,
                text=card.text,
                blocks=None if plain else list(card.blocks),
                metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery": delivery.token}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            await self._failed(delivery, outcome(error), plain=plain)
            return
        self.on_step(Step.POSTED, delivery)
        await self.outbox.sent(delivery, str(answer["channel"]), str(answer["ts"]), self.wall())
        self.on_step(Step.RECORDED, delivery)

    async def _failed(self, delivery: Delivery, result: Outcome, *, plain: bool) -> None:
        """Write down a failure in its class."""
        log.warning("delivery failed", delivery=delivery.token, fate=result.fate, error=result.error)
        now = self.wall()
        match result.fate:
            case Fate.NOT_SENT:
                await self.outbox.wait(delivery, self._next_try(delivery, result, now), result.error)
            case Fate.DOUBTFUL:
                await self.outbox.doubt(delivery, now + SETTLE, result.error)
            case Fate.WORKSPACE_DEAD:
                await self.outbox.wait(delivery, now + WORKSPACE_PAUSE, result.error)
            case Fate.REFUSED if not plain:
                await self._post(delivery, plain=True)
            case Fate.REFUSED | Fate.TARGET_DEAD:
                await self.outbox.give_up(delivery, result.error)

    @staticmethod
    def _next_try(delivery: Delivery, result: Outcome, now: datetime) -> datetime:
        """Wait as long as was asked for, else longer with each attempt: 1, 2, 4 … 32 s."""
        seconds = result.pause if result.pause is not None else 2.0 ** min(delivery.attempts, 5)
        return now + timedelta(seconds=seconds)
