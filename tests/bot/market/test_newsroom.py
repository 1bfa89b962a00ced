"""The desk for headlines: one request for all who wait, kept for a while, and never a reason to wait for a quote."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.errors import NoData, RateLimited, Unreachable
from bot.market.news import Headline
from bot.market.newsroom import AGAIN, GOOD, LARGEST, QUEUE, UNASKED, NewsDesk
from tests.bot.market.samples import at
from tests.yahoo_standin import Hands

TOLD = Headline(title="Tencent up", publisher="Reuters", url="", time=at("13:00"))


class Press:
    """A source of headlines: it counts what it is asked, and may be slow, failing or empty."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.told: tuple[Headline, ...] = (TOLD,)
        self.failure: Exception | None = None
        self.ready = asyncio.Event()
        self.ready.set()

    async def fetch(self, symbol: str) -> tuple[Headline, ...]:
        """Answer."""
        self.asked.append(symbol)
        await self.ready.wait()
        if self.failure:
            raise self.failure
        return self.told


@pytest.fixture(name="hands")
def clock() -> Hands:
    """A clock that stands."""
    return Hands(at("14:00"))


@pytest.fixture(name="press")
def source() -> Press:
    """A source with one headline."""
    return Press()


async def once(true: Callable[[], object]) -> None:
    """Let the loop turn until something is true."""
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 - what is waited for is a turn of the loop
            await asyncio.sleep(0)


async def test_all_who_wait_share_one_request(press: Press, hands: Hands) -> None:
    """Any number of people asking for a quarter of an hour is one request; then there is another."""
    desk = NewsDesk(press.fetch, hands.time)
    assert set(await asyncio.gather(*(desk.headlines("0700.HK") for _ in range(9)))) == {(TOLD,)}
    hands.now += GOOD - timedelta(seconds=1)
    assert await desk.headlines("0700.HK") == desk.latest("0700.HK") == (TOLD,)
    assert press.asked == ["0700.HK"]
    hands.now += timedelta(seconds=1)
    await desk.headlines("0700.HK")
    assert len(press.asked) == 2


async def test_nobody_waits_for_ever(press: Press, hands: Hands) -> None:
    """Who loses patience is told so; the request goes on, and the next one has its headlines."""
    press.ready.clear()
    desk = NewsDesk(press.fetch, hands.time, patience=0.001)
    with pytest.raises(Unreachable, match="could be had just now"):
        await desk.headlines("0700.HK")
    press.ready.set()
    await once(lambda: desk.latest("0700.HK"))
    assert press.asked == ["0700.HK"]


async def test_a_card_takes_what_is_there(press: Press, hands: Hands) -> None:
    """A look never waits: the first has nothing, a later one the headlines, old ones until new ones have come."""
    desk = NewsDesk(press.fetch, hands.time)
    assert desk.latest("0700.HK") == ()
    await once(lambda: desk.latest("0700.HK"))
    hands.now += GOOD
    press.ready.clear()
    assert desk.latest("0700.HK") == (TOLD,)
    assert desk.latest("0700.HK") == (TOLD,)
    await once(lambda: len(press.asked) == 2)
    await desk.close()
    assert desk.latest("0700.HK") == (TOLD,)
    await desk.close()


async def test_nothing_is_remembered_too(press: Press, hands: Hands) -> None:
    """A symbol without headlines, or one that the source does not know, is asked for once a quarter of an hour."""
    desk = NewsDesk(press.fetch, hands.time)
    press.told = ()
    assert (await desk.headlines("0700.HK"), await desk.headlines("0700.HK")) == ((), ())
    press.failure = NoData("Unknown.")
    assert (await desk.headlines("NOPE"), await desk.headlines("NOPE")) == ((), ())
    assert press.asked == ["0700.HK", "NOPE"]


async def test_a_failure_is_told_and_kept_for_a_moment(press: Press, hands: Hands) -> None:
    """Everybody hears of it in its own words; the source is asked again two minutes later; old headlines stay."""
    desk = NewsDesk(press.fetch, hands.time)
    await desk.headlines("0700.HK")
    hands.now += GOOD
    press.failure = RateLimited("It asks for a pause.")
    for _ in range(3):
        with pytest.raises(RateLimited, match=r"No headlines could be had just now\. It asks for a pause\."):
            await desk.headlines("0700.HK")
    assert len(press.asked) == 2
    assert desk.latest("0700.HK") == (TOLD,)
    hands.now += AGAIN
    press.failure = None
    assert await desk.headlines("0700.HK") == (TOLD,)


async def test_the_queue_has_an_end(press: Press, hands: Hands) -> None:
    """Cards begin no request where others wait, and people are told when too many do."""
    press.ready.clear()
    desk = NewsDesk(press.fetch, hands.time, patience=0.001)
    for number in range(QUEUE):
        desk.latest(f"{number}.HK")
    await once(lambda: len(press.asked) == UNASKED)
    for number in range(QUEUE - UNASKED):
        with pytest.raises(Unreachable, match="on their way"):
            await desk.headlines(f"P{number}")
    with pytest.raises(Unreachable, match="many others wait"):
        await desk.headlines("LAST")
    await desk.close()
    assert len(press.asked) == QUEUE


async def test_the_memory_has_an_end(press: Press, hands: Hands) -> None:
    """Only so many symbols are kept; the one that was asked for longest ago goes first."""
    desk = NewsDesk(press.fetch, hands.time)
    for number in range(LARGEST + 1):
        await desk.headlines(str(number))
    assert len(press.asked) == LARGEST + 1
    await desk.headlines("1")
    assert len(press.asked) == LARGEST + 1
    await desk.headlines("0")
    assert len(press.asked) == LARGEST + 2
