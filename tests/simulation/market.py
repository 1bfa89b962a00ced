"""A Yahoo and a Tencent in memory: every share has a price that moves, and each request is written down."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.cookiejar import Cookie
from math import sin
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

from bot.clock import HONG_KONG, Clock
from bot.market import sessions
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.manners import Manners
from bot.market.yahoo.session import PacedSession
from tests.yahoo_standin import CRUMB, Entry, chart, entry

DAY = timedelta(days=1)
DELAYS = {Exchange.HONG_KONG: 15, Exchange.SHANGHAI: 30, Exchange.SHENZHEN: 30, Exchange.NEW_YORK: 0}
# Seconds since 1970, of a time that yfinance does not take for milliseconds.
LASTS = 1_900_000_000
# When a closing price is stamped, after the end of trading.
STAMP = timedelta(minutes=8)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: when, for what, and how many symbols it had."""

    at: datetime
    what: str
    symbols: int = 0


@dataclass(slots=True)
class Market:
    """Answers at any time of `clock`; `asked` is the log. Symbols that begin with "ZZ" are nobody's."""

    clock: Clock
    asked: list[Asked] = field(default_factory=list)

    def session(self, manners: Manners) -> PacedSession:
        """Return a session as Surge's own, but for the wire."""
        from curl_cffi.requests import Response  # noqa: PLC0415 - a sixth of a second that only this needs

        market = self

        class InMemory(PacedSession):
            """Waits for its turn and judges the answer, as ever; the answer is made here."""

            def request(self, method: Any, url: str, **options: Any) -> Response:  # type: ignore[override]  # noqa: ANN401, ARG002 - curl_cffi's
                manners.leave()
                self.cookies.jar.set_cookie(_cookie())
                response = Response()
                response.url, response.content = url, market.answer(url, options.get("params") or {})
                self._judge(response)
                return response

        return InMemory(manners)

    def answer(self, url: str, params: Mapping[str, Any]) -> bytes:
        """Answer one request, and write it down."""
        address = urlsplit(url)
        match address.path.rpartition("/")[2]:
            case "quote":
                symbols = str(params["symbols"]).split(",")
                self._note("quotes", len(symbols))
                found = [self.quote(symbol) for symbol in symbols if not symbol.startswith("ZZ")]
                return json.dumps({"quoteResponse": {"result": found, "error": None}}).encode()
            case "getcrumb":
                self._note("crumb")
                return CRUMB.encode()
            case "screener":
                self._note("listed shares")
                return json.dumps({"finance": {"result": [{"quotes": []}]}}).encode()
            case symbol if "/chart/" in address.path:
                self._note("daily closes", 1)
                return json.dumps(self._chart(symbol)).encode()
            case _:
                self._note("cookie")
                return b""

    async def tencent(self, _: str, __: Mapping[str, str]) -> bytes:
        """Answer as Tencent does: the day's turnover grows to HK$260bn."""
        self._note("turnover")
        now = self.clock().astimezone(HONG_KONG)
        opened = sessions.open_of(Exchange.HONG_KONG, now.date())
        minutes = max(sessions.trading_minutes(Exchange.HONG_KONG, opened, now), 1)
        given = [
            "100",
            "恒生指数",
            "HSI",
            *["0"] * 27,
            f"{now:%Y/%m/%d %H:%M:%S}",
            *["0"] * 6,
            f"{26e6 * minutes / 330:.3f}",
        ]
        return f'v_hkHSI="{"~".join(given)}";'.encode("gb18030")

    def quote(self, symbol: str) -> Entry:
        """Return the quote of a symbol as Yahoo gives it just now."""
        exchange, currency = named(symbol).exchange, named(symbol).currency
        base, at = _base(symbol), self._traded(exchange)
        price = round(base * (1 + 0.06 * sin(at.timestamp() / 3600 + crc32(symbol.encode()))), 3)
        fields = {"currency": currency, "marketCap": int(base * 1e9), "longName": f"{symbol} Ltd"}
        return entry(symbol, price, at, base, exchangeDataDelayedBy=DELAYS[exchange], **fields)

    def _traded(self, exchange: Exchange) -> datetime:
        """Return the time of the newest price that is published."""
        published = self.clock() - timedelta(minutes=DELAYS[exchange])
        day = sessions.session_date(exchange, published)
        return min(published, sessions.close_of(exchange, day) + STAMP).replace(microsecond=0)

    def _chart(self, symbol: str) -> dict[str, object]:
        now, base = self.clock(), _base(symbol)
        days = {now - number * DAY: base * (1 + 0.01 * sin(number)) for number in range(30, 0, -1)}
        return chart(symbol, days, now - 30 * DAY)

    def _note(self, what: str, symbols: int = 0) -> None:
        self.asked.append(Asked(self.clock(), what, symbols))


def _cookie() -> Cookie:
    """Return a cookie that lasts: else yfinance would ask for another before each request."""
    given: dict[str, Any] = {
        "version": 0,
        "name": "A3",
        "value": "d=simulated",
        "port": None,
        "port_specified": False,
        "domain": ".yahoo.com",
        "domain_specified": True,
        "domain_initial_dot": True,
        "path": "/",
        "path_specified": True,
        "secure": True,
        "expires": LASTS,
        "discard": False,
        "rest": {},
        "comment": None,
        "comment_url": None,
    }
    return Cookie(**given)


def _base(symbol: str) -> float:
    """Return the previous close of a symbol."""
    return 10 + crc32(symbol.encode()) % 50_000 / 100
