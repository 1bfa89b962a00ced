"""The sandbox on HTTP: the Web API, the doors, the stream and the page, on one loopback port."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from handlers.sandbox.doors import doors
from handlers.sandbox.guard import guard
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.stream import stream
from handlers.sandbox.web_api import web_api

PAGE = Path(__file__).parent / "page"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a sandbox is served: `http://127.0.0.1:PORT`."""

    url: str

    @property
    def base_url(self) -> str:
        """Return the base of the Web API, as `SLACK_API_URL` and AsyncWebClient take it."""
        return f"{self.url}/api/"


def mount(sandbox: Sandbox, app: web.Application, page: Path = PAGE) -> None:
    """Put the sandbox on an application, which from then on answers this machine only."""
    app.middlewares.append(guard)
    app.add_routes([*web_api(sandbox.workspace), *doors(sandbox), *_page(sandbox, page)])
    if page.is_dir():
        app.router.add_static("/_sandbox/page", page)
    app.on_response_prepare.append(_revalidated)
    app.on_shutdown.append(sandbox.parting)
    app.cleanup_ctx.append(sandbox.running)


def make_app(sandbox: Sandbox, page: Path = PAGE) -> web.Application:
    """Return an application that is the sandbox and nothing else."""
    app = web.Application()
    mount(sandbox, app, page)
    return app


@asynccontextmanager
async def serving(sandbox: Sandbox, port: int = 0, page: Path = PAGE) -> AsyncIterator[Address]:
    """Serve the sandbox on 127.0.0.1 and give its address; 0 takes a free port.

    Raises OSError when the port is taken.
    """
    runner = web.AppRunner(make_app(sandbox, page), access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        sandbox.workspace.host = f"127.0.0.1:{runner.addresses[0][1]}"
        yield Address(f"http://{sandbox.workspace.host}")
    finally:
        await runner.cleanup()


async def _revalidated(_request: web.Request, response: web.StreamResponse) -> None:
    """Have a browser ask whether its copy is the newest: a page of two versions is none."""
    if isinstance(response, web.FileResponse):
        response.headers["Cache-Control"] = "no-cache"


def _page(sandbox: Sandbox, page: Path) -> list[web.RouteDef]:
    async def index(_request: web.Request) -> web.StreamResponse:
        sandbox.replay.begin()
        if not (page / "index.html").is_file():
            raise web.HTTPNotFound(text="this sandbox has no page")
        return web.FileResponse(page / "index.html")

    async def events(request: web.Request) -> web.StreamResponse:
        try:
            return await stream(sandbox, request)
        except SlackError as refusal:
            return web.json_response(refusal.answer(), status=400)

    async def archive(request: web.Request) -> web.StreamResponse:
        """Lead a permalink to the page, which opens that conversation."""
        raise web.HTTPFound(f"/#{request.match_info['channel']}/{request.match_info['message']}")

    return [
        web.get("/", index),
        web.get("/_sandbox/stream", events),
        web.get("/archives/{channel}/{message}", archive),
    ]
