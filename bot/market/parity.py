"""What New York's price of a depositary share means in Hong Kong, and for its index. Pure.

Implied price = price in US$ x USD/HKD / shares per depositary share. It is held against the last Hong Kong close of
the ordinary share only: its move on the US close counts what Hong Kong has already done once more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from bot.market.instrument import Exchange, Instrument
from bot.market.quotes import Close, Quote
from bot.market.sessions import close_of, final, local_date, open_of, session_date

USD_HKD = "HKD=X"
HONG_KONG = Exchange.HONG_KONG
# The HKMA keeps the rate between these (Linked Exchange Rate System, convertibility undertakings since May 2005).
BAND = (Decimal("7.75"), Decimal("7.85"))


@dataclass(frozen=True, slots=True)
class Rate:
    """USD/HKD, and of when it is."""

    value: Decimal
    time: datetime


def last_close(quote: Quote) -> Close | None:
    """Return the last close of a Hong Kong share or index: today's once the auction has set it, else the one before.

    None where that is unknown, or not in HK$.
    """
    if quote.currency not in {"HKD", ""}:
        return None
    day = local_date(HONG_KONG, quote.time)
    if final(HONG_KONG, quote.time):
        return Close(day, quote.price)
    before = session_date(HONG_KONG, open_of(HONG_KONG, day) - timedelta(minutes=1))
    return None if quote.previous_close is None else Close(before, quote.previous_close)


def newer(traded: datetime, close: Close) -> bool:
    """Whether a price of New York is newer than a close of Hong Kong: an older one says nothing about it."""
    return traded > close_of(HONG_KONG, close.day)


@dataclass(frozen=True, slots=True)
class Parity:
    """What one depositary share implies: HK$ a share, and the last Hong Kong close that is held against.

    `ratio` is how many ordinary shares one depositary share stands for.
    """

    adr: str
    ordinary: str
    ratio: int
    implied: Decimal
    close: Decimal

    @property
    def percent(self) -> Decimal:
        """Per cent that Hong Kong would have to move to be level with New York."""
        return (self.implied / self.close - 1) * 100


@dataclass(frozen=True, slots=True)
class ImpliedOpen:
    """Where an index would open if its dual-listed `members` opened level with New York and all else stood still.

    `points` and `percent` are against its last close; `covered` is the weight of those members, as a fraction of 1.
    """

    points: Decimal
    percent: Decimal
    covered: Decimal
    members: int


def implied(dollars: Decimal, rate: Decimal, ratio: int) -> Decimal:
    """Return HK$ a share: 114.655 x 7.85 / 8 = 112.505."""
    return dollars * rate / ratio


def parity(adr: Instrument, dollars: Decimal, rate: Decimal, close: Decimal) -> Parity | None:
    """Return what `adr` at a price of `dollars` implies; None where it stands for no Hong Kong share."""
    if not adr.ordinary or not adr.ratio:
        return None
    return Parity(adr.symbol, adr.ordinary, adr.ratio, implied(dollars, rate, adr.ratio), close)


def implied_open(close: Decimal, parities: Iterable[Parity], weights: Mapping[str, Decimal]) -> ImpliedOpen | None:
    """Return what `parities` imply for the index that closed at `close`.

    `weights` are its members' at that close, by ordinary share, as fractions of 1. None where no member is covered.
    """
    # Two lines in New York of one share in Hong Kong would count it twice.
    moves = {each.ordinary: each.percent for each in parities if each.ordinary in weights}
    if not moves:
        return None
    percent = sum((weights[symbol] * move for symbol, move in moves.items()), Decimal())
    covered = sum((weights[symbol] for symbol in moves), Decimal())
    return ImpliedOpen(close * percent / 100, percent, covered, len(moves))
