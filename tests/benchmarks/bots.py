"""The bots that are measured: `python -m tests.benchmarks.bots NAME`, each a process of its own.

It prints its address when it is ready, then obeys: one word a line on its input, one number a line on its output. It
ends when its input does.
"""

import asyncio
import os
import sys
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import logs
from bot.__main__ import started
from bot.bootstrap import build
from bot.clock import wall
from bot.market.closes.desk import HistoryDesk
from bot.market.desk import QuoteDesk
from bot.market.providers.replay import SHIPPED
from bot.market.providers.yahoo import YahooProvider
from bot.settings import Settings
from bot.storage.caches.memory import MemoryCache
from bot.storage.closes import StoredCloses
from bot.storage.stores import open_stores
from bot.surge import Surge
from handlers.http import LOOPBACK, make_app, serving
from handlers.service import Service, at_work
from handlers.shift import Shift
from tests.benchmarks.mail import mail
from tests.benchmarks.market import HUNDRED, INDEX, NOW
from tests.stage import until
from tests.yahoo_standin import Yahoo, rewritten

REPLAYED = {
    "PORT": "0",
    "SURGE_PROVIDER": "replay",
    "SURGE_REPLAY_IN_SLACK": "1",
    "SURGE_REPLAY_SPEED": "1000000",
}

Order = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that runs, and what it can be told besides to say its CPU time."""

    url: str
    orders: Mapping[str, Order] = field(default_factory=dict)


async def main(name: str) -> None:
    """Run a bot until its input ends."""
    logs.configure("WARNING", ())
    loop, reader = asyncio.get_running_loop(), asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with BOTS[name]() as running:
        orders = {"cpu": _cpu, **running.orders}
        _say(running.url)
        async for word in reader:
            _say(await orders[word.decode().strip()]())


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


async def _cpu() -> float:
    return process_time()


@asynccontextmanager
async def surge() -> AsyncIterator[Running]:
    """Surge by HTTP, through its own roof, after a recorded day was replayed: every line of the card is there."""
    async with _surge() as url:
        yield Running(url)


@asynccontextmanager
async def surge_by_socket() -> AsyncIterator[Running]:
    """The same by Socket Mode."""
    async with _surge(SLACK_SIGNING_SECRET="", SLACK_APP_TOKEN="xapp-benchmark") as url:
        yield Running(url)


@asynccontextmanager
async def _surge(**more: str) -> AsyncIterator[str]:
    settings = Settings.from_env({**os.environ, **REPLAYED, "SURGE_TAPE": str(_outline()), **more})
    async with started(settings) as (service, url), _at_it(service):
        yield url


def _outline() -> Path:
    """Write a tape with every twentieth line of the shipped one: the same day, sooner over."""
    header, *lines = SHIPPED.read_text("utf-8").splitlines()
    path = Path(os.environ["SURGE_HOME"]) / "outline.jsonl"
    path.write_text("\n".join((header, *lines[::20], lines[-1])) + "\n", encoding="utf-8")
    return path


@asynccontextmanager
async def _at_it(service: Service | Shift) -> AsyncIterator[None]:
    """Have it work, and wait until all is well."""
    work = asyncio.create_task(service.run())
    try:
        await until(lambda: _all(service.checks()))
        yield
    finally:
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work


async def _all(checks: Mapping[str, bool]) -> bool:
    return all(checks.values())


def _bolt(**options: Any) -> AsyncApp:  # noqa: ANN401 - Bolt's own
    """Return an app as Bolt's guide makes it, but that knows who it is without asking."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T0", bot_id="B0", bot_user_id="U0BOT", bot_token="xoxb-benchmark"
        )

    secret, api = os.environ["SLACK_SIGNING_SECRET"], os.environ["SLACK_API_URL"]
    return AsyncApp(signing_secret=secret, client=AsyncWebClient(base_url=api), authorize=authorize, **options)


def _echo() -> AsyncApp:
    """Return the least that a Bolt app can do, without Bolt's pause of 10 ms."""
    app = _bolt(process_before_response=True)

    @app.command("/surge")
    async def listener(ack: AsyncAck, command: Mapping[str, str]) -> None:
        await ack(command["text"])

    return app


@asynccontextmanager
async def _listening(app: AsyncApp) -> AsyncIterator[Running]:
    """Serve an app by the web server that Surge uses, with Bolt's own adapter and check of signatures."""

    async def hear(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async with serving(make_app(dict, lambda: hear), LOOPBACK, 0) as url:
        yield Running(url)


def echo() -> AbstractAsyncContextManager[Running]:
    """The bare Bolt app by HTTP."""
    return _listening(_echo())


@asynccontextmanager
async def echo_by_socket() -> AsyncIterator[Running]:
    """The bare Bolt app by Bolt's own Socket Mode."""
    handler = AsyncSocketModeHandler(_echo(), "xapp-benchmark")
    await handler.connect_async()
    try:
        yield Running("")
    finally:
        await handler.close_async()


class Hurry:
    """A clock beside real time: who waits in the thread is past it at once. Real sources are owed those pauses."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def time(self) -> datetime:
        """Tell the time."""
        return wall() + self._ahead

    def sleep(self, seconds: float) -> None:
        """Be there already."""
        self._ahead += timedelta(seconds=seconds)


@asynccontextmanager
async def live() -> AsyncIterator[Running]:
    """Surge by HTTP over its live provider, in a minute of the morning session that does not end.

    `fetch` fetches a hundred symbols and tells how many milliseconds it took; `poll` passes them through admission as
    well; `refresh` and `rest` begin and end doing that five times a second.
    """
    home, hurry = Path(os.environ["SURGE_HOME"]), Hurry()
    settings = Settings.from_env({**os.environ, **REPLAYED})
    session = rewritten(Yahoo(port=int(os.environ["YAHOO_PORT"])))
    provider = YahooProvider(home / "yahoo", None, hurry.time, session=session, sleep=hurry.sleep)
    refreshing: list[asyncio.Task[None]] = []

    async def timed(ask: Callable[[Collection[str]], Awaitable[object]]) -> float:
        hurry.sleep(60)  # or else the hour's requests were soon made
        begun = perf_counter()
        await ask(HUNDRED)
        return (perf_counter() - begun) * 1000

    async def fetch() -> float:
        return await timed(provider.poll)

    async def poll() -> float:
        return await timed(desk.poll)

    async def again() -> None:
        while True:
            await poll()
            await asyncio.sleep(0.2)

    async def refresh() -> float:
        refreshing.append(asyncio.create_task(again()))
        return 0.0

    async def rest() -> float:
        refreshing.pop().cancel()
        return 0.0

    async with open_stores(home / "live.db") as stores, build(settings) as built:
        histories = HistoryDesk(StoredCloses(stores.database), provider.closes, lambda: NOW, free=provider.free)
        desk = QuoteDesk(provider, MemoryCache(), lambda: NOW, histories)
        surge = replace(built, desk=desk, clock=lambda: NOW, replay=None)
        async with _working(surge, settings) as url:
            yield Running(url, {"fetch": fetch, "poll": poll, "refresh": refresh, "rest": rest})
        await histories.close()
    await provider.close()


@asynccontextmanager
async def _working(surge: Surge, settings: Settings) -> AsyncIterator[str]:
    """Serve a Surge that was put together here."""
    async with (
        at_work(surge, settings) as service,
        serving(make_app(service.checks, lambda: service.hear), LOOPBACK, 0) as url,
        _at_it(service),
    ):
        yield url


@asynccontextmanager
async def usual() -> AsyncIterator[Running]:
    """The bot that most people would write: Bolt as it comes, and yfinance asked at each command.

    `download` fetches a hundred symbols and tells how many milliseconds it took.
    """
    import yfinance  # noqa: PLC0415 - a second and 90 MB, of which the other bots have no need
    from curl_cffi import requests  # noqa: PLC0415 - the same

    port = os.environ["YAHOO_PORT"]

    class Local(requests.Session[requests.Response]):
        """Goes to the stand-in instead."""

        def request(self, method: Any, url: str, **options: Any) -> requests.Response:  # type: ignore[override]  # noqa: ANN401 - curl_cffi's
            asked = urlsplit(url)
            query = f"?{asked.query}" if asked.query else ""
            return super().request(method, f"http://{asked.hostname}.localhost:{port}{asked.path}{query}", **options)

    warnings.simplefilter("ignore")
    yfinance.set_tz_cache_location(os.environ["SURGE_HOME"])
    session, app = Local(impersonate="chrome"), _bolt()

    @app.command("/surge")
    async def listener(ack: AsyncAck) -> None:
        ticker = yfinance.Ticker(INDEX, session=session)
        history = await asyncio.to_thread(ticker.history, period="1d", interval="1m")
        await ack(f"{INDEX}: {history['Close'].iloc[-1]:,.2f}")

    async def download() -> float:
        def fetched() -> int:
            frame = yfinance.download(
                list(HUNDRED), period="1d", interval="1m", progress=False, auto_adjust=False, session=session
            )
            return len(frame.columns)

        begun = perf_counter()
        assert await asyncio.to_thread(fetched) >= len(HUNDRED)
        return (perf_counter() - begun) * 1000

    async with _listening(app) as running:
        yield replace(running, orders={"download": download})


@asynccontextmanager
async def courier() -> AsyncIterator[Running]:
    """Surge's outbox and courier alone, and the bare client beside it."""
    async with mail() as orders:
        yield Running("none", orders)


BOTS: Mapping[str, Callable[[], AbstractAsyncContextManager[Running]]] = {
    "surge": surge,
    "surge-by-socket": surge_by_socket,
    "live": live,
    "courier": courier,
    "usual": usual,
    "echo": echo,
    "echo-by-socket": echo_by_socket,
}

if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
