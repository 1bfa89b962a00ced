"""A Yahoo for tests, on loopback: cookie, crumb, consent, quotes and charts as the real one gives them, and its faults.

Bodies are shaped as the recorded ones (node-yahoo-finance2's fixtures, 2022 to 2025). It serves plain HTTP for any
host name: `Rewritten` sends a session here. `requests` is the log: host, path, query and time of each.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from aiohttp import web

from bot.market.manners import Manners, RequestLog
from bot.market.providers.yahoo import YahooProvider

CRUMB, COOKIE = "haT3oykhHqZ", "d=AQABBKvcsWcCEIGLkyl67hr2"
PAGE = "<!DOCTYPE html><html><body>Yahoo is part of the Yahoo family of brands</body></html>"
INVALID = {"finance": {"result": None, "error": {"code": "Unauthorized", "description": "Invalid Crumb"}}}
FORM = (
    '<html><body><form method="post">'
    '<input name="csrfToken" value="t1"><input name="sessionId" value="s1"></form></body></html>'
)

Entry = dict[str, object]


def entry(symbol: str, price: float, at: datetime, previous: float, **fields: object) -> Entry:
    """Return a quote as v7 gives it, of the regular session, 15 minutes late."""
    given: Entry = {
        "language": "en-US",
        "region": "US",
        "quoteType": "INDEX" if symbol.startswith("^") else "EQUITY",
        "shortName": f"{symbol} short",
        "currency": "HKD",
        "marketState": "REGULAR",
        "regularMarketPrice": price,
        "regularMarketChange": round(price - previous, 4),
        "regularMarketChangePercent": round((price / previous - 1) * 100, 7),
        "regularMarketPreviousClose": previous,
        "regularMarketTime": int(at.timestamp()),
        "regularMarketVolume": 1000,
        "exchangeDataDelayedBy": 15,
        "symbol": symbol,
    }
    return given | fields


def story(title: str, at: datetime, publisher: str = "Reuters", url: str = "", **content: object) -> Entry:
    """Return a headline as Yahoo's own page gets it."""
    link = url or f"https://finance.yahoo.com/news/{title.lower().replace(' ', '-')}.html"
    known = {"contentType": "STORY", "title": title, "pubDate": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    links = {"canonicalUrl": {"url": link}, "clickThroughUrl": {"url": link}}
    return {"id": "1", "content": {**known, "provider": {"displayName": publisher}, **links, **content}}


def chart(symbol: str, days: Mapping[datetime, float | None], first: datetime, **meta: object) -> dict[str, object]:
    """Return a daily chart as v8 gives it."""
    given: dict[str, object] = {
        "currency": "HKD",
        "symbol": symbol,
        "instrumentType": "INDEX",
        "firstTradeDate": int(first.timestamp()),
        "exchangeTimezoneName": "Asia/Hong_Kong",
        "priceHint": 2,
        "chartPreviousClose": 1.0,
        "dataGranularity": "1d",
        "validRanges": ["1d", "5d", "1mo", "max"],
    }
    times = [int(day.timestamp()) for day in days]
    closes = {"quote": [{"close": list(days.values())}]}
    return {"chart": {"result": [{"meta": given | meta, "timestamp": times, "indicators": closes}], "error": None}}


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that came in; `at` is by the clock that the stand-in was given."""

    host: str
    path: str
    query: Mapping[str, str]
    at: datetime | None
    cookie: str


@dataclass(slots=True)
class Yahoo:
    """What it has, what is wrong with it, and what it was asked.

    `faults` are used up one a request, each for the paths that contain its first part: ("quote", "429").
    Kinds: 401, 404, 429, 500, html, poisoned, empty, drop, slow, consent. `patience`: seconds until Surge gives up.
    """

    quotes: dict[str, Entry] = field(default_factory=dict)
    charts: dict[str, dict[str, object]] = field(default_factory=dict)
    news: dict[str, list[object]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    requests: list[Seen] = field(default_factory=list)
    listed: list[Entry] = field(default_factory=list)
    crumb: str = CRUMB
    clock: Callable[[], datetime] | None = None
    port: int = 0
    secure: bool = False
    patience: float = 10.0

    def put(self, *entries: Entry) -> None:
        """Quote these from now on."""
        self.quotes.update({str(each["symbol"]): each for each in entries})

    def paths(self) -> list[str]:
        """Return what was asked for, in order, without the first parts that never differ."""
        paths = [seen.host if seen.path == "/" else seen.path for seen in self.requests]
        return [path.removeprefix("/v1/test/").removeprefix("/v7/finance/") for path in paths]

    async def answer(self, request: web.Request) -> web.StreamResponse:  # noqa: PLR0911 - a table
        """Answer as the host that is asked for does."""
        host = (request.host or "").partition(":")[0].removesuffix(".localhost")
        at = self.clock() if self.clock else None
        self.requests.append(Seen(host, request.path, dict(request.query), at, request.cookies.get("A3", "")))
        if fault := self._fault(request.path, host):
            return await self._fail(fault, request)
        match host, request.path:
            case "fc.yahoo.com", _:
                return self._cookie(web.Response(status=404, text=PAGE, content_type="text/html"))
            case "consent.yahoo.com", _ if request.method == "POST" and "done" in request.query:
                raise web.HTTPFound(self._url("query1.finance.yahoo.com", request.query["done"]))
            case (("guce.yahoo.com" | "consent.yahoo.com"), _):
                return self._cookie(web.Response(text=FORM, content_type="text/html"))
            case _, "/v1/test/getcrumb":
                known = request.cookies.get("A3") == COOKIE
                return web.Response(text=self.crumb) if known else web.json_response(INVALID, status=401)
            case _, "/v7/finance/quote":
                return self._quotes(request)
            case _, "/v1/finance/screener":
                return self._screened(await request.json())
        return (
            await self._news(request) if host.startswith("finance.") else self._chart(request.path.rpartition("/")[2])
        )

    def _fault(self, path: str, host: str) -> str:
        for number, (part, kind) in enumerate(self.faults):
            if part in f"{host}{path}":
                del self.faults[number]
                return kind
        return ""

    async def _fail(self, kind: str, request: web.Request) -> web.StreamResponse:  # noqa: PLR0911 - a table
        match kind:
            case "429":
                return web.Response(status=429, text="Too Many Requests\r\n")
            case "poisoned":
                return web.Response(text="Too Many Requests\r\n")
            case "401":
                return web.json_response(INVALID, status=401)
            case "404" | "500":
                return web.Response(status=int(kind), text="oops")
            case "html":
                return web.Response(text=PAGE, content_type="text/html")
            case "empty":
                return web.json_response({"quoteResponse": {"result": [], "error": None}})
            case "consent":
                raise web.HTTPFound(self._url("consent.yahoo.com", f"/v2/collectConsent?done={quote(request.path_qs)}"))
            case "slow":
                await asyncio.sleep(2 * self.patience)
                return web.Response()
            case _:
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()

    def _url(self, host: str, path: str) -> str:
        return f"https://{host}{path}" if self.secure else f"http://{host}.localhost:{self.port}{path}"

    def _cookie(self, response: web.Response) -> web.Response:
        domain = ".yahoo.com" if self.secure else ".yahoo.com.localhost"
        response.set_cookie("A3", COOKIE, domain=domain, max_age=31557600, path="/")
        return response

    def _quotes(self, request: web.Request) -> web.Response:
        if request.cookies.get("A3") != COOKIE or request.query.get("crumb") != self.crumb:
            return web.json_response(INVALID, status=401)
        asked = request.query["symbols"].split(",")
        found = [self.quotes[symbol] for symbol in asked if symbol in self.quotes]
        return web.json_response({"quoteResponse": {"result": found, "error": None}})

    async def _news(self, request: web.Request) -> web.Response:
        (symbol,) = (await request.json())["serviceConfig"]["s"]
        return web.json_response({"data": {"tickerStream": {"stream": self.news.get(symbol, [])}}})

    def _screened(self, asked: dict[str, int]) -> web.Response:
        """Answer a posted screen: a page of what is listed, whatever is screened for."""
        page = self.listed[asked["offset"] : asked["offset"] + asked["size"]]
        found = {"start": asked["offset"], "count": len(page), "total": len(self.listed), "quotes": page}
        return web.json_response({"finance": {"result": [found], "error": None}})

    def _chart(self, symbol: str) -> web.Response:
        if symbol in self.charts:
            return web.json_response(self.charts[symbol])
        error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
        return web.json_response({"chart": {"result": None, "error": error}}, status=404)


def make_app(yahoo: Yahoo) -> web.Application:
    """Return the web application that answers as `yahoo`."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", yahoo.answer)
    return app


@asynccontextmanager
async def serving(yahoo: Yahoo) -> AsyncIterator[Yahoo]:
    """Serve `yahoo` on a free port."""
    runner = web.AppRunner(make_app(yahoo), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        yahoo.port = runner.addresses[0][1]
        yield yahoo
    finally:
        await runner.cleanup()


@contextmanager
def in_a_thread(yahoo: Yahoo) -> Iterator[Yahoo]:
    """Serve `yahoo` beside code that has no event loop of its own."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def run() -> None:
        async with serving(yahoo):
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    try:
        assert ready.wait(10)
        yield yahoo
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


def rewritten(yahoo: Yahoo) -> Callable[[Any], Any]:
    """Return what makes Surge's own session, but with Yahoo's hosts standing on loopback.

    libcurl resolves `*.localhost` by itself, so that cookies go on living in a domain of Yahoo's.
    """
    from bot.market.yahoo.session import PacedSession  # noqa: PLC0415 - curl_cffi only where it is needed

    class Rewritten(PacedSession):
        """Sends every request to the stand-in, and waits for it as long as the test has patience."""

        def __init__(self, manners: Manners) -> None:
            super().__init__(manners)
            self.patience = yahoo.patience

        def request(self, method: Any, url: str, **options: Any) -> Any:  # type: ignore[override]  # noqa: ANN401 - curl_cffi's
            asked = urlsplit(url)
            if (asked.hostname or "").endswith("yahoo.com"):
                query = f"?{asked.query}" if asked.query else ""
                url = f"http://{asked.hostname}.localhost:{yahoo.port}{asked.path}{query}"
            return super().request(method, url, **options)

    return Rewritten


@dataclass(slots=True)
class Hands:
    """A clock that moves only when somebody waits: `sleep` in a thread, `pause` on the loop."""

    now: datetime

    def time(self) -> datetime:
        """Tell the time."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)

    async def pause(self, seconds: float) -> None:
        """Let time pass."""
        self.sleep(seconds)


@asynccontextmanager
async def surge_to(
    yahoo: Yahoo,
    home: Path,
    now: datetime | Hands,
    requests: RequestLog | None = None,
    *,
    pause: Callable[[float], Awaitable[None]] | None = None,
) -> AsyncIterator[YahooProvider]:
    """Serve `yahoo`, and give Surge's provider that asks it at `now`, with nothing left of an earlier one."""
    from yfinance.cache import get_cookie_cache, set_cache_location  # noqa: PLC0415 - a second that few tests need

    hands = now if isinstance(now, Hands) else Hands(now)
    yahoo.clock = yahoo.clock or hands.time
    set_cache_location(str(home))
    get_cookie_cache().store("curlCffi", None)
    async with serving(yahoo):
        provider = YahooProvider(
            home,
            requests,
            hands.time,
            session=rewritten(yahoo),
            sleep=hands.sleep,
            pause=pause or hands.pause,
        )
        try:
            yield provider
        finally:
            await provider.close()
