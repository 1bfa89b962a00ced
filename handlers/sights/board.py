"""What the board shows: the market in one look."""

from bot.market.instruments import members, named
from bot.market.leaders import breadth
from bot.surge import Surge
from handlers.cards.board import Panorama
from handlers.cards.prices import Priced
from handlers.sights.sharing import INDEX, newest
from handlers.sights.turnover import traded

BOARD = (INDEX, "HSTECH.HK", "^HSCE", "000300.SS", "^HXC")


async def panorama(surge: Surge) -> Panorama:
    """Return what the board shows."""
    indices, shares = [named(symbol) for symbol in BOARD], members(INDEX)
    shown = await surge.desk.quotes([*indices, *shares])
    priced = newest([Priced(each, shown[each.symbol]) for each in shares if each.symbol in shown])
    quotes = tuple(each.quote for each in priced)
    return Panorama(
        now=surge.clock(),
        indices=tuple(Priced(each, shown[each.symbol]) for each in indices if each.symbol in shown),
        traded=await traded(surge),
        breadth=breadth(quotes, len(shares)),
        quotes=quotes,
    )
