"""PORT: free, or taken by a Surge that is at work."""

import aiohttp
from aiohttp import web

from bot.checkup import Checkup, Finding, ill, skipped, well
from bot.errors import ConfigurationError
from bot.settings import Settings
from handlers.http import EVERYWHERE, LOOPBACK, serving

PATIENCE = aiohttp.ClientTimeout(total=2)


async def look(settings: Settings) -> Finding:
    """Open it for a moment; where that fails, see who is there."""
    port = settings.http_port
    if port == 0:
        return skipped("PORT is 0: each start takes a free one.")
    try:
        async with serving(web.Application(), LOOPBACK if settings.sandbox else EVERYWHERE, port):
            return well(f"{port} is free.")
    except ConfigurationError as error:
        if await _ours(port):
            return well(f"Surge is at work on {port}.")
        return ill(error.sentence)


async def _ours(port: int) -> bool:
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE) as session,
            session.get(f"http://{LOOPBACK}:{port}/healthz") as answer,
        ):
            return bool(await answer.json() == {"ok": True})
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        return False


CHECKUP = Checkup("port", look)
