"""Prices that stand still while their time goes on. Pure.

Yahoo has served such quotes for days (yfinance #2966); their time alone does not betray them. An index of dozens of
shares that trades keeps its price to the cent for no ten minutes. A share may, so shares are never doubted.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bot.market.instrument import Type
from bot.market.instruments import named
from bot.market.quotes import Quote
from bot.market.sessions import phase, trading_minutes

MINUTES = 10
SAMPLES = 4


@dataclass(frozen=True, slots=True)
class _Still:
    """A price and volume, when they were first and last seen, and how many samples had them."""

    price: Decimal
    volume: int | None
    since: datetime
    last: datetime
    samples: int = 1


class Stillness:
    """Remembers how long each index has stood still."""

    def __init__(self) -> None:
        self._still: dict[str, _Still] = {}

    def frozen(self, quote: Quote) -> bool:
        """Whether `quote` is the latest of at least four that stand still over ten minutes of trading."""
        instrument = named(quote.symbol)
        if instrument.type is not Type.INDEX or not phase(instrument.exchange, quote.time).trading:
            return False
        still = self._still.get(quote.symbol)
        if still is None or (still.price, still.volume) != (quote.price, quote.volume):
            still = _Still(quote.price, quote.volume, quote.time, quote.time)
        elif quote.time > still.last:
            still = replace(still, last=quote.time, samples=still.samples + 1)
        self._still[quote.symbol] = still
        stood = trading_minutes(instrument.exchange, still.since, still.last)
        return still.samples >= SAMPLES and stood >= MINUTES
