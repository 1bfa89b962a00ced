"""The one way out to Yahoo: a session that asks for its turn before each request, and judges each answer.

It stops what yfinance would make of a failure: three requests out of one 429, thirteen out of one typo, and a crumb
that reads "Too Many Requests". Importing curl_cffi costs a sixth of a second: only the provider does, when first asked.
"""

import os
from typing import Any
from urllib.parse import urlsplit

from curl_cffi.requests import Response, Session
from curl_cffi.requests.exceptions import RequestException

from bot.errors import BadAnswer, NoData, Unreachable
from bot.market.manners import Manners

# yfinance would wait half a minute, three times over.
TIMEOUT = 10.0
_NOT_FOUND, _ERRORS = 404, 400
# 999 is Yahoo's own word for it.
_TOO_MANY = {429, 999}
_STRANGER = {401, 403}
_PAGES = "finance."


class StaleCrumb(Exception):
    """Yahoo does not know the crumb or the cookie any more. No OSError: yfinance must not take it for a hiccup."""


class PacedSession(Session[Response]):
    """A browser's session, as far as Yahoo can see.

    `strict`: a stale crumb is told at once, by StaleCrumb. `patience`: how many seconds an answer may take.
    """

    def __init__(self, manners: Manners) -> None:
        # As curl has it; curl_cffi would let REQUESTS_CA_BUNDLE, another library's, go first.
        authorities: Any = os.environ.get("CURL_CA_BUNDLE") or True
        super().__init__(impersonate="chrome", verify=authorities)
        self.strict = True
        self.patience = TIMEOUT
        self._manners = manners

    def request(self, method: Any, url: str, **options: Any) -> Response:  # type: ignore[override]  # noqa: ANN401 - curl_cffi's
        """Send a request when its turn has come. Raises ProviderError, NoData or StaleCrumb."""
        self._manners.leave()
        options["timeout"] = self.patience
        try:
            response = super().request(method, url, **options)
        except RequestException as error:
            # The cookie's host is on some blocklists; yfinance then goes another way, so it may see this one.
            if _host(url).startswith("fc."):
                raise
            raise Unreachable("Yahoo cannot be reached.") from error
        self._manners.count(response.redirect_count)
        self._judge(response)
        return response

    def _judge(self, response: Response) -> None:
        """Raise what a bad answer means. The cookie's and the consent's hosts answer 404 when all is well."""
        asked = urlsplit(response.url)
        poisoned = asked.path.endswith("/getcrumb") and "Too Many Requests" in response.text
        if response.status_code in _TOO_MANY or poisoned:
            raise self._manners.refused("Yahoo answered “too many requests”")
        host = _host(response.url)
        if response.status_code < _ERRORS or not host.startswith(("query", _PAGES)):
            return
        # What the pages refuse says nothing of the crumb, which they do not need.
        if response.status_code in _STRANGER and not host.startswith(_PAGES):
            if self.strict:
                raise StaleCrumb
            return
        if response.status_code == _NOT_FOUND:
            raise NoData("Yahoo does not know it.")
        raise BadAnswer(f"Yahoo answered with an error ({response.status_code}).")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
