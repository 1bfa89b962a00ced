"""The web server: is Surge alive, is it ready. Other pages are mounted beside these."""

from collections.abc import Callable, Mapping

from aiohttp import web

Checks = Callable[[], Mapping[str, bool]]


def make_app(checks: Checks) -> web.Application:
    """Return the web application; `checks` names what must be true for Surge to do its work."""
    app = web.Application()

    async def alive(_: web.Request) -> web.Response:
        return web.json_response({"ok": True})

    async def ready(_: web.Request) -> web.Response:
        found = dict(checks())
        good = all(found.values())
        return web.json_response({"ok": good, "checks": found}, status=200 if good else 503)

    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    return app


async def serve(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Serve on `host`; return the runner (to clean up) and the port. Raises OSError where it is taken."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    return runner, int(runner.addresses[0][1])
