"""What the leaders' card shows: a market's shares, ranked."""

from collections.abc import Iterable

from bot.market.catalogue import catalogue
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import members, named
from bot.market.leaders import breadth, ladder
from bot.market.quotes import Quote
from bot.surge import Surge
from handlers.cards.leaders import Ranking
from handlers.cards.prices import Priced, as_of
from handlers.sights.sharing import INDEX, newest

HONG_KONG = Exchange.HONG_KONG


async def ranking(surge: Surge) -> Ranking | None:
    """Return Hong Kong's shares ranked, None while none has figures."""
    shares = _shares(surge)
    priced = list(newest([Priced(named(s), shown) for s, shown in (await surge.desk.quotes(shares)).items()]))
    if not priced:
        return None
    quotes = tuple(each.quote for each in priced)
    listed = catalogue()
    return Ranking(
        ladder=ladder(quotes),
        breadth=breadth(_members(quotes), len(members(INDEX))),
        quotes=quotes,
        as_of=as_of(max(priced, key=lambda each: each.quote.time), surge.clock()),
        classification=listed.source,
    )


def _shares(surge: Surge) -> set[Instrument]:
    """Return the index's members and every other Hong Kong share that the source has; yuan counters are repeats."""
    known = (named(symbol) for symbol in surge.desk.known)
    others = (each for each in known if each.exchange is HONG_KONG and each.type is Type.SHARE)
    return {*members(INDEX), *(each for each in others if each.currency == "HKD")}


def _members(quotes: Iterable[Quote]) -> list[Quote]:
    inside = {each.symbol for each in members(INDEX)}
    return [quote for quote in quotes if quote.symbol in inside]
