"""The way out to the vendors: one session, in a thread of its own, so that Yahoo's never waits behind it.

Importing curl_cffi costs a sixth of a second: only the first request does.
"""

import asyncio
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from bot.errors import BadAnswer, RateLimited, Unreachable

if TYPE_CHECKING:
    from curl_cffi.requests import Response, Session

TIMEOUT = 5.0


class Line:
    """Fetches by GET. `timeout` (seconds) is what an answer may take in all."""

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="turnover")
        self._session: Session[Response] | None = None

    async def get(self, address: str, headers: Mapping[str, str]) -> bytes:
        """Return what stands at `address`. Raises Unreachable, RateLimited or BadAnswer."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._get, address, dict(headers))

    def close(self) -> None:
        """Hang up; a request under way may still take its five seconds."""
        self._thread.submit(self._hang_up)
        self._thread.shutdown(wait=False)

    def _hang_up(self) -> None:
        if self._session is not None:
            self._session.close()

    def _get(self, address: str, headers: dict[str, str]) -> bytes:
        from curl_cffi.requests import Session  # noqa: PLC0415 - see the top
        from curl_cffi.requests.exceptions import RequestException  # noqa: PLC0415 - see the top

        host = address.split("/")[2]
        if self._session is None:
            # As curl has it, and as the session to Yahoo does.
            authorities: Any = os.environ.get("CURL_CA_BUNDLE") or True
            self._session = Session(impersonate="chrome", verify=authorities)
        try:
            response = self._session.get(address, headers=headers, timeout=self._timeout)
        except RequestException as error:
            raise Unreachable(f"{host} cannot be reached.") from error
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            raise RateLimited(f"{host} asks for a pause.")
        if response.status_code != HTTPStatus.OK:
            raise BadAnswer(f"{host} answered with an error ({response.status_code}).")
        return bytes(response.content)
