"""Socket Mode, kept alive: tokens are tried before each dial, and a new socket takes the place of a lost one.

Where Slack asks for a new socket, it is opened before the old one is let go, so that nothing is missed.
"""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from websockets.exceptions import WebSocketException

from bot.errors import ConfigurationError, StorageError
from handlers.identity import Identity
from handlers.outcomes import WORKSPACE_DEAD, outcome
from handlers.socket_mode import Socket, Timing
from handlers.tasks import Tasks

log = structlog.get_logger()

TIMING = Timing()
LONGEST_PAUSE = TIMING.longest_pause

Trouble = (SlackApiError, aiohttp.ClientError, WebSocketException, OSError, TimeoutError, StorageError)


class Connection:
    """The one line between Surge and the workspace.

    `run()` keeps it up until it is cancelled, and raises ConfigurationError where a token is refused.
    `run`'s `on_known` is awaited once the workspace is known, before the first envelope can arrive.
    """

    def __init__(self, app: AsyncApp, identity: Identity, app_token: str, timing: Timing = TIMING) -> None:
        self._app = app
        self._identity = identity
        self._app_token = app_token
        self._timing = timing
        self._leaving = Tasks()
        self._sockets: list[Socket] = []
        self.connected = False

    async def run(self, on_known: Callable[[], Awaitable[None]]) -> None:
        """Connect, and again whenever the socket is lost; pauses grow while that does not help."""
        loop, pause = asyncio.get_running_loop(), self._timing.first_pause
        try:
            while True:
                tried, asked_for = loop.time(), 0.0
                try:
                    socket = await self._open(on_known)
                    await socket.over()
                except Trouble as error:
                    refuse_bad_tokens(error)
                    asked_for = outcome(error).pause or 0.0
                    log.warning("workspace not reached", error=type(error).__name__, retry_in=max(pause, asked_for))
                else:
                    if loop.time() - tried > self._timing.settled:
                        pause = self._timing.first_pause
                        continue
                await asyncio.sleep(max(pause, asked_for))
                pause = min(pause * 2, self._timing.longest_pause)
        finally:
            await self.close()

    @property
    def answering(self) -> int:
        """How many envelopes are being answered."""
        return sum(socket.answering for socket in self._sockets)

    async def close(self) -> None:
        """Take nothing more, acknowledge what came, and hang up."""
        await asyncio.gather(*(socket.hang_up() for socket in tuple(self._sockets)))
        await self._leaving.drain(0)

    async def _open(self, on_known: Callable[[], Awaitable[None]]) -> Socket:
        """Try the bot's token, then the app's, then dial; only then is the old socket let go."""
        await self._identity.ask()
        await on_known()
        socket = await Socket.dial(await self._address(), self._app, self._timing)
        for old in self._sockets:
            self._leaving.start(old.leave())
        self._sockets.append(socket)
        socket.when_over(self._look)
        self._look()
        log.info("connected")
        return socket

    def _look(self) -> None:
        """Forget the sockets that are over, and see whether one is left."""
        self._sockets = [socket for socket in self._sockets if socket.open]
        self.connected = bool(self._sockets)

    async def _address(self) -> str:
        """Ask where to dial: each address works once."""
        answer = await self._app.client.apps_connections_open(app_token=self._app_token)
        url = answer.get("url")
        if not isinstance(url, str):
            raise OSError("no address to dial")
        return url


def refuse_bad_tokens(error: BaseException) -> None:
    """Raise ConfigurationError where trying again cannot help."""
    if not isinstance(error, SlackApiError):
        return
    data = getattr(error.response, "data", None)
    name = str(data.get("error", "")) if isinstance(data, dict) else ""
    if name in WORKSPACE_DEAD or name == "not_allowed_token_type":
        call = str(getattr(error.response, "api_url", "")).rsplit("/", 1)[-1]
        variable = "SLACK_APP_TOKEN" if call == "apps.connections.open" else "SLACK_BOT_TOKEN"
        raise ConfigurationError(
            [f"{variable} is refused ({name}). Copy it anew from your app's page at api.slack.com/apps."]
        ) from error
