"""Daily closes, kept in memory."""

import asyncio
from datetime import date
from decimal import Decimal

from bot.errors import Unreachable
from bot.market.quotes import Close, Series
from bot.market.yahoo.backfill import LARGEST, Backfill
from tests.bot.market.samples import at
from tests.yahoo_standin import Hands

TUESDAY, MONDAY, FRIDAY = date(2025, 7, 15), date(2025, 7, 14), date(2025, 7, 11)


class Source:
    """A source that knows the closes of some days, and counts how often it is asked."""

    def __init__(self, *days: date, error: Exception | None = None) -> None:
        self.asked: list[str] = []
        self.days, self.error = days, error

    async def closes(self, symbol: str) -> Series:
        """Give them, or fail."""
        self.asked.append(symbol)
        if self.error:
            raise self.error
        return Series(tuple(Close(day, at("10:00").hour) for day in self.days))  # type: ignore[arg-type]  # any number


async def test_a_new_session_asks_anew() -> None:
    """Closes are asked for once a session, and hold only days before it."""
    source = Source(FRIDAY, MONDAY, TUESDAY)
    backfill = Backfill(source.closes, Hands(at("10:00")).time, 5)
    for _ in range(2):
        assert [close.day for close in (await backfill.series("^HSI", TUESDAY)).closes] == [FRIDAY, MONDAY]
    assert len(source.asked) == 1
    assert [close.day for close in (await backfill.series("^HSI", MONDAY)).closes] == [FRIDAY]
    assert len(source.asked) == 2


async def test_a_failure_is_no_series() -> None:
    """Where the source fails there are none, and it is asked again after a quarter of an hour."""
    source, hands = Source(error=Unreachable("Away.")), Hands(at("10:00"))
    backfill = Backfill(source.closes, hands.time, 5)
    for _ in range(2):
        assert await backfill.series("^HSI", TUESDAY) == Series()
    assert len(source.asked) == 1
    hands.sleep(15 * 60)
    source.error, source.days = None, (MONDAY,)
    assert len((await backfill.series("^HSI", TUESDAY)).closes) == 1


async def test_what_cannot_come_soon_is_not_waited_for() -> None:
    """Closes that must wait for their turn keep nobody waiting, and are there once they came."""
    turn = asyncio.Event()

    async def fetch(_: str) -> Series:
        await turn.wait()
        return Series((Close(MONDAY, Decimal(100)),))

    backfill = Backfill(fetch, Hands(at("10:00")).time, 60, lambda _: turn.is_set())
    async with asyncio.timeout(10):
        assert await backfill.series("^HSI", TUESDAY) == Series()
        turn.set()
        assert [close.day for close in (await backfill.series("^HSI", TUESDAY)).closes] == [MONDAY]


async def test_memory_is_bounded() -> None:
    """No more symbols are kept than memory allows; the oldest goes."""
    source = Source(MONDAY)
    backfill = Backfill(source.closes, Hands(at("10:00")).time, 5)
    for number in [*range(LARGEST + 1), LARGEST, 0]:
        await backfill.series(f"{number:04}.HK", TUESDAY)
    assert len(source.asked) == LARGEST + 2
