"""Socket Mode, kept alive: tokens are tried before the first dial, and a watchdog builds a new socket for a dead one.

The websockets adapter is used because Bolt's default one redials a spent URL for ever after one failed dial.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from websockets.exceptions import WebSocketException

from bot.errors import ConfigurationError
from handlers.identity import Identity
from handlers.outcomes import WORKSPACE_DEAD

log = structlog.get_logger()

PING_SECONDS = 5.0
CHECK_SECONDS = 1.0
PATIENCE_SECONDS = 10.0
LONGEST_PAUSE = 30.0
CLOSE_SECONDS = 2.0

Trouble = (SlackApiError, aiohttp.ClientError, WebSocketException, OSError, TimeoutError)


class Connection:
    """The one line between Surge and the workspace.

    `run()` keeps it up until it is cancelled, and raises ConfigurationError where a token is refused.
    `run`'s `on_known` is awaited once the workspace is known, before the first envelope can arrive.
    """

    def __init__(self, app: AsyncApp, identity: Identity, app_token: str) -> None:
        self._app = app
        self._identity = identity
        self._app_token = app_token
        self._handler: AsyncSocketModeHandler | None = None
        self.connected = False

    async def run(self, on_known: Callable[[], Awaitable[None]]) -> None:
        """Connect, watch, and connect anew; pauses grow from 1 to 30 s while the workspace cannot be reached."""
        pause = 1.0
        while True:
            try:
                await self._open(on_known)
                pause = 1.0
                await self._watch()
                log.warning("socket dead, building a new one")
            except Trouble as error:
                _refuse_bad_tokens(error)
                log.warning("workspace not reached", error=type(error).__name__, retry_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            finally:
                await self.close()

    async def close(self) -> None:
        """Hang up; what is being answered goes on."""
        self.connected = False
        handler, self._handler = self._handler, None
        if handler is not None:
            if (receiver := handler.client.message_receiver) is not None:
                receiver.cancel()  # it would log our own hanging up as an error
            with contextlib.suppress(*Trouble):
                await asyncio.wait_for(handler.close_async(), CLOSE_SECONDS)

    async def _open(self, on_known: Callable[[], Awaitable[None]]) -> None:
        """Try the bot's token, then dial: that tries the app's."""
        await self._identity.ask()
        await on_known()
        self._handler = AsyncSocketModeHandler(
            self._app,
            self._app_token,
            logger=logging.getLogger("surge.socket"),
            web_client=self._app.client,
            ping_interval=PING_SECONDS,
        )
        await asyncio.wait_for(self._handler.connect_async(), PATIENCE_SECONDS)
        self.connected = True
        log.info("connected")

    async def _watch(self) -> None:
        """Return once the socket has been dead for longer than its own reconnecting takes."""
        loop = asyncio.get_running_loop()
        alive_at = loop.time()
        while loop.time() - alive_at < PATIENCE_SECONDS:
            await asyncio.sleep(CHECK_SECONDS)
            # is_connected is a coroutine: without the await it would always be true
            self.connected = self._handler is not None and await self._handler.client.is_connected()
            if self.connected:
                alive_at = loop.time()


def _refuse_bad_tokens(error: BaseException) -> None:
    """Raise ConfigurationError where trying again cannot help."""
    if not isinstance(error, SlackApiError):
        return
    data = error.response.data if isinstance(error.response.data, dict) else {}
    name = str(data.get("error", ""))
    if name in WORKSPACE_DEAD or name == "not_allowed_token_type":
        call = str(getattr(error.response, "api_url", "")).rsplit("/", 1)[-1]
        variable = "SLACK_APP_TOKEN" if call == "apps.connections.open" else "SLACK_BOT_TOKEN"
        raise ConfigurationError(
            [f"{variable} is refused ({name}). Copy it anew from your app's page at api.slack.com/apps."]
        ) from error
