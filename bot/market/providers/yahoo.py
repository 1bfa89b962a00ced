"""Yahoo Finance as a source of quotes, through yfinance: its cookie, its crumb, its disguise; none of its frames.

All requests leave from one thread, by one session. yfinance is imported there, with the first request: it takes a
second and 90 MB (pandas among it, which nothing here calls).
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import structlog

from bot.clock import Clock
from bot.clock import wall as real_time
from bot.errors import BadAnswer, NoData, RateLimited, StorageError
from bot.market import sessions
from bot.market.instrument import SYMBOL
from bot.market.instruments import named
from bot.market.manners import Manners, MemoryRequestLog, Pace, RequestLog
from bot.market.news import Headline
from bot.market.provider import DELISTED, MISSING, Answer, Refused, Source
from bot.market.quotes import Quote, Series
from bot.market.turnover import Scope, TurnoverHistory
from bot.market.yahoo import chart, news, quotes, screener
from bot.market.yahoo.frozen import Stillness
from bot.market.yahoo.line import Line, MakeSession, browser

log = structlog.get_logger()

Made = TypeVar("Made")

QUOTES = "https://query1.finance.yahoo.com/v7/finance/quote"
CHART = "https://query2.finance.yahoo.com/v8/finance/chart/"
BATCH = 250
SOURCE = Source("Yahoo")
UNKNOWN_FOR = timedelta(hours=1)
FROZEN = "frozen"
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
        self._line = Line(home, self._manners, session or browser)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yahoo")
        self._in_background = asyncio.Lock()
        self._saving: set[asyncio.Task[None]] = set()
        self._stillness = Stillness()
        self._unknown: dict[str, datetime] = {}
        self._days: dict[str, date] = {}

    @property
    def source(self) -> Source:
        """Yahoo, live."""
        return SOURCE

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
        missing = tuple(Refused(symbol, MISSING) for symbol in sorted(expected))
        return quotes.Batch(batch.quotes, (*batch.refused, *missing), batch.absent)

    def _learn(self, batch: quotes.Batch, expected: Collection[str]) -> None:
        """Remember what Yahoo has, and what it does not have or has no more."""
        for quote in batch.quotes:
            self._days[quote.symbol] = sessions.local_date(named(quote.symbol).exchange, quote.time)
        gone = {each.symbol for each in batch.refused if each.reason == DELISTED}
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
