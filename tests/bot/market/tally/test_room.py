"""What SURGE_TURNOVER_SOURCE brings: which vendors are asked, in which order, and whether there is an estimate."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import Unreachable
from bot.market.quotes import Quote
from bot.market.tally.room import CHOICES, furnished
from bot.settings import TURNOVER_SOURCES
from bot.storage.request_log import StoredRequestLog
from bot.storage.tallies import StoredTallies
from tests.bot.day import database
from tests.bot.market.samples import at
from tests.bot.market.tally.vendors import manners
from tests.yahoo_standin import Hands

TENCENT, SINA, HKEX = "qt.gtimg.cn", "hq.sinajs.cn", "www.hkex.com.hk"


class World:
    """A world in which nobody answers."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.hands = folder, Hands(at("10:15"))
        self.asked: list[str] = []

    async def get(self, address: str, headers: Mapping[str, str]) -> bytes:
        """Note who is asked, and fail."""
        host = address.split("/")[2]
        self.asked.append(host)
        raise Unreachable(f"{host} cannot be reached ({len(headers)} headers).")

    async def listed(self, page: int) -> tuple[Quote, ...]:
        """List nothing."""
        assert page == 0
        return ()


@pytest.fixture(name="world")
def silent_world(tmp_path: Path) -> World:
    """A silent world."""
    return World(tmp_path)


@pytest.mark.parametrize(
    ("choice", "asked", "estimating"),
    [
        ("auto", [TENCENT, SINA], True),
        ("tencent", [TENCENT], False),
        ("sina", [SINA], False),
        ("estimate", [], True),
    ],
)
async def test_what_each_choice_brings(world: World, choice: str, asked: list[str], estimating: bool) -> None:  # noqa: FBT001 - a table of cases
    """The vendors are asked in their order, their failures named and their requests kept, each under its own name."""
    opened = await database(world.folder)

    def log(name: str) -> StoredRequestLog:
        return StoredRequestLog(opened, name)

    yahoo = manners(world.hands, "Yahoo", log("yahoo"))
    room = furnished(choice, StoredTallies(opened), log, yahoo, world.listed, lambda: world.hands.now, world.get)
    async with room as (tally, _):
        tally.ask(world.hands.now)
        assert (await tally.read((), world.hands.now, patience=5))[0] == ()
        assert (world.asked, tally.estimating) == (asked, estimating)
        assert ("0700.HK" in tally.shares, "80700.HK" in tally.shares, "^HSI" in tally.shares) == (
            estimating,
            False,
            False,
        )
        assert len(tally.troubles()) == len(asked)
        assert yahoo.pace().requests == len(asked)
    for name in ("tencent", "sina"):
        times, breaker = await log(name).load(world.hands.now - timedelta(hours=1))
        assert len(times) == breaker.strikes == asked.count({"tencent": TENCENT, "sina": SINA}[name])
    await opened.close()


def test_every_choice_of_the_settings_is_one() -> None:
    """The settings allow what the room knows, and nothing else."""
    assert set(TURNOVER_SOURCES) == set(CHOICES)
