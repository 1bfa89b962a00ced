"""The ways an answer reaches people: by the response_url, as a message for all, or to one person alone."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.cards.card import Card
from handlers.trouble import TROUBLE

OK = 200
log = structlog.get_logger(__name__)

Respond = Callable[..., Awaitable[WebhookResponse]]


def payload(card: Card) -> dict[str, Any]:
    """Return a card as Slack takes it for one person alone."""
    return {"text": card.text, "blocks": list(card.blocks), "response_type": "ephemeral"}


def by_url(respond: AsyncRespond, client: AsyncWebClient) -> Respond:
    """Return what answers by the same response_url as `respond`, over the client's session."""

    async def send(**message: object) -> WebhookResponse:
        # Most answers ride on the acknowledgement, and never come here.
        hook = AsyncWebhookClient(respond.response_url or "", session=client.session)
        return await hook.send_dict(message)

    return send


async def tell(respond: Respond, card: Card, *, replace: bool = False) -> None:
    """Send a card by the response_url, to the person alone; `replace` puts it in place of what they pressed."""
    try:
        answered = await respond(**payload(card), replace_original=replace)
    except TROUBLE as error:
        log.warning("reply lost", cause=type(error).__name__)
        return
    if answered.status_code != OK:
        log.warning("reply refused", status=answered.status_code, body=answered.body)


async def say(client: AsyncWebClient, channel: str, card: Card, thread: str | None = None) -> bool:
    """Post a card where everybody there sees it; False where Slack did not take it."""
    try:
        await client.chat_postMessage(
            channel=channel,
            thread_ts=thread,
            text=card.text,
            blocks=list(card.blocks),
            unfurl_links=False,
            unfurl_media=False,
        )
    except TROUBLE as error:
        log.warning("message not posted", cause=type(error).__name__)
        return False
    return True


async def whisper(client: AsyncWebClient, channel: str, user: str, card: Card) -> None:
    """Show a card to one person in a channel, or in their direct messages where that cannot be."""
    try:
        await client.chat_postEphemeral(channel=channel, user=user, text=card.text, blocks=list(card.blocks))
    except TROUBLE as error:
        log.info("not shown in the channel", cause=type(error).__name__)
        await say(client, user, card)
