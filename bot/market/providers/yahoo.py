"""Yahoo Finance as a source of quotes, through yfinance: its cookie, its crumb, its disguise; none of its frames.

All requests leave from one thread, by one session. yfinance is imported there, with the first request: it takes a
second and 90 MB (pandas among it, which nothing here calls).
"""

import asyncio
import time
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.clock import Clock
from bot.clock import wall as real_time
from bot.errors import BadAnswer, NoData, RateLimited, StorageError, SurgeError
from bot.market import sessions
from bot.market.instrument import SYMBOL
from bot.market.instruments import named
from bot.market.manners import Manners, MemoryRequestLog, Pace, RequestLog
from bot.market.news import Headline
from bot.market.provider import Answer, Refused, Source
from bot.market.quotes import Quote, Series
from bot.market.turnover import Scope, TurnoverHistory
from bot.market.yahoo import chart, news, quotes, screener
from bot.market.yahoo.frozen import Stillness

if TYPE_CHECKING:
    from bot.market.yahoo.session import PacedSession

log = structlog.get_logger()

Made = TypeVar("Made")
MakeSession = Callable[[Manners], "PacedSession"]

# `_crumb`, `_cookie` and `_cookie_strategy` are private: a newer yfinance may call them otherwise.
TRIED = "1.7.0"
QUOTES = "https://query1.finance.yahoo.com/v7/finance/quote"
CHART = "https://query2.finance.yahoo.com/v8/finance/chart/"
BATCH = 250
UNKNOWN_FOR = timedelta(hours=1)
FROZEN = "frozen"
_LONGEST_CRUMB = 40
_FIRST_CHART = datetime(1925, 1, 1, tzinfo=UTC)
# Daily closes that would have to wait longer than this wait for another hour instead.
_LONGEST_PAUSE = 60.0


class YahooProvider:
    """Asks Yahoo. `home` is Surge's folder, where yfinance gets one of its own.

    `requests` keeps the count across restarts (None: in memory only). `wall` is real time; `sleep` (seconds) waits in
    the thread, `pause` on the event loop.
    """

    def __init__(  # noqa: PLR0913 - what waits and what goes out is given, for tests
        self,
        home: Path,
        requests: RequestLog | None = None,
        wall: Clock = real_time,
        *,
        session: MakeSession | None = None,
        sleep: Callable[[float], None] = time.sleep,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._wall, self._pause = wall, pause
        self._manners = Manners("Yahoo", requests or MemoryRequestLog(), wall, sleep)
        self._line = _Line(home, self._manners, session or _browser)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yahoo")
        self._in_background = asyncio.Lock()
        self._saving: set[asyncio.Task[None]] = set()
        self._stillness = Stillness()
        self._unknown: dict[str, datetime] = {}
        self._days: dict[str, date] = {}

    @property
    def source(self) -> Source:
        """Yahoo, live."""
        return Source("Yahoo")

    @property
    def symbols(self) -> Collection[str]:
        """The symbols that Yahoo has quoted to us."""
        return self._days.keys()

    @property
    def manners(self) -> Manners:
        """How Yahoo is asked: who else asks for figures shares its hour."""
        return self._manners

    @property
    def pace(self) -> Pace:
        """How many requests were made in the last hour, and the pause that Yahoo asked for."""
        return self._manners.pace()

    def free(self, patience: float) -> bool:
        """Whether a request that nobody waits for may leave within so many seconds."""
        return self._manners.free(patience)

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Ask for all `symbols` in one request (250 a request). Raises ProviderError.

        What Yahoo does not know is remembered for an hour and not asked for.
        """
        now = self._wall()
        self._unknown = {symbol: until for symbol, until in self._unknown.items() if until > now}
        asked = sorted({symbol for symbol in symbols if SYMBOL.fullmatch(symbol)} - self._unknown.keys())
        async with self._counted():
            batches = [await self._batch(asked[start : start + BATCH]) for start in range(0, len(asked), BATCH)]
        found = [quote for batch in batches for quote in batch.quotes]
        still = {quote.symbol for quote in found if self._stillness.frozen(quote)}
        refused = [each for batch in batches for each in batch.refused]
        refused += [Refused(symbol, FROZEN) for symbol in sorted(still)]
        return Answer(tuple(quote for quote in found if quote.symbol not in still), (), tuple(refused))

    async def closes(self, symbol: str) -> Series:
        """Return the daily closes before the session of the last quote, when nobody waits for quotes.

        None where Yahoo has no chart. Raises ProviderError.
        """
        with suppress(NoData):
            series = await self._chart(symbol)
            today = self._days.get(symbol) or sessions.session_date(named(symbol).exchange, self._wall())
            return series.before(today)
        return Series()

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Return nothing: Yahoo has no turnover."""
        return TurnoverHistory(scope)

    async def news(self, symbol: str) -> tuple[Headline, ...]:
        """Return the newest headlines that Yahoo lists for `symbol`, when nobody waits for quotes.

        Raises ProviderError and NoData.
        """
        if not SYMBOL.fullmatch(symbol):
            raise NoData("No symbol of Yahoo's.")
        async with self._when_free("headlines"):
            try:
                return await self._away(lambda: news.read(self._line.get(news.URL, news.PARAMS, news.body(symbol))))
            except NoData as error:
                raise BadAnswer("Yahoo has no headlines where they used to be.") from error

    async def listed(self, page: int) -> tuple[Quote, ...]:
        """Return a page (from 0) of all shares listed in Hong Kong, when nobody waits for quotes; none after the last.

        Raises ProviderError.
        """
        async with self._when_free("the list of shares"):
            try:
                ask = partial(self._line.get, screener.ADDRESS, screener.PARAMS, screener.body(page))
                return await self._away(lambda: screener.read(ask()))
            except NoData as error:
                raise BadAnswer("Yahoo has no list of shares where it used to be.") from error

    async def close(self) -> None:
        """Ask nothing any more; a request under way may still take its ten seconds."""
        await asyncio.gather(*self._saving)
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _batch(self, asked: Sequence[str]) -> quotes.Batch:
        try:
            batch = await self._away(lambda: quotes.read(self._line.get(QUOTES, {"symbols": ",".join(asked)}), asked))
        except NoData as error:
            raise BadAnswer("Yahoo has no quotes where they used to be.") from error
        expected = {symbol for symbol in batch.absent if symbol in self._days or not named(symbol).guessed}
        # One symbol alone may be gone; one that was here, or all before any came, is a fault.
        doubtful = not self._days or not expected.isdisjoint(self._days)
        if expected and doubtful and not (batch.quotes or batch.refused):
            raise BadAnswer("Yahoo's answer is empty.")
        self._manners.answered()
        self._learn(batch, expected)
        missing = tuple(Refused(symbol, quotes.MISSING) for symbol in sorted(expected))
        return quotes.Batch(batch.quotes, (*batch.refused, *missing), batch.absent)

    def _learn(self, batch: quotes.Batch, expected: Collection[str]) -> None:
        """Remember what Yahoo has, and what it does not have or has no more."""
        for quote in batch.quotes:
            self._days[quote.symbol] = sessions.local_date(named(quote.symbol).exchange, quote.time)
        gone = {each.symbol for each in batch.refused if each.reason == quotes.DELISTED}
        self._unknown |= dict.fromkeys((batch.absent - set(expected)) | gone, self._wall() + UNKNOWN_FOR)

    async def _chart(self, symbol: str) -> Series:
        """Fetch daily closes. Raises ProviderError and NoData."""
        if not SYMBOL.fullmatch(symbol):
            raise NoData("No symbol of Yahoo's.")
        async with self._when_free("daily closes"):
            # From the start, by seconds: with `range=max` Yahoo gives months instead of days.
            span = {"period1": int(_FIRST_CHART.timestamp()), "period2": int(self._wall().timestamp())}
            params = {**span, "interval": "1d", "includePrePost": "false", "events": "div,splits"}
            return await self._away(lambda: chart.read(self._line.get(CHART + symbol, params)))

    @asynccontextmanager
    async def _when_free(self, what: str) -> AsyncIterator[None]:
        """Wait, one behind the other, until nobody waits for quotes; `what` must wait for another hour if need be."""
        async with self._in_background, self._counted():
            while (wait := self._manners.wait(urgent=False)) > 0:
                if wait > _LONGEST_PAUSE:
                    raise RateLimited(f"Yahoo was asked enough for this hour: {what} must wait.")
                await self._pause(wait)
            yield

    async def _away(self, work: Callable[[], Made]) -> Made:
        """Do `work` in the one thread that speaks to Yahoo."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        """Know what was asked before, and keep what is asked; a database that fails stops nobody."""
        try:
            await self._manners.recall()
        except StorageError as error:
            log.warning("earlier requests not known", error=error.sentence)
        try:
            yield
        finally:
            # Nobody waits for a disk to hear a price.
            saving = asyncio.create_task(self._keep())
            self._saving.add(saving)
            saving.add_done_callback(self._saving.discard)

    async def _keep(self) -> None:
        try:
            await self._manners.keep()
        except StorageError as error:
            log.warning("requests not kept", error=error.sentence)


class _Line:
    """The line to Yahoo, as its thread knows it. Nothing of it may be called from elsewhere."""

    def __init__(self, home: Path, manners: Manners, make: MakeSession) -> None:
        self._folder, self._manners, self._make = home / "yfinance", manners, make
        self._session: PacedSession | None = None

    def get(self, url: str, params: dict[str, object], body: dict[str, object] | None = None) -> bytes:
        """Return what answers a request, a post where it has a body. Raises ProviderError, and NoData for a 404."""
        try:
            return self._get(url, params, body)
        except SurgeError:
            raise
        except Exception as error:  # an edge: yfinance lets through whatever befalls it
            log.exception("yfinance failed")
            raise BadAnswer("Yahoo's answer could not be taken in.") from error

    def _get(self, url: str, params: dict[str, object], body: dict[str, object] | None) -> bytes:
        from bot.market.yahoo.session import StaleCrumb  # noqa: PLC0415 - curl_cffi only where it is needed

        session = self._session = self._session or self._open()
        data = self._data(session)
        try:
            return self._body(data, url, params, body)
        except StaleCrumb:
            self._forget(data, session)
        # Once more with a new cookie and crumb; should Yahoo refuse those too, yfinance tries its way by the consent.
        session.strict = False
        try:
            return self._body(data, url, params, body)
        finally:
            session.strict = True

    def _body(self, data: Any, url: str, params: dict[str, object], body: dict[str, object] | None) -> bytes:  # noqa: ANN401 - yfinance has no types
        try:
            response = data.post(url, body=body, params=params) if body else data.get(url, params=params)
        except RateLimited:
            data._crumb = None  # noqa: SLF001 - yfinance has no way to drop it, and after a pause it is worth none
            raise
        finally:
            if not _fit(data._crumb):  # noqa: SLF001 - yfinance keeps whatever came in a crumb's place
                data._crumb = None  # noqa: SLF001 - the same
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            raise BadAnswer(f"Yahoo does not let Surge in ({response.status_code}).")
        return bytes(response.content)

    def _open(self) -> "PacedSession":
        """Import yfinance, make it tell its failures, and begin without anything left of an earlier session."""
        import yfinance  # noqa: PLC0415 - see the top

        # After the import: yfinance sets filters of its own, and pandas warns of what yfinance does.
        warnings.filterwarnings("ignore", module="yfinance")
        if yfinance.__version__ != TRIED:
            log.warning("another yfinance than was tried", tried=TRIED, found=yfinance.__version__)
        yfinance.config.debug.hide_exceptions = False
        # Where it cannot keep its cookie it asks for a new one before each request.
        self._folder.mkdir(parents=True, exist_ok=True)
        yfinance.set_tz_cache_location(str(self._folder))
        session = self._make(self._manners)
        data = self._data(session)
        # There is one YfData in a process, whoever used it before.
        data._crumb, data._cookie, data._cookie_strategy = None, None, "basic"  # noqa: SLF001 - it has no way to reset
        return session

    def _data(self, session: "PacedSession") -> Any:  # noqa: ANN401 - yfinance has no types
        from yfinance.data import YfData  # noqa: PLC0415 - see the top

        return YfData(session=session)

    def _forget(self, data: Any, session: "PacedSession") -> None:  # noqa: ANN401 - yfinance has no types
        """Drop crumb and cookie, the one on disk too."""
        from yfinance.cache import get_cookie_cache  # noqa: PLC0415 - see the top

        data._crumb = data._cookie = None  # noqa: SLF001 - see _body
        session.cookies.clear()
        get_cookie_cache().store("curlCffi", None)


def _fit(crumb: object) -> bool:
    """Whether it can be a crumb: a short word, no sentence and no page."""
    return isinstance(crumb, str) and 0 < len(crumb) <= _LONGEST_CRUMB and not set(crumb) & set("< >\n")


def _browser(manners: Manners) -> "PacedSession":
    from bot.market.yahoo.session import PacedSession  # noqa: PLC0415 - curl_cffi only where it is needed

    return PacedSession(manners)
