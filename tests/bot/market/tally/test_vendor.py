"""Vendors are asked in their order, in the hour of all sources, and left alone after a failure."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import pytest

from bot.errors import BadAnswer, ProviderError, RateLimited, StorageError, Unreachable
from bot.market.breaker import Breaker
from bot.market.budget import PER_HOUR
from bot.market.manners import MemoryRequestLog
from bot.market.tally.vendor import Vendors, politely
from bot.market.turnover import Turnover
from tests.bot.market.samples import at, turnover
from tests.bot.market.tally.vendors import Scripted, manners
from tests.yahoo_standin import Hands

MINUTE = timedelta(minutes=1)


@pytest.fixture(name="hands")
def clock() -> Hands:
    """The time of the day of the surge, 14:00."""
    return Hands(at("14:00"))


async def asked(vendors: Vendors, hands: Hands, minutes: Collection[int]) -> list[Turnover | None]:
    """Ask at these minutes after the clock's time."""
    start, found = hands.now, []
    for minute in minutes:
        hands.now = start + minute * MINUTE
        found.append(await vendors.ask(hands.now))
    return found


async def test_the_first_choice_is_enough(hands: Hands) -> None:
    """As long as the first vendor answers no other is asked."""
    tencent, sina = Scripted("Tencent", turnover(50)), Scripted("Sina", turnover(51))
    vendors = Vendors([(tencent, manners(hands)), (sina, manners(hands, "Sina"))])
    assert await asked(vendors, hands, [0, 2]) == [turnover(50)] * 2
    assert (len(tencent.asked), sina.asked, vendors.troubles) == (2, [], {})


async def test_the_second_choice_stands_in(hands: Hands) -> None:
    """A vendor that fails is left alone for 15 minutes, then for twice as long, and the next one answers."""
    bad = BadAnswer("Tencent's turnover is refused: the turnover is zero.")
    tencent, sina = Scripted("Tencent", bad, bad, turnover(52)), Scripted("Sina", turnover(51))
    vendors = Vendors([(tencent, manners(hands)), (sina, manners(hands, "Sina"))])
    start = hands.now
    found = await asked(vendors, hands, [0, 2, 14, 15, 44, 45, 47])
    assert [(time - start) / MINUTE for time in tencent.asked] == [0, 15, 45, 47]
    assert found == [turnover(51)] * 5 + [turnover(52)] * 2
    assert vendors.troubles == {}


async def test_nobody_answers(hands: Hands) -> None:
    """Without any answer there is no figure, and each cause is told, not that one waits since."""
    down = Unreachable("qt.gtimg.cn cannot be reached.")
    vendors = Vendors([(Scripted("Tencent", down), manners(hands)), (Scripted("Sina", down), manners(hands, "Sina"))])
    assert await asked(vendors, hands, [0, 2]) == [None, None]
    assert vendors.troubles == dict.fromkeys(("Tencent", "Sina"), down.sentence)


async def test_the_pause_outlives_the_process(hands: Hands) -> None:
    """Who starts anew leaves a vendor alone that failed just before, and knows how often it was asked."""
    log = MemoryRequestLog()
    await Vendors([(Scripted("Tencent", Unreachable("Gone.")), manners(hands, log=log))]).ask(hands.now)
    again, polite = Scripted("Tencent", turnover(50)), manners(hands, log=log)
    vendors = Vendors([(again, polite)])
    assert await asked(vendors, hands, [2]) == [None]
    assert (again.asked, polite.pace().requests) == ([], 1)
    assert "asks again at 14:15 HKT" in vendors.troubles["Tencent"]


async def test_one_hour_for_all(hands: Hands) -> None:
    """Requests to vendors fill the same hour as those to Yahoo, both ways, but keep no gap between each other."""
    yahoo = manners(hands, "Yahoo")
    vendor = Scripted("Tencent", turnover(50))
    tencent = manners(hands, beside=yahoo)
    for _ in range(2):
        await politely(tencent, lambda: vendor.fetch(hands.now))
    assert yahoo.wait(urgent=True) == yahoo.wait(urgent=False) == 0
    assert (yahoo.pace().requests, tencent.pace().requests) == (2, 2)
    yahoo.count(PER_HOUR - 2)
    hands.now += MINUTE
    with pytest.raises(RateLimited, match="300 times in an hour, and asks again at 15:00"):
        await politely(tencent, lambda: vendor.fetch(hands.now))
    with pytest.raises(RateLimited):
        yahoo.wait(urgent=True)
    assert len(vendor.asked) == 2
    yahoo.refused("429")
    hands.now += 60 * MINUTE
    assert await politely(tencent, lambda: vendor.fetch(hands.now)) == turnover(50)


async def test_who_would_have_to_wait_does_not_ask(hands: Hands) -> None:
    """A third request within two seconds is left for another time, without any harm."""
    polite, vendor = manners(hands), Scripted("Tencent", turnover(50))
    for _ in range(2):
        await politely(polite, lambda: vendor.fetch(hands.now))
    with pytest.raises(RateLimited):
        await politely(polite, lambda: vendor.fetch(hands.now))
    assert (len(vendor.asked), polite.pace().until) == (2, None)


class Broken:
    """A log whose database is down."""

    async def load(self, since: datetime) -> tuple[Sequence[datetime], Breaker]:
        """Fail."""
        raise StorageError(f"Nothing since {since}.")

    async def save(self, times: Sequence[datetime], breaker: Breaker) -> None:
        """Fail."""
        raise StorageError(f"Neither {times} nor {breaker}.")


async def test_a_database_that_fails_stops_nobody(hands: Hands) -> None:
    """Without its log a vendor is still asked, and its failure still is one."""
    polite = manners(hands, log=Broken())
    assert await politely(polite, lambda: Scripted("Tencent", turnover(50)).fetch(hands.now)) == turnover(50)
    with pytest.raises(ProviderError, match="Gone"):
        await politely(polite, lambda: Scripted("Tencent", Unreachable("Gone.")).fetch(hands.now))
