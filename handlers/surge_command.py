"""/surge …: the one slash command. What is ready in a moment rides on the acknowledgement; the rest follows."""

from collections.abc import Awaitable, Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from handlers.cards.card import Card
from handlers.cards.finish import finish
from handlers.cards.parts import card, context
from handlers.command import Request
from handlers.dispatch import answer
from handlers.services import Services
from handlers.tasks import ready
from handlers.trouble import TROUBLE
from handlers.typed import clean

# Slack shows an error after 3 s; what is not there after half of that comes by the response_url.
PATIENCE = 1.5
OK = 200
STARTED = card(context("Working on it…"), figures=False)
log = structlog.get_logger(__name__)


async def handle(
    ack: AsyncAck, respond: AsyncRespond, command: Mapping[str, Any], client: AsyncWebClient, services: Services
) -> None:
    """Answer the person alone, within `PATIENCE` or as soon as it is known."""
    task = services.tasks.start(answer(_request(command, client, services), services.surge))
    if await ready(task, PATIENCE):
        await ack(**payload(task.result()))
        return
    await ack(**payload(finish(STARTED, services.surge.desk.source)))
    services.tasks.start(follow(task, respond))


async def follow(task: Awaitable[Card], respond: AsyncRespond) -> None:
    """Send the card when it is there."""
    await tell(respond, await task)


async def tell(respond: AsyncRespond, reply: Card, *, replace: bool = False) -> None:
    """Send a card by the response_url, to the person alone; `replace` puts it in place of what they pressed."""
    try:
        answered = await respond(**payload(reply), replace_original=replace)
    except TROUBLE as error:
        log.warning("reply lost", cause=type(error).__name__)
        return
    if answered.status_code != OK:
        log.warning("reply refused", status=answered.status_code, body=answered.body)


def payload(reply: Card) -> dict[str, Any]:
    """Return a card as Slack takes it for the person alone."""
    return {"text": reply.text, "blocks": list(reply.blocks), "response_type": "ephemeral"}


def _request(command: Mapping[str, Any], client: AsyncWebClient, services: Services) -> Request:
    team, user = command.get("team_id", ""), command["user_id"]
    return Request(
        team=team,
        user=user,
        channel=command["channel_id"],
        words=clean(command.get("text", "")),
        actor=services.people.asker(client, team, user),
    )
