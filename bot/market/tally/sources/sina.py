"""Sina's figure for Hong Kong's whole market: field 11 of `rt_hkHSI`, in HK$1,000, with date and time in 17 and 18.

Fields are counted from 0 and parted by commas; without the Referer Sina answers "Forbidden". As recorded in public
repositories from 2017 to 2026:

    var hq_str_rt_hkHSI="HSI,恒生指数,24835.030,24562.240,…,306413327.345,13668197465,…,2026/07/20,16:08:48,,,,,,";
"""

from datetime import datetime
from decimal import Decimal

from bot.market.tally.source import Flaw, Get, fields, flawed, traded
from bot.market.turnover import Scope, Turnover

NAME = "Sina"
ADDRESS = "https://hq.sinajs.cn/list=rt_hkHSI"
HEADERS = {"Referer": "https://finance.sina.com.cn"}
CODE, AMOUNT, DATE, TIME = 0, 11, 17, 18
UNIT = Decimal(1000)


def read(text: str, now: datetime) -> Turnover:
    """Return what the answer says; `now` is market time. Raises BadAnswer with the flaw's name."""
    given = fields(text, "hq_str_rt_hkHSI", ",", NAME)
    if len(given) <= TIME:
        raise flawed(NAME, Flaw.SHORT)
    if given[CODE] != "HSI":
        raise flawed(NAME, Flaw.OTHER)
    return traded(NAME, given[AMOUNT], UNIT, f"{given[DATE]} {given[TIME]}", now)


class Sina:
    """Asks Sina; `get` brings what stands at an address."""

    name = NAME
    scope = Scope.MARKET

    def __init__(self, get: Get) -> None:
        self._get = get

    async def fetch(self, now: datetime) -> Turnover:
        """Ask once. Raises ProviderError."""
        return read((await self._get(ADDRESS, HEADERS)).decode("gb18030", errors="replace"), now)
