"""A quote cache in this process: what one process needs, and gone when it ends."""

from collections import OrderedDict
from collections.abc import Collection, Mapping

from bot.market.quotes import Quote

# More symbols than Hong Kong and New York's ADRs have; whoever asks for more loses the longest unused.
ROOM = 4096


class MemoryCache:
    """Keeps the last good quote of up to `room` symbols."""

    name = "memory"

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._quotes: OrderedDict[str, Quote] = OrderedDict()

    async def get(self, symbols: Collection[str]) -> Mapping[str, Quote]:
        """Return those of `symbols` that are kept."""
        kept = {symbol: quote for symbol in symbols if (quote := self._quotes.get(symbol))}
        for symbol in kept:
            self._quotes.move_to_end(symbol)
        return kept

    async def put(self, quotes: Collection[Quote]) -> None:
        """Keep `quotes`, each in place of the symbol's older one."""
        for quote in quotes:
            kept = self._quotes.get(quote.symbol)
            if kept is None or kept.time <= quote.time:
                self._quotes[quote.symbol] = quote
                self._quotes.move_to_end(quote.symbol)
        while len(self._quotes) > self._room:
            self._quotes.popitem(last=False)

    async def clear(self) -> None:
        """Forget everything."""
        self._quotes.clear()
