"""The web server: is Surge alive, is it ready, how does it do. Other pages are mounted beside these."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.errors import ConfigurationError, StorageError

LOOPBACK = "127.0.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - a platform's health check comes from outside the container

EVENTS = "/slack/events"
METRICS = "/metrics"

Checks = Callable[[], Mapping[str, bool]]
Hear = Callable[[web.Request], Awaitable[web.Response]]
Ear = Callable[[], Hear | None]
Gauge = Callable[[], Awaitable[bytes] | None]

# Prometheus's text format.
EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


class _OwnFaults(logging.Filter):
    """Drops what is hardly HTTP: it is answered with a 400, and aiohttp would log it as an error, and quote it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep all but what the other end did wrong."""
        return not (record.exc_info and isinstance(record.exc_info[1], HttpProcessingError))


SERVER = logging.getLogger("surge.http")
SERVER.addFilter(_OwnFaults())


def make_app(checks: Checks, ear: Ear | None = None, gauge: Gauge | None = None) -> web.Application:
    """Return the web application.

    `checks` names what must be true for Surge to do its work. `ear` gives what answers Slack's posts, in HTTP mode,
    `gauge` the numbers for who watches it; both give None while Surge is starting.
    """
    app = web.Application()

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def ready(_: web.Request) -> web.Response:
        found = dict(checks())
        good = all(found.values())
        return web.json_response({"ok": good, "checks": found}, status=200 if good else 503)

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    if ear is not None:
        app.router.add_post(EVENTS, _heard(ear))
    if gauge is not None:
        app.router.add_get(METRICS, _read(gauge))
    return app


def _read(gauge: Gauge) -> Hear:
    async def metrics(_: web.Request) -> web.Response:
        reading = gauge()
        if reading is None:
            raise web.HTTPServiceUnavailable
        try:
            return web.Response(body=await reading, headers={"Content-Type": EXPOSITION})
        except StorageError as error:
            raise web.HTTPServiceUnavailable from error

    return metrics


def _heard(ear: Ear) -> Hear:
    async def events(request: web.Request) -> web.Response:
        hear = ear()
        if hear is None:
            raise web.HTTPServiceUnavailable
        return await hear(request)

    return events


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[str]:
    """Serve on `host` and give the address on this machine; 0 takes a free port. Raises ConfigurationError."""
    runner = web.AppRunner(app, access_log=None, logger=SERVER, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _open(web.TCPSite(runner, host, port), port)
        yield f"http://{LOOPBACK}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _open(site: web.TCPSite, port: int) -> None:
    try:
        await site.start()
    except OSError as error:
        raise ConfigurationError(
            [f"PORT {port} cannot be opened: stop what uses it, or set PORT to another one ({error.strerror})."]
        ) from error
