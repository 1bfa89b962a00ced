"""A client of the Web API for a while, and what its errors mean in words: for checkups."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import SLACK, Settings
from handlers.connection import refuse_bad_tokens
from handlers.outcomes import outcome
from handlers.session import Session

TIMEOUT = aiohttp.ClientTimeout(total=10, sock_connect=5)


@asynccontextmanager
async def client(settings: Settings) -> AsyncIterator[AsyncWebClient]:
    """Give a client with the bot's token, that tries nothing twice."""
    base = settings.slack_api_url or SLACK
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        shared = cast("aiohttp.ClientSession", Session(session, base))
        yield AsyncWebClient(settings.slack_bot_token, base_url=base, session=shared, retry_handlers=[])


def trouble(error: Exception) -> str:
    """Say what an error of the client means. Raises ConfigurationError where a token is refused."""
    refuse_bad_tokens(error)
    if isinstance(error, SlackApiError):
        return f"Slack answers {outcome(error).error!r}. Try again in a minute."
    return f"Slack was not reached ({type(error).__name__}). Check the network, HTTPS_PROXY and SLACK_API_URL."
