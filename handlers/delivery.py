"""Post what the outbox holds: claim, write down the intent, post, record. Effectively once.

A crash or a lost answer between "posted" and "recorded" leaves a doubtful delivery. It is looked for by its token
before anything is posted again: Slack knows no idempotency key.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.book import SETTLE, Delivery, Outbox, Posted, State
from bot.clock import Clock
from bot.errors import SurgeError
from bot.market.provider import Source
from bot.settings import Reconcile
from handlers.cards.alert_post import post
from handlers.cards.living import told
from handlers.finding import Unsearchable, find
from handlers.outcomes import Fate, Outcome, outcome

log = structlog.get_logger()

EVENT_TYPE = "surge_alert"
# Under way at a time (three times what the HTTP session has connections, so that none of those waits for the database,
# and none of these for a connection as long as its timeout); claimed in one go at least, but for the last ones; and how
# long one look lasts, in seconds.
ROOM, BATCH, BREATH = 300, 100, 0.1
MAX_DOUBTS = 2  # the first attempt, and one repeat


class Step(StrEnum):
    """The points between which a crash can fall."""

    CLAIMED = "claimed"
    INTENDED = "intended"
    POSTED = "posted"
    RECORDED = "recorded"
    EDITING = "editing"
    EDITED = "edited"


class Doubt(StrEnum):
    """What is left of the doubt whether a message was posted."""

    NONE = "surely not posted"
    OPEN = "nobody can tell"
    CLEARED = "nothing to be posted now"


def unwatched(step: Step, delivery: Delivery) -> None:
    """Nobody listens to the steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """Carries deliveries from the outbox to the workspace.

    `client` must not retry by itself (`retry_handlers=[]`): its own retry would post twice. `owner` names this
    process in claims; `wall` is real time. `on_refused` hears which workspace refuses Surge, and why;
    `on_step` of every step.
    """

    client: AsyncWebClient
    outbox: Outbox
    source: Source
    reconcile: Reconcile
    owner: str
    wall: Clock
    on_refused: Callable[[str, str], Awaitable[None]]
    on_step: Callable[[Step, Delivery], None] = unwatched

    async def deliver(self) -> int:
        """Post all that is due; return how many deliveries were taken up.

        Who waits long for an answer keeps nobody else waiting: more is claimed as soon as there is room.
        """
        taken, under_way = 0, list[asyncio.Task[None]]()
        try:
            while True:
                room = ROOM - len(under_way)
                due = await self.outbox.claim(self.owner, self.wall(), room) if room >= BATCH else ()
                under_way += [asyncio.create_task(self._carry(delivery)) for delivery in due]
                taken += len(due)
                if not under_way:
                    return taken
                await asyncio.wait(under_way[:BATCH], timeout=BREATH)
                under_way = [task for task in under_way if not task.done()]
        finally:
            for task in under_way:
                task.cancel()

    async def _carry(self, delivery: Delivery) -> None:
        """Bring one delivery to its end, or to its next try."""
        try:
            await self._attempt(delivery)
        except SurgeError as error:
            log.warning("delivery put off", delivery=delivery.token, error=error.sentence)

    async def _attempt(self, delivery: Delivery) -> None:
        """Clear a doubt first; then write down the intent, and post."""
        self.on_step(Step.CLAIMED, delivery)
        doubt = await self._doubt(delivery)
        if doubt is Doubt.CLEARED:
            return
        if doubt is Doubt.NONE:
            delivery = replace(delivery, doubts=0)
        if await self.outbox.intend(delivery, self.wall()):
            self.on_step(Step.INTENDED, delivery)
            await self._post(delivery, repeated=doubt is Doubt.OPEN)

    async def _doubt(self, delivery: Delivery) -> Doubt:
        """Say what is left of the doubt whether the message was posted."""
        if delivery.state is not State.DOUBTFUL:
            # An earlier attempt may be in doubt even if the last one surely was not sent.
            return Doubt.OPEN if delivery.doubts else Doubt.NONE
        if self.reconcile is Reconcile.NONE:
            return await self._left_open(delivery)
        try:
            # As it was rendered then: that is what stands there.
            sent = post(delivery, self.source, now=delivery.attempted_at or delivery.made_at, may_repeat=False)
            found = await find(self.client, delivery, sent.text)
        except Unsearchable as error:
            log.warning("cannot look for a message", delivery=delivery.token, error=str(error))
            return await self._left_open(delivery)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            await self.outbox.doubt(delivery, self.wall() + SETTLE, f"not found out: {outcome(error).error}")
            return Doubt.CLEARED
        if found is None:
            return Doubt.NONE
        await self.outbox.sent(delivery, *found, self.wall())
        log.info("delivery found", delivery=delivery.token, ts=found[1])
        return Doubt.CLEARED

    async def _left_open(self, delivery: Delivery) -> Doubt:
        """Without a way to look, a doubtful message is repeated once (marked), and never again."""
        if delivery.doubts >= MAX_DOUBTS:
            await self.outbox.give_up(delivery, f"nobody knows whether it was posted: {delivery.error}")
            return Doubt.CLEARED
        if await self._answers():
            return Doubt.OPEN
        await self.outbox.doubt(delivery, self.wall() + SETTLE, delivery.error)
        return Doubt.CLEARED

    async def _answers(self) -> bool:
        """Whether Slack is there at all: the only repeat is not spent on an outage."""
        try:
            await self.client.auth_test()
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            return outcome(error).fate is Fate.WORKSPACE_DEAD
        return True

    async def _post(self, delivery: Delivery, *, repeated: bool, plain: bool = False) -> None:
        """Post it, and write down what came of it; `repeated` marks it as a possible repeat."""
        now = self.wall()
        card = post(delivery, self.source, now=now, may_repeat=repeated)
        try:
            answer = await self.client.chat_postMessage(
                channel=delivery.destination,
                thread_ts=delivery.thread or None,
                reply_broadcast=True if delivery.thread and delivery.broadcast else None,
                text=card.text,
                blocks=None if plain else list(card.blocks),
                metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery": delivery.token}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            await self._failed(delivery, outcome(error), repeated=repeated, plain=plain)
            return
        self.on_step(Step.POSTED, delivery)
        channel = str(answer.get("channel") or delivery.destination)
        how = Posted(repeated, plain, told(delivery))
        await self.outbox.sent(delivery, channel, str(answer.get("ts") or ""), now, how)
        self.on_step(Step.RECORDED, delivery)

    async def _failed(self, delivery: Delivery, result: Outcome, *, repeated: bool, plain: bool) -> None:
        """Write down a failure in its class."""
        log.warning("delivery failed", delivery=delivery.token, fate=result.fate, error=result.error)
        now = self.wall()
        match result.fate:
            case Fate.NOT_SENT:
                await self.outbox.wait(delivery, self._next_try(delivery, result, now), result.error)
            case Fate.DOUBTFUL:
                await self.outbox.doubt(delivery, now + SETTLE, result.error)
            case Fate.WORKSPACE_DEAD:
                await self.outbox.wait(delivery, now, result.error)
                await self.on_refused(delivery.team, result.error)
            case Fate.TARGET_DEAD:
                await self.outbox.bury(delivery, result.error, now)
            case Fate.REFUSED if not plain:
                await self._post(delivery, repeated=repeated, plain=True)
            case Fate.REFUSED:
                await self.outbox.give_up(delivery, result.error)

    @staticmethod
    def _next_try(delivery: Delivery, result: Outcome, now: datetime) -> datetime:
        """Wait as long as was asked for, else longer with each attempt: 1, 2, 4 … 32 s."""
        seconds = result.pause if result.pause is not None else 2.0 ** min(delivery.attempts, 5)
        return now + timedelta(seconds=seconds)
