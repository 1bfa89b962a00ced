"""A Yahoo for benchmarks: whatever symbol is asked for has a price that moves, and each answer takes its time."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from aiohttp import web

from tests.yahoo_standin import Yahoo, chart, entry

# A minute of the morning session; prices are a quarter of an hour old and a little more, as Hong Kong's are.
NOW = datetime.fromisoformat("2025-07-15T11:00:00+08:00")
OPEN = datetime.fromisoformat("2025-07-15T09:30:00+08:00")
FIRST_PRICES = NOW - timedelta(minutes=20)
INDEX = "^HSI"
BARS = 330
DAYS = 250
QUOTES = "/v7/finance/quote"
CHART = "/v8/finance/chart/"
DELAY = 0.08
PRICE, TIME = '"PRICE"', '"TIME"'
# Codes of the main board, most of them outside Surge's catalogue.
HUNDRED = tuple(f"{number:04}.HK" for number in range(1, 101))


@dataclass(slots=True)
class Market(Yahoo):
    """Answers about prices come after `delay` seconds; `polls` counts those of quotes."""

    delay: float = 0.0
    polls: int = 0

    @contextmanager
    def taking(self, seconds: float) -> Iterator[None]:
        """Answer this late for a while."""
        self.delay, before = seconds, self.delay
        try:
            yield
        finally:
            self.delay = before

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as Yahoo does."""
        if request.path == QUOTES and request.query.get("crumb") == self.crumb:
            self.polls += 1
            at = FIRST_PRICES + timedelta(seconds=self.polls)
            body = quoted(request.query["symbols"]).replace(PRICE, str(100 + self.polls % 7 / 100))
            body = body.replace(TIME, str(int(at.timestamp())))
        elif request.path.startswith(CHART):
            body = charted(request.path.removeprefix(CHART), request.query.get("interval", "1d"))
        else:
            return await Yahoo.answer(self, request)
        await asyncio.sleep(self.delay)
        return web.Response(text=body, content_type="application/json")


@cache
def quoted(symbols: str) -> str:
    """Return an answer of quotes, but for price and time: it is made anew at every request, and must not take long."""
    entries = [entry(symbol, 100.0, NOW, 99.0) for symbol in symbols.split(",")]
    blank: list[dict[str, object]] = [
        each | {"regularMarketPrice": "PRICE", "regularMarketTime": "TIME"} for each in entries
    ]
    for each in blank:
        # They would have to follow the price.
        del each["regularMarketChange"], each["regularMarketChangePercent"]
    return json.dumps({"quoteResponse": {"result": blank, "error": None}})


@cache
def charted(symbol: str, interval: str) -> str:
    """Return a chart of minutes, or of days up to yesterday."""
    if interval == "1m":
        times = [OPEN + timedelta(minutes=minute) for minute in range(BARS)]
    else:
        days = [OPEN - timedelta(days=number) for number in range(DAYS * 7 // 5, 0, -1)]
        times = [day for day in days if day.weekday() < 5]
    body = chart(symbol, {time: 99.0 + number % 5 / 10 for number, time in enumerate(times)}, times[0], **META)
    result = body["chart"]["result"][0]  # type: ignore[index] # its shape is known
    closes = result["indicators"]["quote"][0]["close"]
    bars = dict.fromkeys(("open", "high", "low", "close"), closes) | {"volume": [1000] * len(closes)}
    result["indicators"] = {"quote": [bars], "adjclose": [{"adjclose": closes}]}
    result["meta"] |= {"dataGranularity": interval} | (
        {"tradingPeriods": [[_period(0, 390)]]} if interval == "1m" else {}
    )
    return json.dumps(body)


def _period(begins: int, ends: int) -> dict[str, object]:
    at = [OPEN + timedelta(minutes=minutes) for minutes in (begins, ends)]
    return {"timezone": "HKT", "gmtoffset": 28800, "start": int(at[0].timestamp()), "end": int(at[1].timestamp())}


META: dict[str, object] = {
    "exchangeName": "HKG",
    "gmtoffset": 28800,
    "timezone": "HKT",
    "hasPrePostMarketData": False,
    "regularMarketPrice": 100.0,
    "regularMarketTime": int(FIRST_PRICES.timestamp()),
    "currentTradingPeriod": {"pre": _period(0, 0), "regular": _period(0, 390), "post": _period(390, 390)},
    "range": "1d",
}
