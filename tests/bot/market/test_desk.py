"""The desk: one request for all who wait, and the last good figures when there is no answer."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bot.errors import NoData, RateLimited
from bot.market.desk import Freshness, QuoteDesk
from bot.market.instruments import named
from bot.market.provider import Answer
from bot.market.providers.replay import ReplayProvider
from bot.market.tape import Tape
from bot.storage.caches.memory import MemoryCache
from tests.bot.market.samples import at, entry, line, prices, tape

HSI, TENCENT, GOLDEN = named("^HSI"), named("0700.HK"), named("^HXC")


class CountingProvider(ReplayProvider):
    """A replay that counts what it is asked, and answers only when it is let."""

    def __init__(self, recorded: Tape) -> None:
        super().__init__(recorded)
        self.asked: list[frozenset[str]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Answer as the tape does, once it is let."""
        self.asked.append(frozenset(symbols))
        await self.open.wait()
        return await super().poll(symbols)


def desk_of(recorded: Tape, now: datetime | None = None) -> tuple[QuoteDesk, CountingProvider]:
    """Return a desk over a tape, at the replay's own time unless another is given."""
    provider = CountingProvider(recorded)
    return QuoteDesk(provider, MemoryCache(), lambda: now or provider.at), provider


async def test_two_hundred_cold_askers_make_one_request() -> None:
    """All who ask at once for what nobody knows yet share a single request, and all are answered."""
    desk, provider = desk_of(prices(("09:45", 24300)))
    found = await asyncio.gather(*(desk.quote(HSI) for _ in range(200)))
    assert len(provider.asked) == 1
    assert {each.quote.price for each in found} == {Decimal(24300)}


async def test_cold_symbols_share_a_batch() -> None:
    """Different symbols that are asked for at once go out in one request."""
    tencent = entry(500, "09:30", "0700.HK", previous_close=507.5)
    desk, provider = desk_of(tape(line("09:45", entry(24300, "09:30"), tencent)))
    await asyncio.gather(desk.quote(HSI), desk.quote(TENCENT), desk.turnover())
    assert provider.asked == [{"^HSI", "0700.HK"}]
    assert desk.wanted == {"^HSI", "0700.HK"}


async def test_a_warm_quote_asks_nobody() -> None:
    """What came within the last poll is served without a request."""
    desk, provider = desk_of(prices(("09:45", 24300)))
    await desk.quote(HSI)
    shown = await desk.quote(HSI)
    assert len(provider.asked) == 1
    assert (shown.freshness, shown.age) == (Freshness.DELAYED, timedelta(minutes=15))


async def test_what_the_source_does_not_have_is_not_asked_again_at_once() -> None:
    """A symbol without figures has an error that names its proxies, and is remembered for the length of a poll."""
    desk, provider = desk_of(prices(("09:45", 24300), ("09:48", 24301)))
    for _ in range(3):
        with pytest.raises(NoData, match="PGJ, KWEB"):
            await desk.quote(GOLDEN)
    assert len(provider.asked) == 1
    provider.move_to(1)
    with pytest.raises(NoData):
        await desk.quote(GOLDEN)
    assert len(provider.asked) == 2


async def test_who_loses_patience_gets_the_last_good_quote() -> None:
    """While the source hangs the last good quote is served, and what it brings in the end is kept for the next."""
    desk, provider = desk_of(prices(("09:45", 24300), ("10:45", 24400)))
    await desk.quote(HSI)
    provider.open.clear()
    provider.move_to(1)
    shown = await desk.quote(HSI, patience=0.01)
    assert (shown.freshness, shown.age) == (Freshness.STALE, timedelta(minutes=75))
    assert shown.quote.price == 24300
    provider.open.set()
    assert (await desk.quote(HSI)).quote.price == 24400
    assert len(provider.asked) == 2


async def test_an_asker_who_leaves_takes_nobody_along() -> None:
    """The request goes on for the others when the one who caused it is cancelled."""
    desk, provider = desk_of(prices(("09:45", 24300)))
    provider.open.clear()
    first = asyncio.create_task(desk.quote(HSI))
    second = asyncio.create_task(desk.quote(HSI))
    await asyncio.sleep(0.01)
    first.cancel()
    provider.open.set()
    assert (await second).quote.price == 24300
    assert len(provider.asked) == 1


async def test_a_failing_source_leaves_the_last_good_quote() -> None:
    """A failure is remembered until the source answers again, and what was known is served with its age."""
    recorded = tape(
        line("09:45", entry(24300, "09:30")), line("10:15", error="rate-limited"), line("10:16", entry(24400, "10:01"))
    )
    desk, provider = desk_of(recorded)
    await desk.quote(HSI)
    provider.move_to(1)
    with pytest.raises(RateLimited):
        await desk.poll(["^HSI"])
    assert isinstance(desk.trouble, RateLimited)
    assert (await desk.quote(HSI)).freshness is Freshness.STALE
    with pytest.raises(NoData, match="asks for a pause"):
        await desk.quote(TENCENT)
    provider.move_to(2)
    await desk.poll(["^HSI"])
    assert desk.trouble is None
    assert (await desk.quote(HSI)).quote.price == 24400


async def test_a_hundred_askers_do_not_hammer_a_failing_source() -> None:
    """When the shared request fails nobody who waited makes another."""
    desk, provider = desk_of(tape(line("09:45", error="unreachable")))
    answers = await asyncio.gather(*(desk.quotes([HSI]) for _ in range(100)))
    assert answers == [{}] * 100
    assert len(provider.asked) == 1


async def test_a_spike_is_never_shown() -> None:
    """A sample in quarantine is not shown; the last good one is."""
    desk, provider = desk_of(prices(("09:45", 24300), ("09:46", 99000), ("09:47", 24310)))
    seen = []
    for number in range(3):
        provider.move_to(number)
        await desk.poll(["^HSI"])
        seen.append((await desk.quote(HSI)).quote.price)
    assert seen == [24300, 24300, 24310]
    assert desk.latest("^HSI") == (await desk.quote(HSI)).quote
    assert desk.refusals == {"in quarantine": 1}


async def test_foreign_samples_never_reach_the_reader() -> None:
    """Zero, negative, absent and absurd prices, and errors between them, leave the last good quote on show."""
    odd: list[object] = [0, -24300, float("nan"), float("inf"), 1e300, 1e-300, None, "dear", 24e6]
    lines = [line(f"09:{46 + n}", entry(price, f"09:{31 + n}")) for n, price in enumerate(odd)]
    recorded = tape(line("09:45", entry(24300, "09:30")), *lines, line("09:56", error="timeout"), "nonsense")
    desk, provider = desk_of(recorded)
    for number in range(provider.lines):
        provider.move_to(number)
        assert (await desk.quote(HSI)).quote.price == 24300
        if number < len(odd) + 1:
            await desk.poll(["^HSI"])
    assert sum(desk.refusals.values()) == len(odd)


async def test_turnover_is_the_last_accepted_one() -> None:
    """A turnover that falls back is not shown, and that of one scope is not given for another."""
    values = (50e9, 40e9, 51e9)
    desk, provider = desk_of(
        tape(*(line(f"09:4{5 + n}", turnover={"scope": "market", "value": value}) for n, value in enumerate(values)))
    )
    seen = []
    for number in range(3):
        provider.move_to(number)
        await desk.poll(())
        found = await desk.turnover()
        seen.append(found.value if found else None)
    assert seen == [50e9, 50e9, 51e9]
    latest = desk.latest_turnover()
    assert latest is not None
    assert latest.value == 51 * 10**9


async def test_a_last_close_is_shown_as_such() -> None:
    """A price of an earlier session is shown with what it is, and moves nothing."""
    desk, _ = desk_of(tape(line("09:45", entry(24000, "2025-07-10 16:08"))))
    shown = await desk.quote(HSI)
    assert shown.freshness is Freshness.STALE
    assert shown.quote.price == 24000
    assert desk.latest("^HSI") is None


async def test_a_new_run_begins_with_nothing() -> None:
    """Clearing the desk forgets figures, failures and what admission remembered."""
    desk, provider = desk_of(prices(("09:45", 24300), ("09:46", 24400)))
    provider.move_to(1)
    await desk.poll(["^HSI"])
    await desk.clear()
    assert (desk.latest("^HSI"), desk.memory()) == (None, ())
    provider.move_to(0)
    assert (await desk.quote(HSI)).quote.price == 24300


async def test_memory_is_handed_over() -> None:
    """What one desk remembers lets the next go on: the same sample again is no news."""
    desk, _ = desk_of(prices(("09:45", 24300)))
    await desk.poll(["^HSI"])
    heir, _ = desk_of(prices(("09:45", 24300)))
    heir.remember(desk.memory())
    assert (await heir.poll(["^HSI"])).accepted == ()
    assert (await heir.quote(HSI)).quote.price == 24300


async def test_the_past_comes_from_the_source() -> None:
    """Closes, turnovers, the source's name and its symbols are the provider's."""
    header = {"closes": {"^HSI": [["2025-07-14", 24203.32]]}, "turnover": {"months": [["2025-06", 2.3e11]]}}
    desk, _ = desk_of(tape(line("09:45", entry(24300, "09:30")), header=header))
    assert [close.price for close in (await desk.series("^HSI")).closes] == [Decimal("24203.32")]
    assert (await desk.turnovers()).months == (("2025-06", Decimal(230) * 10**9),)
    assert desk.source.replay == at("09:45").date()
    assert set(desk.known) == {"^HSI"}
