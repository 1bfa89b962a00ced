"""The HTTP session that slack_sdk is given: around proxies where there is no need of one, and without its surprises."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from handlers.proxies import direct

# slack_sdk takes text for a finished answer, and then looks for "ok" in it as in a table: AttributeError.
NO_ANSWER = ("text/plain", "application/gzip")


class Session:
    """As much of an aiohttp session as slack_sdk uses; `api` is the base address of the Web API."""

    def __init__(self, session: aiohttp.ClientSession, api: str) -> None:
        self._session = session
        self._api = api

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._session.closed

    @asynccontextmanager
    async def request(self, method: str, url: str, **options: Any) -> AsyncIterator[aiohttp.ClientResponse]:  # noqa: ANN401 - aiohttp's own
        """Request `url`, by a proxy only where it must be.

        Raises ClientError, also for an answer of the Web API that nobody can read.
        """
        if direct(url):
            options.pop("proxy", None)
        async with self._session.request(method, url, **options) as answer:
            if url.startswith(self._api) and answer.content_type in NO_ANSWER:
                raise aiohttp.ClientResponseError(
                    answer.request_info, answer.history, status=answer.status, headers=answer.headers
                )
            try:
                yield answer
            except UnicodeDecodeError as error:
                raise aiohttp.ClientPayloadError("not to be decoded") from error
