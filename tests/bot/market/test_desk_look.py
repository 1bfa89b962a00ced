"""The desk looks at what is due: in batches, each market in its hours, and without keeping anybody waiting."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bot.errors import NoData, Unreachable
from bot.market.desk import SLICE, QuoteDesk
from bot.market.instruments import members, named
from bot.market.plan import BATCH, BOARD, PAUSE, SHARED, SPACING
from bot.market.provider import Answer, Source
from bot.market.quotes import Quote, Series
from bot.market.turnover import Scope, TurnoverHistory
from bot.storage.caches.memory import MemoryCache
from tests.bot.market.samples import at

MINUTE = timedelta(minutes=1)
CODES = [f"{code:04}.HK" for code in range(1, 601)]


class Live:
    """A source that quotes whatever it is asked for, a quarter of an hour late; what it is asked is written down."""

    source = Source("test")
    symbols: Collection[str] = ()

    def __init__(self, now: datetime) -> None:
        self.now, self.asked, self.down = now, list[frozenset[str]](), False

    def clock(self) -> datetime:
        """Tell the time."""
        return self.now

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Quote them all."""
        self.asked.append(frozenset(symbols))
        if self.down:
            raise Unreachable("The source cannot be reached.")
        return Answer(tuple(quote(symbol, self.now - 15 * MINUTE) for symbol in sorted(symbols)))

    async def closes(self, _: str) -> Series:
        """Have none."""
        return Series()

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Have none."""
        return TurnoverHistory(scope)


def quote(symbol: str, time: datetime) -> Quote:
    """Return a quote in the currency that the symbol trades in; 0388.HK's is another's."""
    currency = "XTS" if symbol == "0388.HK" else named(symbol).currency
    return Quote(symbol=symbol, price=Decimal(100), previous_close=Decimal(99), time=time, currency=currency)


def desk_of(source: Live) -> QuoteDesk:
    """Return a desk over a live source."""
    return QuoteDesk(source, MemoryCache(), source.clock)


async def test_the_board_is_always_warm() -> None:
    """Without anybody asking, the board's indices and members are looked at: at once, then every two minutes."""
    source = Live(at("10:00"))
    desk = desk_of(source)
    await desk.look()
    assert desk.due() == ()
    assert (await desk.look()).accepted == ()
    source.now += desk.interval
    await desk.look()
    assert len(source.asked) == 2
    assert source.asked[0] >= {*BOARD, *(each.symbol for each in members("^HSI"))}
    assert (await desk.quote(named("^HSI"))).age == 15 * MINUTE


async def test_what_anybody_needs_is_looked_at() -> None:
    """Needs are replaced by name; what somebody asked for is kept warm for an hour, and then forgotten."""
    source = Live(at("10:00"))
    desk = desk_of(source)
    desk.need("alerts", ["9988.HK"])
    desk.need("alerts", ["0856.HK"])
    await desk.quotes([named("1686.HK")])
    assert set(desk.wanted) == {"1686.HK"}
    assert "1686.HK" not in desk.due()
    source.now += 2 * MINUTE
    assert {"0856.HK", "1686.HK"} <= set(desk.due())
    source.now += 60 * MINUTE
    assert desk.wanted == frozenset()
    assert "1686.HK" not in desk.due()


async def test_a_failing_source_is_left_alone_for_a_while() -> None:
    """A look that fails is told; the next is due a minute later, also when the clock goes on."""
    source = Live(at("10:00"))
    desk = desk_of(source)
    source.down = True
    with pytest.raises(Unreachable):
        await desk.look()
    source.now += PAUSE - timedelta(seconds=1)
    assert desk.due() == ()
    source.down = False
    source.now += timedelta(seconds=1)
    assert (await desk.look()).accepted


async def test_others_have_their_turn_while_hundreds_are_taken_in() -> None:
    """Six hundred quotes pass admission in slices between which others work; all that is refused is told in the end."""
    source = Live(at("10:00"))
    desk = desk_of(source)
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    busy = asyncio.create_task(others())
    poll = await desk.poll(CODES)
    busy.cancel()
    assert turns >= len(CODES) // SLICE
    assert len(poll.accepted) == len(CODES) - 1
    assert [(each.symbol, each.reason) for each in poll.refused] == [("0388.HK", "wrong currency")]
    assert desk.latest("0600.HK") is poll.accepted[-1]
    assert desk.refusals == {"wrong currency": 1}


async def test_questions_beyond_their_share_wait_for_the_next_batch() -> None:
    """So many new questions in an hour that others would starve are answered with the next look."""
    source = Live(at("10:00"))
    desk = desk_of(source)
    await desk.look()
    for symbol in CODES:
        await desk.quotes([named(symbol)])
    batches_an_hour = 30
    assert len(source.asked) - 1 == SHARED - batches_an_hour
    with pytest.raises(NoData):
        await desk.quote(named(CODES[-1]))
    known = frozenset[str]().union(*source.asked)
    source.now += SPACING
    await desk.look()
    assert source.asked[-1].isdisjoint(known)
    assert len(source.asked[-1]) == BATCH
    source.now += SPACING
    await desk.look()
    assert (await desk.quote(named(CODES[-1]))).quote.price == 100
