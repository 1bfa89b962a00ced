"""Straight rises and falls: how many sessions in a row, today among them. Pure."""

from bot.market.fact import Fact, Kind, Today
from bot.words.language import Phrase

# Two in a row are every other day's news.
SHORTEST = 3
STRAIGHT = {
    True: Phrase("{nth} straight rise", "連升{n}日", "连涨{n}日"),
    False: Phrase("{nth} straight fall", "連跌{n}日", "连跌{n}日"),
}
_LAST_OF_TEENS = 20
_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


def length(today: Today) -> int | None:
    """Return how many sessions in a row rose (above 0) or fell (below it), today's among them; 0 where it stands.

    None where they reach back to closes that are missing: it may be more.
    """
    if not (sign := today.direction):
        return 0
    days = 1
    for before, after in today.moves():
        if sign * after.price <= sign * before.price:
            return sign * days
        days += 1
    return sign * days if today.series.complete else None


def look(today: Today) -> Fact | None:
    """Say the how-manieth rise or fall in a row it is."""
    days = length(today)
    if days is None or abs(days) < SHORTEST:
        return None
    # As rare as heads so often in a row.
    return Fact(STRAIGHT[days > 0].with_(nth=ordinal(abs(days)), n=abs(days)), 2 ** abs(days))


def ordinal(number: int) -> str:
    """Write a place: "3rd", "11th", "21st"."""
    teen = _LAST_OF_TEENS // 2 < number % 100 < _LAST_OF_TEENS
    return f"{number}{'th' if teen else _SUFFIXES.get(number % 10, 'th')}"


KIND = Kind("streak", look)
