"""Who answers when a source is asked: a share that is suspended is quoted still, one that has left is not."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.provider import ABSENT, Answer
from bot.market.sessions import local_date


class RollCall:
    """Remembers when each symbol was there last, and when it was not. Times are market time."""

    def __init__(self) -> None:
        self._heard: dict[str, datetime] = {}
        self._missed: dict[str, datetime] = {}
        self._newest: dict[Exchange, datetime] = {}

    def call(self, symbols: Collection[str], answer: Answer, now: datetime) -> None:
        """Note who of `symbols` is in an answer; what cannot be believed is there all the same."""
        for quote in answer.quotes:
            exchange = named(quote.symbol).exchange
            self._newest[exchange] = max(self._newest.get(exchange, quote.time), quote.time)
        there = {quote.symbol for quote in answer.quotes}
        there |= {each.symbol for each in answer.refused if each.reason not in ABSENT}
        self._heard |= dict.fromkeys(there, now)
        for symbol in there & self._missed.keys():
            del self._missed[symbol]
        self._missed |= dict.fromkeys(set(symbols) - there, now)

    def missing(self) -> Mapping[str, datetime]:
        """Return when each symbol was last asked for in vain that was not there on that whole day."""
        return {symbol: at for symbol, at in self._missed.items() if not self._was_there(symbol, at)}

    def present(self, symbol: str) -> bool:
        """Whether it was there when it was asked for last."""
        return symbol in self._heard and symbol not in self._missed

    def traded(self, exchange: Exchange, day: date) -> bool:
        """Whether anything came from that session of the exchange, the newest that did."""
        newest = self._newest.get(exchange)
        return newest is not None and local_date(exchange, newest) == day

    def _was_there(self, symbol: str, at: datetime) -> bool:
        exchange, heard = named(symbol).exchange, self._heard.get(symbol)
        return heard is not None and local_date(exchange, heard) == local_date(exchange, at)
