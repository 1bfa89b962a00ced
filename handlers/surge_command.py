"""/surge …: the one slash command. What is ready in a moment rides on the acknowledgement; the rest follows."""

from collections.abc import Awaitable, Mapping
from time import perf_counter
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.words.reader import ENGLISH, Reader
from handlers.cards.card import Card
from handlers.cards.finish import finish
from handlers.cards.parts import card, context
from handlers.command import Command, Request
from handlers.dispatch import answer, find
from handlers.latencies import Latencies
from handlers.readers import reader_now
from handlers.recent import Moment
from handlers.replies import Respond, payload, tell
from handlers.services import Services
from handlers.tasks import ready
from handlers.typed import clean

# Slack shows an error after 3 s; what is not there after half of that comes by the response_url.
PATIENCE = 1.5
STARTED = card(context("Working on it…"), figures=False)


async def handle(  # noqa: PLR0913 - Bolt gives them one by one
    ack: AsyncAck,
    respond: Respond,
    command: Mapping[str, Any],
    client: AsyncWebClient,
    services: Services,
    *,
    patience: float = PATIENCE,
) -> BoltResponse | None:
    """Answer the person alone, within `patience` seconds or as soon as it is known.

    Returns the whole response where that is known already.
    """
    typed, begun = command.get("text", ""), Moment.of(services.surge)
    request = _request(command, client, services)
    asked = find(request.words)[0]
    reader = _reader(request, asked, services)
    if reader and (known := services.recent.get(typed, begun, reader)) is not None:
        services.latencies.add(0.0)
        return BoltResponse(status=200, body=known)
    task = services.tasks.start(_timed(answer(request, services.surge), services.latencies))
    if await ready(task, patience):
        made = payload(task.result())
        if asked.shared and (reader := _reader(request, asked, services)):
            body = BoltResponse(status=200, body=made).body
            services.recent.keep(typed, begun, Moment.of(services.surge), body, reader)
        await ack(**made)
        return None
    await ack(**payload(finish(STARTED, services.surge.desk.source)))
    services.tasks.start(follow(task, respond))
    return None


def _reader(request: Request, asked: Command, services: Services) -> Reader | None:
    """Return who reads the answer, as far as that is known without waiting; most commands need not know."""
    return reader_now(request, services.surge) if asked.spoken else ENGLISH


async def _timed(work: Awaitable[Card], latencies: Latencies) -> Card:
    begun = perf_counter()
    try:
        return await work
    finally:
        latencies.add(perf_counter() - begun)


async def follow(task: Awaitable[Card], respond: Respond) -> None:
    """Send the card when it is there."""
    await tell(respond, await task)


def _request(command: Mapping[str, Any], client: AsyncWebClient, services: Services) -> Request:
    team, user = command.get("team_id", ""), command["user_id"]
    return Request(
        team=team,
        user=user,
        channel=command["channel_id"],
        words=clean(command.get("text", "")),
        actor=services.people.asker(client, team, user, command["channel_id"]),
        person=services.people.finder(client, team, command["channel_id"]),
    )
