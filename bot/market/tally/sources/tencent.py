"""Tencent's figure for Hong Kong's whole market: field 37 of `hkHSI`, in HK$10,000, with its time in field 30.

Fields are counted from 0 and parted by `~`. As recorded in public repositories in 2026:

    v_hkHSI="100~恒生指数~HSI~25182.390~25006.160~…~2026/05/29 18:31:24~…~46207014.128~…";
"""

from datetime import datetime
from decimal import Decimal

from bot.market.tally.source import Flaw, Get, fields, flawed, traded
from bot.market.turnover import Scope, Turnover

NAME = "Tencent"
ADDRESS = "https://qt.gtimg.cn/q=hkHSI"
HEADERS = {"Referer": "https://gu.qq.com/"}
CODE, STAMP, AMOUNT = 2, 30, 37
UNIT = Decimal(10_000)


def read(text: str, now: datetime) -> Turnover:
    """Return what the answer says; `now` is market time. Raises BadAnswer with the flaw's name."""
    given = fields(text, "v_hkHSI", "~", NAME)
    if len(given) <= AMOUNT:
        raise flawed(NAME, Flaw.SHORT)
    if given[CODE] != "HSI":
        raise flawed(NAME, Flaw.OTHER)
    return traded(NAME, given[AMOUNT], UNIT, given[STAMP], now)


class Tencent:
    """Asks Tencent; `get` brings what stands at an address."""

    name = NAME
    scope = Scope.MARKET

    def __init__(self, get: Get) -> None:
        self._get = get

    async def fetch(self, now: datetime) -> Turnover:
        """Ask once. Raises ProviderError."""
        return read((await self._get(ADDRESS, HEADERS)).decode("gb18030", errors="replace"), now)
