"""Who may knock: this machine only, and no other site's page running in a browser on it."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import hdrs, web

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 403 to other hosts' names (DNS rebinding) and to what other sites' pages send."""
    if not _local(request.headers.get(hdrs.HOST, "")):
        raise web.HTTPForbidden(text="the sandbox answers on loopback only")
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is not None and urlsplit(origin).netloc != request.headers.get(hdrs.HOST):
        raise web.HTTPForbidden(text="cross-site requests are refused")
    # Images and the like carry no Origin; following a link to the page itself is welcome.
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") and request.path != "/":
        raise web.HTTPForbidden(text="cross-site requests are refused")
    return await handler(request)


def _local(host: str) -> bool:
    try:
        return urlsplit(f"//{host}").hostname in LOOPBACK
    except ValueError:
        return False
