"""Show the ten shares that traded most today.

In Hong Kong, or with `cn` and `us` on the mainland and in New York. Price times volume is an estimate; each share's
part is of what all known shares of that market traded.
"""

from bot.errors import RequestError
from bot.market.market import Market, market
from bot.surge import Surge
from handlers.cards.active import active
from handlers.cards.card import Card
from handlers.command import Command, Request
from handlers.sights.sharing import absent, of_market

USAGE = ("active", "active cn", "active us")


async def answer(request: Request, surge: Surge) -> Card:
    """Show them."""
    where = market(request.words) if request.words else Market.HONG_KONG
    if where is None:
        raise RequestError("Say of which market: `/surge active hk`, `cn` or `us`.", ("active", *USAGE[1:]))
    shares = await of_market(surge, where)
    if shares is None:
        raise absent(surge, where.label)
    return active(shares, where)


COMMAND = Command(name="active", answer=answer, usage=USAGE, help=__doc__, aliases=("busiest",), shared=True)
