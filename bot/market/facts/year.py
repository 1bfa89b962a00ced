"""The highest close, or the lowest, of 52 weeks. Pure."""

from bisect import bisect_left
from datetime import timedelta
from operator import attrgetter

from bot.market.fact import Fact, Kind, Today
from bot.words.language import Phrase

EXTREME = {
    True: Phrase("52-week closing high", "52 週收市新高", "52 周收盘新高"),
    False: Phrase("52-week closing low", "52 週收市新低", "52 周收盘新低"),
}
WEEKS_52 = timedelta(weeks=52)
# Years of rise have many of them, others none.
_RARITY = 50


def extreme(today: Today) -> int:
    """Return 1 where today's price is above every close of 52 weeks, -1 where it is below; 0 where it is neither.

    0 as well where the closes do not reach so far back.
    """
    first = today.day - WEEKS_52
    if not today.closes or today.closes[0].day > first:
        return 0
    start = bisect_left(today.closes, first, key=attrgetter("day"))
    prices = [close.price for close in today.closes[start:]]
    if not prices:
        return 0
    return (today.price > max(prices)) - (today.price < min(prices))


def look(today: Today) -> Fact | None:
    """Say that it is a 52-week high or low: among closes, for a day's high may have been higher."""
    side = extreme(today)
    return Fact(EXTREME[side > 0], _RARITY) if side else None


KIND = Kind("52 weeks", look)
