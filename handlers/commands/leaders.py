"""Show which Hong Kong sectors lead, and which shares move most.

Sectors are ranked by the moves of their members; those that fell are never called leaders.
"""

from bot.errors import NoData, RequestError
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.leaders import leaders
from handlers.command import Command, Request
from handlers.sights.ranking import ranking

HERE = frozenset({"", "hk", "hong kong", "港股"})


async def answer(request: Request, surge: Surge) -> Card:
    """Show the ladder."""
    if request.words.casefold() not in HERE:
        raise RequestError("Only Hong Kong is ranked so far: `/surge leaders`.", ("leaders",))
    found = await ranking(surge)
    if found is None:
        raise NoData("No Hong Kong share has figures yet, so nothing can be ranked.")
    return leaders(found)


COMMAND = Command(
    name="leaders", answer=answer, usage=("leaders", "leaders hk"), help=__doc__, aliases=("sectors",), shared=True
)
