"""Daily closes, fetched once a session in the background and kept in memory.

Nobody waits for them longer than a moment: who asks first may get none, and a card then says less, never wrong.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog

from bot.clock import Clock
from bot.errors import MarketError, NoData
from bot.market import sessions
from bot.market.instruments import named
from bot.market.quotes import Series

log = structlog.get_logger()

# A share listed for forty years takes two megabytes.
LARGEST = 24
GOOD = timedelta(days=1)
UNKNOWN_FOR = timedelta(hours=1)
AGAIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The closes before the session `today`, and until when they need not be asked for again."""

    today: date
    series: Series
    until: datetime


class Backfill:
    """Keeps daily closes. `fetch` brings a symbol's; `wall` is real time; `patience` is in seconds.

    `free` tells whether a request may leave within that many seconds: right after quotes it may not.
    """

    def __init__(
        self,
        fetch: Callable[[str], Awaitable[Series]],
        wall: Clock,
        patience: float,
        free: Callable[[float], bool] = bool,
    ) -> None:
        self._fetch, self._wall, self._patience, self._free = fetch, wall, patience, free
        self._kept: dict[str, _Kept] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def series(self, symbol: str, today: date) -> Series:
        """Return the closes before the session `today`; none while they are still on their way."""
        if (kept := self._current(symbol, today)) is not None:
            return kept
        if symbol not in self._tasks:
            task = self._tasks[symbol] = asyncio.create_task(self._bring(symbol, today))
            task.add_done_callback(lambda _: self._tasks.pop(symbol, None))
        # Nobody waits for what cannot come meanwhile.
        await asyncio.wait({self._tasks[symbol]}, timeout=self._patience if self._free(self._patience) else 0)
        return self._current(symbol, today) or Series()

    async def close(self) -> None:
        """Stop fetching."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _current(self, symbol: str, today: date) -> Series | None:
        kept = self._kept.get(symbol)
        return kept.series if kept and kept.today == today and self._wall() < kept.until else None

    async def _bring(self, symbol: str, today: date) -> None:
        series, good_for = Series(), AGAIN
        try:
            series, good_for = _fit(await self._fetch(symbol), symbol, today)
        except NoData:
            good_for = UNKNOWN_FOR
        except MarketError as error:
            log.warning("no daily closes", symbol=symbol, error=error.sentence)
        self._kept.pop(symbol, None)
        while len(self._kept) >= LARGEST:
            del self._kept[next(iter(self._kept))]
        self._kept[symbol] = _Kept(today, series, self._wall() + good_for)


def _fit(series: Series, symbol: str, today: date) -> tuple[Series, timedelta]:
    """Return the closes before `today`, and for how long they are good.

    Yahoo drops rows at times: where the last session's is lacking, today's price could be called the highest of a
    quarter when it is below yesterday's. Then there are none, for now.
    """
    exchange, earlier = named(symbol).exchange, series.before(today)
    last = today - sessions.DAY
    while not sessions.session(exchange, last):
        last -= sessions.DAY
    if earlier.closes and earlier.closes[-1].day < last:
        return Series(), AGAIN
    return earlier, GOOD
