"""The markets whose shares are ranked: Hong Kong, the mainland, and what is Chinese in New York. Pure.

Each ranks what was quoted in its own session and its own currency.
"""

from collections.abc import Iterable
from enum import StrEnum

from bot.market.catalogue import catalogue, fold
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import named


class Market(StrEnum):
    """One market; the value is what people type."""

    HONG_KONG = "hk"
    MAINLAND = "cn"
    NEW_YORK = "us"

    @property
    def label(self) -> str:
        """The market as a headline names it."""
        return {Market.HONG_KONG: "Hong Kong", Market.MAINLAND: "Mainland", Market.NEW_YORK: "New York"}[self]

    @property
    def scope(self) -> str:
        """Which of its shares are ranked."""
        return {
            Market.HONG_KONG: "Hong Kong shares, HK$ counters only",
            Market.MAINLAND: "Shanghai and Shenzhen shares known by name, not the whole market",
            Market.NEW_YORK: "US-listed Chinese shares and theme names known by name, not the whole market",
        }[self]

    @property
    def currency(self) -> str:
        """What its shares are traded in; other counters of the same shares are repeats."""
        return {Market.HONG_KONG: "HKD", Market.MAINLAND: "CNY", Market.NEW_YORK: "USD"}[self]

    @property
    def exchanges(self) -> frozenset[Exchange]:
        """Where they are traded; all of one market keep the same hours."""
        return _EXCHANGES[self]

    def has(self, instrument: Instrument) -> bool:
        """Whether it is one of the market's shares."""
        return (
            instrument.type is Type.SHARE
            and instrument.exchange in self.exchanges
            and instrument.currency == self.currency
        )

    def shares(self, known: Iterable[str] = ()) -> tuple[Instrument, ...]:
        """Return its shares in the catalogue and among the symbols `known` to the source, by symbol."""
        symbols = {*catalogue().instruments, *known}
        return tuple(each for symbol in sorted(symbols) if self.has(each := named(symbol)))


_EXCHANGES = {
    Market.HONG_KONG: frozenset({Exchange.HONG_KONG}),
    Market.MAINLAND: frozenset({Exchange.SHANGHAI, Exchange.SHENZHEN}),
    Market.NEW_YORK: frozenset({Exchange.NEW_YORK}),
}
_WORDS = {
    **dict.fromkeys(("hk", "hong kong", "hongkong", "港股", "香港"), Market.HONG_KONG),
    **dict.fromkeys(("cn", "china", "mainland", "a shares", "a股", "內地", "内地", "滬深", "沪深"), Market.MAINLAND),
    **dict.fromkeys(("us", "usa", "new york", "adr", "adrs", "美股", "美國", "美国"), Market.NEW_YORK),
}


def market(words: str) -> Market | None:
    """Return the market that `words` name, None where they name none."""
    return _WORDS.get(fold(words))
