"""HTTP mode: Slack's requests to /slack/events, verified over their raw bytes before anything reads them.

Bolt's own verification parses first, logs a forged body, and takes the same request twice: it is off. What has passed
here is handed to Bolt as parsed as Socket Mode's envelopes are.
"""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.clock import Clock
from handlers.backstage import Backstage
from handlers.dispatch import find
from handlers.identity import Identity
from handlers.incoming import parsed, taken
from handlers.once import Once
from handlers.signature import genuine, seal
from handlers.typed import clean

RETRY = ("X-Slack-Retry-Num", "X-Slack-Retry-Reason")
# Events are known again by their id, and a challenge changes nothing.
HARMLESS = ("event_callback", "url_verification")
log = structlog.get_logger()


class Webhook(Backstage):
    """Answers what Slack posts. `run()` finds out for whom; it raises ConfigurationError where the token is refused."""

    def __init__(self, app: AsyncApp, identity: Identity, secret: str, once: Once, wall: Clock) -> None:
        super().__init__(identity)
        self._app = app
        self._secret = secret
        self._once = once
        self._wall = wall

    async def hear(self, request: web.Request) -> web.Response:
        """Answer one request. Junk is refused with 400, 401 or 413, and never told to the log."""
        if not self.connected:
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return await self._answer(request)
        except web.HTTPException as refusal:
            return _refused(HTTPStatus(refusal.status))
        except Exception as error:  # noqa: BLE001 - the edge; a traceback could quote the body
            return _refused(HTTPStatus.BAD_REQUEST, type(error).__name__)

    async def _answer(self, request: web.Request) -> web.Response:
        headers = request.headers
        found = seal(
            headers.getall("X-Slack-Request-Timestamp", ()),
            headers.getall("X-Slack-Signature", ()),
            self._wall().timestamp(),
        )
        raw = await taken(request)
        if found is None or not genuine(found, self._secret, raw):
            return _refused(HTTPStatus.UNAUTHORIZED)
        body = parsed(raw, request.content_type)
        if _changes(body) and not await self._once.first(f"request {found.signature}"):
            return web.Response()
        retries: dict[str, str | Sequence[str]] = {name: headers[name] for name in RETRY if name in headers}
        asked = AsyncBoltRequest(mode="socket_mode", body=dict(body), headers=retries)
        return _response(await self._app.async_dispatch(asked))


def _changes(body: Mapping[str, Any]) -> bool:
    """Whether the request may change something, and so must not be taken twice; reading twice does no harm."""
    if "command" in body:
        return body["command"] != "/surge" or find(clean(body.get("text", "")))[0].changes
    return body.get("type") not in HARMLESS


def _response(answer: BoltResponse) -> web.Response:
    kind = (answer.headers.get("content-type") or ["text/plain"])[0].partition(";")[0]
    return web.Response(status=answer.status, text=answer.body, content_type=kind)


def _refused(status: HTTPStatus, cause: str = "") -> web.Response:
    log.info("request refused", status=status.value, cause=cause or status.phrase)
    return web.Response(status=status, text=status.phrase)
