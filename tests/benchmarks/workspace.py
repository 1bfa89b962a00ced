"""A Slack for benchmarks, on loopback: what a bot needs of the Web API to start, and sockets to send envelopes by."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web

from tests.benchmarks.postbox import Postbox
from tests.foreign import ANSWERS, command

NUMBERS = itertools.count()


@dataclass(slots=True, eq=False)
class Socket:
    """A bot's socket, as Slack sees it."""

    line: web.WebSocketResponse
    waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    async def ask(self, text: str) -> Any:  # noqa: ANN401 - whatever the bot answers
        """Type `/surge text`; return what rides on the acknowledgement."""
        number = f"envelope-{next(NUMBERS)}"
        answer = self.waiting[number] = asyncio.get_running_loop().create_future()
        await self.line.send_json(
            {
                "type": "slash_commands",
                "envelope_id": number,
                "accepts_response_payload": True,
                "payload": dict(parse_qsl(command(text))),
            }
        )
        return await asyncio.wait_for(answer, 10)


@dataclass(slots=True)
class Workspace:
    """Where the bots work."""

    url: str = ""
    posts: Postbox = field(default_factory=Postbox)
    sockets: asyncio.Queue[Socket] = field(default_factory=asyncio.Queue)

    @contextmanager
    def open(self, delay: float, *, strict: bool = False) -> Iterator[Postbox]:
        """Take posts in another way for a while."""
        before, self.posts = self.posts, Postbox(delay, strict)
        try:
            yield self.posts
        finally:
            self.posts = before

    @property
    def api(self) -> str:
        """The base address of the Web API."""
        return f"{self.url}/api/"

    async def call(self, request: web.Request) -> web.Response:
        """Answer a call of the Web API."""
        method = request.match_info["method"]
        if method == "chat.postMessage":
            return await self.posts.take(request)
        if method == "apps.connections.open":
            return web.json_response({"ok": True, "url": f"{self.url.replace('http', 'ws')}/socket"})
        return web.json_response({"ok": True, **ANSWERS.get(method, {})})

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """Hold a bot's socket until it hangs up."""
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"type": "hello", "num_connections": 1})
        socket = Socket(line)
        await self.sockets.put(socket)
        async for message in line:
            if message.type is WSMsgType.TEXT and message.data.startswith("{"):
                frame = json.loads(message.data)
                if answer := socket.waiting.pop(frame["envelope_id"], None):
                    answer.set_result(frame.get("payload"))
        return line


@asynccontextmanager
async def opened() -> AsyncIterator[Workspace]:
    """Open it on a free port."""
    slack, app = Workspace(), web.Application()
    app.router.add_route("*", "/api/{method}", slack.call)
    app.router.add_get("/socket", slack.socket)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        slack.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield slack
    finally:
        await runner.cleanup()
