"""What happens, as server-sent events: what the page lives on."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress

from aiohttp import web

from handlers.sandbox.hub import Listener
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.world import person

RETRY_MILLISECONDS = 1000


async def stream(sandbox: Sandbox, request: web.Request) -> web.StreamResponse:
    """Stream what one person may see (without `user`: everything) until either side leaves."""
    user = person(request.query["user"]).id if "user" in request.query else None
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    with sandbox.workspace.hub.listening() as events:
        await response.prepare(request)
        sandbox.replay.watchers += 1
        try:
            await response.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
            await response.write(_frame("connected", {"connected": sandbox.workspace.link.connected}))
            await response.write(_frame("replay", {"replay": sandbox.replay.state}))
            with suppress(ConnectionError):
                await _pour(response, user, events, sandbox.workspace.hub.ping)
        finally:
            sandbox.replay.watchers -= 1
    return response


async def _pour(response: web.StreamResponse, user: str | None, events: Listener, ping: float) -> None:
    """Write events as they come, and a comment when none comes, until the hub says it is over."""
    while True:
        try:
            event = await asyncio.wait_for(events.get(), ping)
        except TimeoutError:
            await response.write(b": ping\n\n")
            continue
        if event is None:
            return
        if event.seen_by(user):
            await response.write(_frame(event.name, event.data))


def _frame(name: str, data: Mapping[str, object]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
