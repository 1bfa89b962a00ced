"""One socket of Socket Mode: what comes in envelopes is given to the app, and its answer is the acknowledgement.

slack_sdk's own clients are not used: `docs/decisions/0006` says why.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.request import SocketModeRequest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from handlers.proxies import direct
from handlers.tasks import Tasks

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How patient the line is, all in seconds.

    A ping goes out every `ping`; one unanswered for `silence` means that nobody is there. A socket that was asked to
    make way is still read for `farewell`. Pauses between tries double from `first_pause` to `longest_pause`; a line
    that held for `settled` starts them anew.
    """

    dial: float = 10.0
    ping: float = 5.0
    silence: float = 10.0
    close: float = 1.0
    farewell: float = 10.0
    drain: float = 2.0
    first_pause: float = 1.0
    longest_pause: float = 30.0
    settled: float = 10.0


def acknowledgement(envelope_id: str, response: BoltResponse) -> str:
    """Return the frame that carries an app's answer. What is JSON already is not read and written once more."""
    frame = f'{{"envelope_id":{json.dumps(envelope_id)}'
    if not response.body:
        return frame + "}"
    kind = response.headers.get("content-type", [""])[0]
    payload = response.body if kind.startswith("application/json") else json.dumps({"text": response.body})
    return f'{frame},"payload":{payload}}}'


class Socket:
    """An open socket, read from the start. `replace` is set once Slack asks for a new one; this one goes on."""

    def __init__(self, connection: ClientConnection, app: AsyncApp, timing: Timing) -> None:
        """Read `connection`, and have `app` answer."""
        self.replace = asyncio.Event()
        self._connection = connection
        self._app = app
        self._timing = timing
        self._answers = Tasks()
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def dial(cls, url: str, app: AsyncApp, timing: Timing) -> "Socket":
        """Open the socket at `url`, which works once. Raises WebSocketException, OSError, TimeoutError."""
        connection = await connect(
            url,
            proxy=None if direct(url) else True,
            open_timeout=timing.dial,
            ping_interval=timing.ping,
            ping_timeout=timing.silence,
            close_timeout=timing.close,
        )
        return cls(connection, app, timing)

    @property
    def open(self) -> bool:
        """Whether something can still come."""
        return not self._reading.done()

    def when_over(self, tell: Callable[[], None]) -> None:
        """Have `tell` called once nothing can come any more."""
        self._reading.add_done_callback(lambda _: tell())

    async def over(self) -> None:
        """Wait until the socket is dead, or a new one is asked for."""
        asked = asyncio.create_task(self.replace.wait())
        try:
            await asyncio.wait({self._reading, asked}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()

    @property
    def answering(self) -> int:
        """How many envelopes are being answered."""
        return len(self._answers)

    async def leave(self) -> None:
        """Read on until Slack closes, but not for ever; then hang up."""
        await asyncio.wait({self._reading}, timeout=self._timing.farewell)
        await self.hang_up()

    async def hang_up(self) -> None:
        """Take nothing more, acknowledge what came before, and close in good order."""
        self._reading.cancel()
        await self._answers.drain(self._timing.drain)
        await self._connection.close()

    async def _read(self) -> None:
        """Take up every frame until the socket is closed or dead."""
        try:
            async for text in self._connection:
                self._heard(text)
        except ConnectionClosed as closed:
            log.info("socket lost", cause=str(closed))

    def _heard(self, text: str | bytes) -> None:
        """Start to answer an envelope. What is no frame of Slack's is passed over: its words are not for the log."""
        try:
            frame = json.loads(text)
        except (ValueError, RecursionError):
            log.warning("frame not understood")
            return
        match frame:
            # The SDK would stumble over a payload of another kind.
            case {"type": str(), "envelope_id": str(), "payload": dict()} if found := SocketModeRequest.from_dict(
                frame
            ):
                self._answers.start(self._told(self._answer(found)))
            case {"type": "disconnect"}:
                log.info("new socket asked for", reason=frame.get("reason"))
                self.replace.set()

    async def _answer(self, request: SocketModeRequest) -> None:
        response = await run_async_bolt_app(self._app, request)
        if response.status == HTTPStatus.OK:
            await self._connection.send(acknowledgement(request.envelope_id, response))
        else:
            log.info("envelope not acknowledged", status=response.status)

    @staticmethod
    async def _told(answer: Awaitable[None]) -> None:
        """Let no answer fail unheard."""
        try:
            await answer
        except ConnectionClosed:
            log.warning("acknowledgement lost with its socket")
        except Exception:  # the edge: one envelope must not cost the others
            log.exception("envelope not answered")
