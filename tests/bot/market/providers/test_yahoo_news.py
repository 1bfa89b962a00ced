"""Headlines from Yahoo: by the same counted line as quotes, after them, and at no risk to them."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import BadAnswer, NoData, ProviderError, RateLimited, Unreachable
from bot.market.manners import MemoryRequestLog
from tests.bot.market.samples import at
from tests.yahoo_standin import Hands, Yahoo, entry, story, surge_to

HSI = "^HSI"
NEWS = "/xhr/ncp"


@pytest.fixture(name="hands")
def clock() -> Hands:
    """The time of the day of the surge, 14:00."""
    return Hands(at("14:00"))


@pytest.fixture(name="yahoo")
def stand_in() -> Yahoo:
    """A Yahoo with an index and a headline."""
    yahoo = Yahoo()
    yahoo.put(entry(HSI, 24590.12, at("13:45"), 24203.32))
    yahoo.news["0700.HK"] = [story("Tencent climbs", at("13:00")), {"ad": [1]}]
    return yahoo


async def test_headlines_come_after_quotes(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """They leave ten seconds after what somebody waited for, are counted with it, and ask for no new crumb."""
    async with surge_to(yahoo, tmp_path, hands) as provider:
        await provider.poll([HSI])
        (found,) = await provider.news("0700.HK")
        assert (found.title, found.time) == ("Tencent climbs", at("13:00"))
        assert await provider.news("BABA") == ()
        times = [seen.at for seen in yahoo.requests if seen.at]
        assert times[-2] - times[-3] == timedelta(seconds=10)
        assert provider.pace.requests == len(yahoo.requests) == 5
        assert yahoo.requests[-1].query["queryRef"] == "latestNews"
        with pytest.raises(NoData):
            await provider.news("../../evil")
    assert yahoo.paths() == ["fc.yahoo.com", "getcrumb", "quote", NEWS, NEWS]


async def test_headlines_leave_room_for_people(yahoo: Yahoo, hands: Hands, tmp_path: Path) -> None:
    """When two thirds of the hour's requests are used, headlines wait and quotes do not."""
    async with surge_to(yahoo, tmp_path, hands, MemoryRequestLog([at("13:30")] * 200)) as provider:
        with pytest.raises(RateLimited, match="headlines must wait"):
            await provider.news("0700.HK")
        assert (await provider.poll([HSI])).quotes


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        *((fault, BadAnswer) for fault in ("401", "404", "500", "html", "consent", "empty")),
        *(("429", RateLimited), ("drop", Unreachable)),
    ],
)
async def test_each_fault_costs_one_request(
    yahoo: Yahoo, hands: Hands, tmp_path: Path, fault: str, told: type[ProviderError]
) -> None:
    """Whatever answers in place of the list, it is an error at once: yfinance tries no other way behind our back."""
    yahoo.faults += [("ncp", fault)] * (2 if fault == "drop" else 1)
    async with surge_to(yahoo, tmp_path, hands) as provider:
        await provider.poll([HSI])
        with pytest.raises(told):
            await provider.news("0700.HK")
        assert len(yahoo.requests) <= 5
        assert (provider.pace.until is not None) is (fault == "429")
        hands.now += timedelta(hours=1)
        assert (await provider.poll([HSI])).quotes
