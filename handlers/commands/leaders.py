"""Show which sectors lead and which lag, with breadth and the widest moves.

`hk` is Hong Kong, `cn` the mainland, `us` what is Chinese in New York. Sectors are ranked by the moves of their
members; those that fell are never called leaders.
"""

from bot.errors import RequestError
from bot.market.market import Market, market
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.leaders import leaders
from handlers.command import Command, Request
from handlers.sights.ranking import ranking
from handlers.sights.sharing import absent

USAGE = ("leaders", "leaders hk", "leaders cn", "leaders us")


async def answer(request: Request, surge: Surge) -> Card:
    """Show the ladder."""
    where = market(request.words) if request.words else Market.HONG_KONG
    if where is None:
        raise RequestError("I rank Hong Kong, the mainland and New York: `/surge leaders hk`, `cn` or `us`.", USAGE[1:])
    found = await ranking(surge, where)
    if found is None:
        raise absent(surge, where.label)
    return leaders(found)


COMMAND = Command(name="leaders", answer=answer, usage=USAGE, help=__doc__, aliases=("sectors",), shared=True)
