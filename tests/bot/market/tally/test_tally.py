"""The tally: a vendor's figure and the estimate side by side, and what a restart finds."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import StorageError, Unreachable
from bot.market.provider import Refused
from bot.market.quotes import Quote
from bot.market.tally.desk import Tally
from bot.market.tally.estimate import CORRECTED
from bot.market.tally.official import Day
from bot.market.tally.pace import Pace, Sample
from bot.market.tally.universe import Universe
from bot.market.tally.vendor import Vendors
from bot.market.turnover import Scope, Turnover, TurnoverHistory
from bot.storage.tallies import StoredTallies
from tests.bot.day import database
from tests.bot.market.samples import at, quote, turnover
from tests.bot.market.tally.vendors import Scripted, manners
from tests.yahoo_standin import Hands

DAY = date(2025, 7, 15)
D = Decimal
TWO = timedelta(minutes=2)
BASIS = ("0700.HK", "9988.HK")


@pytest.fixture(name="store")
async def stored(tmp_path: Path) -> AsyncIterator[StoredTallies]:
    """A store of turnovers of which nothing is known."""
    opened = await database(tmp_path)
    yield StoredTallies(opened)
    await opened.close()


def traded(symbol: str, volume: int, time: str = "10:00", price: object = 100, **fields: object) -> Quote:
    """Return a share's quote."""
    return quote(price, time, symbol, volume=volume, previous_close=D(100), **fields)


def tally(store: StoredTallies, hands: Hands, *vendors: Scripted, basis: tuple[str, ...] = BASIS) -> Tally:
    """Return a tally over these vendors."""
    asked = Vendors([(vendor, manners(hands, vendor.name)) for vendor in vendors]) if vendors else None
    return Tally(store, asked, basis)


async def told(of: Tally, now: datetime, *quotes: Quote) -> list[Turnover]:
    """Ask and read, as a poll does, with time for a vendor that answers at once."""
    of.ask(now)
    return list((await of.read(quotes, now, patience=1))[0])


async def test_both_scopes(store: StoredTallies) -> None:
    """The market's figure comes from the vendor, the estimate from the quotes: two scopes, each with its source."""
    hands = Hands(at("10:15"))
    market = turnover(50, "10:14")
    found = await told(tally(store, hands, Scripted("Tencent", market)), hands.now, traded("0700.HK", 10))
    note = "1 share"
    assert found == [market, Turnover(Scope.SHARES_ESTIMATE, D(1000), at("10:00"), "Yahoo", note)]


async def test_a_vendor_keeps_nobody_waiting(store: StoredTallies) -> None:
    """What a vendor has not answered yet is told with the next look, and nobody asks twice meanwhile."""
    hands = Hands(at("10:15"))
    vendor = Scripted("Tencent", turnover(50, "10:14"))
    here = tally(store, hands, vendor, basis=())
    here.ask(hands.now)
    here.ask(hands.now + TWO)
    assert (await here.read((), hands.now))[0] in {(), (turnover(50, "10:14"),)}
    await here.read((), hands.now, patience=1)
    assert len(vendor.asked) == 1


@pytest.mark.parametrize(
    ("times", "asked"),
    [
        (["10:15", "10:16", "10:17"], ["10:15", "10:17"]),
        (["09:20", "09:31", "09:32"], ["09:20", "09:32"]),
        (["16:30", "16:36", "20:00"], ["16:30"]),
        (["20:00", "20:01", "20:02"], ["20:00", "20:02"]),
    ],
)
async def test_when_a_vendor_is_asked(store: StoredTallies, times: list[str], asked: list[str]) -> None:
    """A vendor is asked with every other minute of a session, and outside one until its last session is known."""
    hands = Hands(at("09:00"))
    known = {"16:30": turnover(288, "16:09")}
    vendor = Scripted("Tencent", known.get(times[0], turnover(250, "2025-07-11 16:09")))
    here = tally(store, hands, vendor, basis=())
    for time in times:
        hands.now = at(time) + timedelta(seconds=1)
        await told(here, hands.now)
    assert [f"{time:%H:%M}" for time in vendor.asked] == asked


async def test_no_newer_quote_no_newer_estimate(store: StoredTallies) -> None:
    """Shares come in batches: the estimate is told again when a newer quote is among them, with all of them in it."""
    here = tally(store, Hands(at("10:15")))
    assert len(await told(here, at("10:15"), traded("0700.HK", 10))) == 1
    assert await told(here, at("10:15"), traded("9988.HK", 10)) == []
    (found,) = await told(here, at("10:17"), traded("0700.HK", 11, "10:02"))
    assert (int(found.value), found.note) == (2100, "2 shares")


async def test_what_is_not_counted(store: StoredTallies) -> None:
    """Shares outside the basis, other days and a morning without quotes make no estimate."""
    here = tally(store, Hands(at("09:40")))
    assert await told(here, at("09:40"), traded("0005.HK", 10), traded("0700.HK", 9, "2025-07-14 16:08")) == []
    assert here.counted(DAY) == {}
    assert await told(tally(store, Hands(at("10:15")), basis=()), at("10:15"), traded("0700.HK", 10)) == []


async def test_a_new_session_begins_from_nothing(store: StoredTallies) -> None:
    """Yesterday's sum is not in today's; on a day that the calendar does not know, a quote of today proves it."""
    here = tally(store, Hands(at("10:15")))
    await told(here, at("2025-07-14 16:30"), traded("0700.HK", 99, "2025-07-14 16:08"))
    (found,) = await told(here, at("10:15"), traded("0700.HK", 10))
    assert found.value == 1000
    (odd,) = await told(here, at("2025-07-19 10:15"), traded("0700.HK", 7, "2025-07-19 10:00"))
    assert odd.value == 700


async def test_a_correction_is_told(store: StoredTallies) -> None:
    """A volume that falls is counted among what was refused; the figure stays."""
    here = tally(store, Hands(at("10:15")))
    await told(here, at("10:15"), traded("0700.HK", 100))
    found, refused = await here.read([traded("0700.HK", 50, "10:02")], at("10:17"))
    assert refused == (Refused("0700.HK", CORRECTED),)
    assert [each.value for each in found] == [10000]


async def test_scaled_by_the_universe_of_the_day_before(store: StoredTallies) -> None:
    """With a universe its shares are counted, and the sum is scaled to all that are listed."""
    await store.keep_universe(Universe(date(2025, 7, 14), ("0005.HK",), D("0.8"), D("2e11")))
    await store.keep_universe(Universe(DAY, ("9999.HK",), D("0.5"), D("2e11")))
    here = tally(store, Hands(at("10:15")))
    (found,) = await told(here, at("10:15"), traded("0005.HK", 10), traded("0700.HK", 10))
    assert (int(found.value), found.note) == (1250, "1 share, scaled to all that are listed")
    assert list(here.shares) == ["0005.HK"]
    assert here.counted(DAY) == {"0005.HK": 1000}


@pytest.mark.parametrize("scope", [Scope.OFFICIAL, Scope.MARKET])
async def test_an_estimate_that_cannot_be_right(store: StoredTallies, scope: Scope) -> None:
    """Where the day before's sum of shares does not fit the market's figure, no estimate is shown, and it is said."""
    before = date(2025, 7, 14)
    await store.keep_universe(Universe(before, BASIS, D("0.8"), D("1e11")))
    await store.keep_days(scope, [Day(before, D("2.5e11"), "HKEX")])
    here = tally(store, Hands(at("10:15")))
    assert await told(here, at("10:15"), traded("0700.HK", 10)) == []
    (said,) = here.troubles()
    assert "40% of the market" in said


async def test_a_restart_tells_no_less(store: StoredTallies) -> None:
    """A process that takes over goes on from what was admitted and kept, and counts nothing twice."""
    first = tally(store, Hands(at("10:15")))
    (found,) = await told(first, at("10:15"), traded("0700.HK", 10), traded("9988.HK", 20))
    await first.sample(found)
    second = tally(store, Hands(at("10:17")))
    (again,) = await told(second, at("10:17"), traded("0700.HK", 11, "10:02"))
    assert again.value == found.value
    (later,) = await told(second, at("10:19"), traded("0700.HK", 11, "10:04"), traded("9988.HK", 21, "10:04"))
    assert later.value == 3200


async def test_samples_make_days_and_pace(store: StoredTallies) -> None:
    """Each accepted figure is a sample of its minute; the close makes the day, which is half where it is one."""
    here = tally(store, Hands(at("10:15")))
    await here.sample(turnover(50, "10:30"))
    assert (await here.history(Scope.MARKET)).days == ()
    await here.sample(turnover(288, "16:09"))
    await here.sample(turnover(80, "2024-12-24 12:09"))
    assert await store.samples(Scope.MARKET, DAY) == [Sample(DAY, 60, D(50) * 10**9), Sample(DAY, 330, D(288) * 10**9)]
    history = await here.history(Scope.MARKET)
    assert [day for day, _ in history.days] == [date(2024, 12, 24), DAY]
    assert history.halves == {date(2024, 12, 24)}
    assert await here.pace(turnover(60, "2025-07-16 10:30")) == Pace(1)
    assert await here.pace(turnover(60, "2025-07-16 10:30", Scope.SHARES_ESTIMATE)) == Pace(0)


class Broken:
    """A store whose database is down."""

    def __getattr__(self, name: str) -> object:
        """Fail, whatever is asked."""

        async def fail(*_: object) -> None:
            raise StorageError(f"No {name}.")

        return fail


async def test_without_a_database() -> None:
    """Where nothing can be read the estimate begins anew, and the past is empty."""
    here = Tally(Broken(), None, BASIS)  # type: ignore[arg-type]  # a store that only fails
    (found,) = await told(here, at("10:15"), traded("0700.HK", 10))
    assert found.value == 1000
    assert await here.history(Scope.MARKET) == TurnoverHistory()
    assert await here.pace(found) is None


async def test_closing_stops_the_asking(store: StoredTallies) -> None:
    """Nothing is asked any more once it is closed, whether something was under way or not."""
    hands = Hands(at("10:15"))
    here = tally(store, hands, Scripted("Tencent", Unreachable("Gone.")))
    await here.close()
    here.ask(hands.now)
    await here.close()
    assert here.troubles() == ()
