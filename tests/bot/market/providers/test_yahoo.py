"""Surge and Yahoo: what is asked, in which order, and what becomes of each of Yahoo's faults."""

import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import BadAnswer, ProviderError, RateLimited, StorageError, Unreachable
from bot.market.breaker import Breaker
from bot.market.manners import Manners, MemoryRequestLog
from bot.market.provider import Refused
from bot.market.providers.yahoo import YahooProvider
from bot.market.quotes import Series
from bot.market.yahoo.session import PacedSession
from tests.bot.market.samples import at
from tests.yahoo_standin import Hands, Yahoo, chart, entry, surge_to

HSI, TECH, TYPO = "^HSI", "HSTECH.HK", "NONEXIST"
FIRST = ["fc.yahoo.com", "getcrumb", "quote"]
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture(name="hands")
def clock() -> Hands:
    """The time of the day of the surge, 14:00."""
    return Hands(at("14:00"))


@pytest.fixture(name="yahoo")
def stand_in() -> Yahoo:
    """A Yahoo with the two indices, a share and their daily closes."""
    yahoo = Yahoo()
    yahoo.put(entry(HSI, 24590.12, at("13:45"), 24203.32), entry(TECH, 5431, at("13:45"), 5284, quoteType="INDEX"))
    yahoo.put(entry("9988.HK", 112.5, at("13:45"), 113.4))
    closes = {at("2025-07-14 09:30") - n * DAY: 24203.32 + n for n in (4, 3, 0)}
    yahoo.charts[HSI] = chart(HSI, closes, at("1986-12-31 10:00"))
    return yahoo


async def test_one_request_for_all(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """Cookie and crumb are fetched once, and any number of symbols is one request from then on."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        assert len((await provider.poll([HSI, TECH, "9988.HK"])).quotes) == 3
        await provider.poll([HSI, TECH])
    assert yahoo.paths() == [*FIRST, "quote"]
    assert yahoo.requests[-1].query == {"symbols": "HSTECH.HK,^HSI", "crumb": yahoo.crumb}


async def test_two_seconds_between_requests(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """After a burst of two, requests leave two seconds apart, and the gauge counts them all."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        for _ in range(3):
            await provider.poll([HSI])
        times = [seen.at - at("14:00") for seen in yahoo.requests if seen.at]
        assert times == [0 * SECOND, 0 * SECOND, 2 * SECOND, 4 * SECOND, 6 * SECOND]
        assert (provider.pace.requests, provider.pace.allowed) == (5, 300)


async def test_a_large_batch_is_split(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """Four hundred symbols are two requests."""
    yahoo.put(entry("0001.HK", 50, at("13:45"), 50))
    async with surge_to(yahoo, tmp_path, hands) as provider:
        assert len((await provider.poll([HSI, *(f"{n:04}.HK" for n in range(1, 400))])).quotes) == 2
    assert yahoo.paths() == [*FIRST, "quote"]


async def test_a_typo_is_remembered(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """An unknown symbol costs one request, and none for an hour; what is no symbol at all costs none ever."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        await provider.poll([HSI])
        for _ in range(3):
            answer = await provider.poll([TYPO, "http://169.254.169.254"])
            assert (answer.quotes, answer.refused) == ((), ())
        assert yahoo.paths() == [*FIRST, "quote"]
        hands.now += HOUR
        await provider.poll([TYPO])
        assert yahoo.paths() == [*FIRST, "quote", "quote"]


async def test_a_delisted_symbol_is_refused_once(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """What is traded no more is refused by name, and not asked for again within the hour."""
    yahoo.put({"symbol": "BRKS", "quoteType": "NONE"})
    async with surge_to(yahoo, tmp_path, hands) as provider:
        assert (await provider.poll(["BRKS"])).refused == (Refused("BRKS", "delisted"),)
        await provider.poll(["BRKS"])
    assert yahoo.paths() == FIRST


async def test_a_known_symbol_that_is_missing_is_said(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """A symbol that Yahoo leaves out for once is refused with the reason, and asked for again."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        await provider.poll([HSI, TECH])
        del yahoo.quotes[TECH]
        assert (await provider.poll([HSI, TECH])).refused == (Refused(TECH, "missing from the answer"),)
        await provider.poll([TECH, HSI])
        assert yahoo.requests[-1].query["symbols"] == "HSTECH.HK,^HSI"


async def test_a_429_brings_silence(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """One 429 is one request; then nothing leaves for 15 minutes, next time 30, and the crumb is a new one."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        await provider.poll([HSI])
        for minutes in (15, 30):
            yahoo.faults.append(("quote", "429"))
            before = len(yahoo.requests)
            with pytest.raises(RateLimited, match="asks for a pause; Surge asks again at"):
                await provider.poll([HSI])
            hands.now += timedelta(minutes=minutes) - 3 * SECOND
            with pytest.raises(RateLimited, match="asks again at"):
                await provider.poll([HSI])
            with pytest.raises(RateLimited):
                await provider.closes(HSI)
            assert yahoo.paths()[before:].count("quote") == 1
            assert provider.pace.until
            hands.now += 3 * SECOND
        before = len(yahoo.requests)
        assert (await provider.poll([HSI])).quotes
        assert yahoo.paths()[before:] == ["getcrumb", "quote"]
        assert provider.pace.until is None


async def test_a_restart_keeps_the_silence(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """A new process knows of the pause and of the requests of the last hour."""
    log = MemoryRequestLog()
    yahoo.faults.append(("quote", "429"))
    async with surge_to(yahoo, tmp_path, hands, log) as provider:
        with pytest.raises(RateLimited):
            await provider.poll([HSI])
    async with surge_to(yahoo, tmp_path, hands, log) as provider:
        with pytest.raises(RateLimited, match="asks again at 14:15"):
            await provider.poll([HSI])
        assert provider.pace.requests == 3
    assert yahoo.paths() == FIRST


@pytest.mark.parametrize("fault", ["429", "poisoned"])
async def test_a_poisoned_crumb_does_not_survive(yahoo: Yahoo, hands: Hands, tmp_path: Path, fault: str) -> None:
    """The words "Too Many Requests" in the crumb's place are a 429, and are never sent as a crumb."""
    yahoo.faults.append(("getcrumb", fault))
    async with surge_to(yahoo, tmp_path, hands) as provider:
        with pytest.raises(RateLimited):
            await provider.poll([HSI])
        assert yahoo.paths() == ["fc.yahoo.com", "getcrumb"]
        hands.now += HOUR
        assert (await provider.poll([HSI])).quotes
    assert {seen.query["crumb"] for seen in yahoo.requests if "crumb" in seen.query} == {yahoo.crumb}


async def test_an_invalid_crumb_is_renewed(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """When Yahoo no longer knows the crumb, cookie and crumb are fetched anew, and the question is asked once more."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        await provider.poll([HSI])
        yahoo.crumb = "another"
        assert (await provider.poll([HSI])).quotes
    assert yahoo.paths() == [*FIRST, "quote", *FIRST]


async def test_a_page_for_a_crumb_is_none(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """Where the crumb is a page, another way is taken, and all of it is counted."""
    yahoo.faults.append(("query1.finance.yahoo.com/v1/test/getcrumb", "html"))
    async with surge_to(yahoo, tmp_path, hands) as provider:
        assert (await provider.poll([HSI])).quotes
        assert provider.pace.requests == len(yahoo.requests)
    assert {seen.query["crumb"] for seen in yahoo.requests if "crumb" in seen.query} == {yahoo.crumb}


async def test_yahoo_may_go_on_refusing(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """Where a new cookie, a new crumb and the consent do not help, it is an error, after few requests."""
    yahoo.faults += [("quote", "401")] * 9
    async with surge_to(yahoo, tmp_path, hands) as provider:
        with pytest.raises(BadAnswer, match="does not let Surge in"):
            await provider.poll([HSI])
    assert yahoo.paths().count("quote") == 3
    assert len(yahoo.requests) <= 12


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("html", (BadAnswer, "Yahoo answered with a page instead of figures.")),
        ("consent", (BadAnswer, "Yahoo answered with a page instead of figures.")),
        ("500", (BadAnswer, r"Yahoo answered with an error \(500\).")),
        ("404", (BadAnswer, "Yahoo has no quotes where they used to be.")),
        ("empty", (BadAnswer, "Yahoo's answer is empty.")),
        ("slow", (Unreachable, "Yahoo cannot be reached.")),
        ("drop", (Unreachable, "Yahoo cannot be reached.")),
    ],
)
async def test_each_fault_is_an_error(
    yahoo: Yahoo, hands: Hands, tmp_path: Path, fault: str, told: tuple[type[ProviderError], str]
) -> None:
    """A page, an error, nothing, a late answer and a dropped line are errors with a cause; the next poll is well."""
    # libcurl repeats a request by itself when a line dropped that it had kept open.
    yahoo.faults += [("v7", fault)] * (2 if fault == "drop" else 1)
    yahoo.patience = 1.0 if fault == "slow" else yahoo.patience
    async with surge_to(yahoo, tmp_path, hands) as provider:
        with pytest.raises(told[0], match=told[1]):
            await provider.poll([HSI])
        yahoo.faults.clear()
        hands.now += HOUR
        assert (await provider.poll([HSI])).quotes


async def test_the_cookies_host_may_be_blocked(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """Where the cookie's host is on a blocklist, the cookie comes by the consent."""
    yahoo.faults += [("fc.yahoo.com", "drop")] * 2
    async with surge_to(yahoo, tmp_path, hands) as provider:
        assert (await provider.poll([HSI])).quotes
    hosts = [seen.host for seen in yahoo.requests]
    assert hosts[1:4] == ["guce.yahoo.com", "consent.yahoo.com", "guce.yahoo.com"]


async def test_yahoo_is_gone(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """With no line at all it is said after two attempts, and the count knows of them."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        yahoo.faults += [("yahoo.com", "drop")] * 9
        with pytest.raises(Unreachable):
            await provider.poll([HSI])
        assert provider.pace.requests == 2


async def test_a_frozen_price_is_refused(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """An index whose price stands still while its time goes on for ten minutes is refused, until it moves."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        for minutes in range(0, 14, 2):
            hands.now = at("14:00") + timedelta(minutes=minutes)
            yahoo.put(entry(HSI, 24590.12, at("13:45") + timedelta(minutes=minutes), 24203.32))
            answer = await provider.poll([HSI])
        assert (answer.quotes, answer.refused) == ((), (Refused(HSI, "frozen"),))
        yahoo.put(entry(HSI, 24590.13, at("14:01"), 24203.32))
        assert len((await provider.poll([HSI])).quotes) == 1


async def test_daily_closes_come_when_nobody_waits(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """Daily closes are one request a symbol, ten seconds after what somebody waited for."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        await provider.poll([HSI])
        assert not provider.free(9)
        series = await provider.closes(HSI)
        assert [str(close.price) for close in series.closes] == ["24207.32", "24206.32", "24203.32"]
        times = [seen.at for seen in yahoo.requests if seen.at]
        assert times[-1] - times[-2] == 10 * SECOND
        assert provider.free(10)
    assert yahoo.paths() == [*FIRST, "/v8/finance/chart/^HSI"]
    assert yahoo.requests[-1].query["interval"] == "1d"


async def test_no_chart_is_no_error(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """A symbol without a chart has no closes, and what is no symbol is not even asked for."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        for symbol in (TECH, "../../evil"):
            assert await provider.closes(symbol) == Series()
        charts = [path for path in yahoo.paths() if "chart" in path]
        assert charts == ["/v8/finance/chart/HSTECH.HK"]


async def test_closes_leave_room_for_people(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """When two thirds of the hour's requests are used, daily closes wait and quotes do not."""
    log = MemoryRequestLog([at("13:30")] * 200)
    async with surge_to(yahoo, tmp_path, hands, log) as provider:
        assert (await provider.poll([HSI])).quotes
        with pytest.raises(RateLimited, match="daily closes must wait"):
            await provider.closes(HSI)
    assert yahoo.paths() == FIRST


class BrokenLog(MemoryRequestLog):
    """A log whose database is away."""

    async def load(self, since: datetime) -> tuple[Sequence[datetime], Breaker]:
        """Fail."""
        raise StorageError(f"No disk at {since}.")

    async def save(self, times: Sequence[datetime], breaker: Breaker) -> None:
        """Fail."""
        raise StorageError(f"No disk for {times} and {breaker}.")


async def test_a_broken_log_stops_nobody(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """Without its database Surge goes on asking, and counting in memory."""
    async with surge_to(yahoo, tmp_path, hands, BrokenLog()) as provider:
        assert (await provider.poll([HSI])).quotes
        assert provider.pace.requests == 3


async def test_a_failing_library_is_an_error(hands: Hands, tmp_path: Path) -> None:
    """What nobody has foreseen in yfinance or below is an error of the source too."""

    def broken(_: Manners) -> PacedSession:
        raise KeyError("A3")

    provider = YahooProvider(tmp_path, wall=hands.time, session=broken)
    with pytest.raises(BadAnswer, match="could not be taken in"):
        await provider.poll([HSI])
    await provider.close()


async def test_yahoo_has_no_turnover(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """Yahoo names itself, knows what it has quoted, and has no turnover."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        assert not provider.symbols
        await provider.poll([HSI])
        assert (provider.source.label, list(provider.symbols)) == ("Yahoo", [HSI])
        assert not (await provider.turnovers()).days


def test_nothing_is_imported_before_it_is_needed() -> None:
    """Neither yfinance nor pandas nor curl_cffi is loaded by importing the provider, nor by making one."""
    code = (
        "import sys, pathlib, bot.market.providers.yahoo as y;"
        "y.YahooProvider(pathlib.Path('unused'));"
        "print([name for name in ('yfinance', 'pandas', 'curl_cffi') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
