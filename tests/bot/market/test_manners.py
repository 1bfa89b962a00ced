"""Counting and pacing, and what is kept of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.errors import RateLimited, StorageError
from bot.market.breaker import Breaker
from bot.market.budget import PER_HOUR
from bot.market.manners import Manners, MemoryRequestLog, RequestLog
from tests.bot.market.samples import at
from tests.yahoo_standin import Hands

MINUTE = timedelta(minutes=1)


class BrokenLog(MemoryRequestLog):
    """A log over a database that does not answer."""

    async def save(self, times: Sequence[datetime], breaker: Breaker) -> None:
        """Fail."""
        raise StorageError(f"No disk for {len(times)} requests and {breaker}.")


def polite(hands: Hands, log: RequestLog | None = None) -> Manners:
    """Return manners by that clock."""
    return Manners("Yahoo", log or MemoryRequestLog(), hands.time, hands.sleep)


def test_requests_wait_their_turn() -> None:
    """Four requests at once leave over four seconds, and the gauge shows four of three hundred."""
    hands = Hands(at("10:00"))
    manners = polite(hands)
    for _ in range(4):
        manners.leave()
    assert hands.now == at("10:00") + timedelta(seconds=4)
    assert (manners.pace().requests, manners.pace().allowed) == (4, 300)


def test_a_pause_stops_everything() -> None:
    """After a refusal nothing leaves for 15 minutes, and who asks is told until when."""
    hands = Hands(at("10:00"))
    manners = polite(hands)
    manners.refused("429")
    assert (manners.pace().until, manners.pace().reason) == (at("10:15"), "429")
    with pytest.raises(RateLimited, match="asks again at 10:15 HKT"):
        manners.leave()
    hands.now = at("10:15")
    assert manners.pace().until is None
    manners.leave()
    manners.refused("429")
    assert manners.pace().until == at("10:45")
    manners.answered()
    manners.refused("429")
    assert manners.pace().until == at("10:30")


def test_what_nobody_waits_for_is_told_its_chances() -> None:
    """Right after a request, and in a pause, nothing leaves soon that nobody waits for."""
    hands = Hands(at("10:00"))
    manners = polite(hands)
    assert manners.free(1)
    manners.leave()
    assert not manners.free(1)
    assert manners.free(10)
    manners.refused("429")
    assert not manners.free(10)


def test_a_spent_hour_is_told() -> None:
    """Who would have to wait for minutes is told when Surge may ask again, and does not wait."""
    hands = Hands(at("10:00"))
    manners = polite(hands)
    manners.count(PER_HOUR)
    hands.now = at("10:30")
    with pytest.raises(RateLimited, match="300 times in an hour, and asks again at 11:00 HKT"):
        manners.leave()
    assert hands.now == at("10:30")
    assert manners.wait(urgent=False) == 30 * 60


async def test_the_next_process_knows() -> None:
    """Count and pause are known to the process that comes after."""
    log, hands = MemoryRequestLog(), Hands(at("10:00"))
    first = polite(hands, log)
    first.count(3)
    first.refused("429")
    await first.keep()
    await first.keep()
    second = polite(Hands(at("10:05")), log)
    await second.recall()
    assert (second.pace().requests, second.pace().until) == (3, at("10:15"))


async def test_what_others_asked_counts() -> None:
    """What another process asked in the meantime is counted too, though not looked up before each request."""
    log, hands = MemoryRequestLog(), Hands(at("10:00"))
    mine, yours = polite(hands, log), polite(hands, log)
    await mine.recall()
    yours.count(5)
    await yours.keep()
    await mine.recall()
    assert mine.pace().requests == 0
    mine.count(1)
    hands.now = at("10:06")
    await mine.recall()
    assert mine.pace().requests == 6


async def test_a_good_answer_ends_the_strikes_for_all() -> None:
    """A pause that is over is forgotten with the first good answer, in the log too."""
    log, hands = MemoryRequestLog(breaker=Breaker().trip(at("09:00"), "429")), Hands(at("10:00"))
    manners = polite(hands, log)
    await manners.recall()
    manners.answered()
    await manners.keep()
    assert log.breaker == Breaker()


async def test_what_cannot_be_kept_is_kept_later() -> None:
    """Where the log fails, the count goes on in memory and is handed over the next time."""
    log = BrokenLog()
    manners = polite(Hands(at("10:00")), log)
    manners.count(2)
    manners.refused("429")
    for _ in range(2):
        with pytest.raises(StorageError):
            await manners.keep()
    assert manners.pace().requests == 2
