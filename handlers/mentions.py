"""@Surge … in channels and threads, and direct messages: the same words, the same commands, answered where asked."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from handlers.command import Door, Request
from handlers.dispatch import answer
from handlers.once import Once
from handlers.replies import say
from handlers.services import Services
from handlers.typed import addressed

REPEATED = timedelta(hours=1)  # Slack sends an event again where it doubts that it arrived, the last time after 5 min
PATIENCE = 15.0  # seconds; the event is acknowledged already, and an answer said twice cannot be taken back


def register(app: AsyncApp, services: Services) -> None:
    """Listen to mentions and to direct messages."""
    once = Once(services.surge.receipts, services.surge.wall, REPEATED, PATIENCE)

    async def listener(body: Mapping[str, Any], event: Mapping[str, Any], client: AsyncWebClient) -> None:
        if meant(event):
            services.tasks.start(hear(body, event, client))

    async def hear(body: Mapping[str, Any], event: Mapping[str, Any], client: AsyncWebClient) -> None:
        if await once.first(body.get("event_id", "")):
            await reply(body, event, client, services)

    app.event("app_mention")(listener)
    app.event("message")(listener)


def meant(event: Mapping[str, Any]) -> bool:
    """Whether somebody said this to Surge: no robot, no edit, and no talk of others in a channel."""
    if event.get("bot_id") or event.get("subtype") or event.get("edited") or not event.get("user"):
        return False
    return event.get("type") == "app_mention" or event.get("channel_type") == "im"


async def reply(body: Mapping[str, Any], event: Mapping[str, Any], client: AsyncWebClient, services: Services) -> None:
    """Answer in the thread of the mention, or in the direct message."""
    request = _request(body, event, client, services)
    card = await answer(request, services.surge)
    thread = event.get("thread_ts") or (event["ts"] if request.door is Door.MENTION else None)
    await say(client, request.channel, card, thread)


def _request(body: Mapping[str, Any], event: Mapping[str, Any], client: AsyncWebClient, services: Services) -> Request:
    team = body.get("team_id") or event.get("team") or ""
    return Request(
        team=team,
        user=event["user"],
        channel=event["channel"],
        words=addressed(event.get("text") or ""),
        actor=services.people.asker(client, team, event["user"], event["channel"]),
        person=services.people.finder(client, team, event["channel"]),
        door=Door.MENTION if event["type"] == "app_mention" else Door.DIRECT,
    )
