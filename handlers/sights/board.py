"""What the board shows: the market in one look."""

from collections.abc import Iterable, Iterator, Mapping

from bot.market.divergence import divergence
from bot.market.freshness import Shown
from bot.market.instrument import Instrument
from bot.market.instruments import named
from bot.market.leaders import breadth
from bot.surge import Surge
from bot.words.language import NOTHING
from handlers.cards.board import Level, Panorama
from handlers.cards.prices import Priced, short
from handlers.sights.sharing import INDEX, gathered, listed
from handlers.sights.signals import signs
from handlers.sights.turnover import traded

BOARD = (INDEX, "HSTECH.HK", "^HSCE", "000300.SS", "^HXC")


async def panorama(surge: Surge) -> Panorama:
    """Return what the board shows."""
    indices, shares = [named(symbol) for symbol in BOARD], listed(INDEX, surge.clock())
    proxies = [named(symbol) for index in indices for symbol in index.proxies]
    shown = await surge.desk.quotes([*indices, *proxies, *shares])
    own, turnover = gathered(shares, named(INDEX), shown, surge.clock()), await traded(surge)
    quotes = own.quotes if own else ()
    counted = breadth(quotes, len(shares))
    percent = own.index.quote.percent if own and own.index else None
    return Panorama(
        now=surge.clock(),
        indices=tuple(_levels(indices, shown)),
        lacking=tuple(short(each) for each in indices if each.symbol not in shown),
        recorded=surge.desk.source.replay is not None,
        traded=turnover,
        breadth=counted,
        quotes=quotes,
        divergence=None if percent is None else divergence(percent, counted),
        signals=await signs(surge, shown, turnover, own),
    )


def _levels(indices: Iterable[Instrument], shown: Mapping[str, Shown]) -> Iterator[Level]:
    """Yield each index with figures; where it has none, the first of its proxies that has."""
    for index in indices:
        symbol = next((symbol for symbol in (index.symbol, *index.proxies) if symbol in shown), None)
        if symbol:
            stands_for = NOTHING if symbol == index.symbol else short(index)
            yield Level(Priced(named(symbol), shown[symbol]), stands_for)
