"""What the cards of leaders, movers and the busiest show: a market's shares, ranked."""

from dataclasses import replace

from bot.market.catalogue import catalogue
from bot.market.instrument import Instrument
from bot.market.leaders import breadth, ladder, widest
from bot.market.market import Market
from bot.surge import Surge
from handlers.cards.leaders import Ranking
from handlers.cards.movers import Movers
from handlers.cards.shares import Shares
from handlers.sights.kept import Kept
from handlers.sights.sharing import INDEX, inside, of_index, of_market, points

WIDEST = 5

_KEPT: Kept[Ranking | None] = Kept()


async def ranking(surge: Surge, market: Market = Market.HONG_KONG) -> Ranking | None:
    """Return the shares of `market` ranked, None while none has figures."""

    async def made() -> Ranking | None:
        shares = await of_market(surge, market)
        return _ranked(shares, market) if shares else None

    found = await _KEPT.get(surge, market, made)
    return replace(found, shares=replace(found.shares, now=surge.clock())) if found else None


async def movers(surge: Surge, where: Market | Instrument) -> Movers | None:
    """Return the shares of a market or an index, None while none has figures."""
    if isinstance(where, Market):
        shares = await of_market(surge, where)
        return Movers(where.label, where.scope, shares) if shares else None
    shares = await of_index(surge, where)
    return Movers(where.short, f"members of {where.short}", shares, points(shares)) if shares else None


def _ranked(shares: Shares, market: Market) -> Ranking:
    up, down = widest(shares.quotes, WIDEST)
    own = inside(shares, INDEX) if market is Market.HONG_KONG else None
    return Ranking(
        market=market,
        shares=shares,
        ladder=ladder(shares.quotes),
        breadth=breadth(shares.quotes, shares.of),
        classification=catalogue().source,
        up=tuple(up),
        down=tuple(down),
        members=breadth(own.quotes, own.of) if own else None,
        points=points(own) if own else None,
    )
