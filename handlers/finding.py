"""Look for a message whose fate nobody knows, where it would stand if it was posted."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.alert import Audience
from bot.alerts.book import Delivery

BEFORE = timedelta(minutes=1)
MOVING = "\nNow: "
# docs.slack.dev/reference/methods/conversations.history: asking again will not help
NO_WAY = frozenset(
    {
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "method_not_supported_for_channel_type",
        "unknown_method",
    }
)


class Unsearchable(Exception):
    """Nobody lets Surge look there; the message names the error."""


async def find(client: AsyncWebClient, delivery: Delivery, text: str) -> tuple[str, str] | None:
    """Return (channel, ts) of the message with the delivery's token; None where there is none.

    Where messages come without metadata, `text`, which holds the alert's number and time, tells it. Raises
    Unsearchable, and what the client raises.
    """
    try:
        channel = await _channel(client, delivery)
        async for message in _history(client, channel, delivery):
            if _is(message, delivery.token, text):
                return channel, str(message.get("ts") or "")
    except SlackApiError as error:
        data = getattr(error.response, "data", None)
        name = str(data.get("error") or "") if isinstance(data, dict) else ""
        if name in NO_WAY:
            raise Unsearchable(name) from error
        raise
    return None


def _is(message: Mapping[str, Any], token: str, text: str) -> bool:
    metadata = message.get("metadata")
    if not isinstance(metadata, dict):
        # Its Now line may have moved on since.
        return str(message.get("text")).partition(MOVING)[0] == text.partition(MOVING)[0]
    return bool((metadata.get("event_payload") or {}).get("delivery") == token)


async def _channel(client: AsyncWebClient, delivery: Delivery) -> str:
    """Return the channel's id: a person's is that of their conversation with Surge."""
    if delivery.audience == Audience.CHANNEL:
        return delivery.destination
    opened = await client.conversations_open(users=delivery.destination)
    return str((opened.get("channel") or {}).get("id") or delivery.destination)


async def _history(client: AsyncWebClient, channel: str, delivery: Delivery) -> AsyncIterator[Mapping[str, Any]]:
    """Yield the channel's messages, or its thread's, since shortly before the attempt."""
    since = (delivery.attempted_at or delivery.made_at) - BEFORE
    cursor = ""
    while True:
        asked: dict[str, Any] = {
            "oldest": f"{since.timestamp():.6f}",
            "include_all_metadata": True,
            "limit": 200,
            "cursor": cursor,
        }
        if delivery.thread:
            page = await client.conversations_replies(channel=channel, ts=delivery.thread, **asked)
        else:
            page = await client.conversations_history(channel=channel, **asked)
        messages = page.get("messages")
        if not isinstance(messages, list):
            raise Unsearchable("no messages in the answer")
        for message in messages:
            yield message
        before, cursor = cursor, (page.get("response_metadata") or {}).get("next_cursor") or ""
        if cursor in ("", before):
            return
