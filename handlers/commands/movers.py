"""Show which shares rise and fall most, of an index or a market.

Without a name these are the members of the Hang Seng Index: five each way, or ten with `up` or `down`. `hstech` and
the like are indices, `hk`, `cn` and `us` markets. What fell is never among what rose.
"""

from bot.errors import RequestError
from bot.market.instrument import Instrument, Type
from bot.market.instruments import named
from bot.market.market import Market, market
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.movers import movers
from handlers.command import Command, Request
from handlers.sights import ranking
from handlers.sights.sharing import INDEX, absent, listed

UP = frozenset({"up", "gainers", "risers", "升", "漲", "涨"})
DOWN = frozenset({"down", "losers", "fallers", "跌"})
USAGE = ("movers", "movers up", "movers down hstech", "movers us")


async def answer(request: Request, surge: Surge) -> Card:
    """Show them."""
    way, where = _split(request.words)
    place = await _place(where, surge)
    found = await ranking.movers(surge, place)
    if found is None:
        raise absent(surge, place.label if isinstance(place, Market) else place.short)
    words = place.value if isinstance(place, Market) else place.symbol
    return movers(found, words, up=way not in DOWN, down=way not in UP)


def _split(words: str) -> tuple[str, str]:
    """Return the way asked for ("" both), wherever it stands, and the other words."""
    parts = words.split()
    ways = [part.casefold() for part in parts if part.casefold() in UP | DOWN]
    return (ways[0] if ways else ""), " ".join(part for part in parts if part.casefold() not in UP | DOWN)


async def _place(words: str, surge: Surge) -> Market | Instrument:
    """Return the market or index meant. Raises RequestError where its members are not known."""
    if not words:
        return named(INDEX)
    if found := market(words):
        return found
    index = await surge.desk.find(words)
    if not listed(index.symbol, surge.clock()):
        what = "is no index" if index.type is not Type.INDEX else "has no list of members here"
        raise RequestError(
            f"{index.short or index.symbol} {what}. Try `/surge movers hsi`, or a market: `hk`, `cn`, `us`.",
            ("movers hsi", "movers hk"),
        )
    return index


COMMAND = Command(name="movers", answer=answer, usage=USAGE, help=__doc__, shared=True)
