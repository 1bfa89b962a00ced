"""What a split does to prices: as many times fewer dollars as there are more shares. Pure.

Bonus issues, consolidations and changed depositary ratios are splits too: what counts is what they do to a price.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from bot.market.instrument import Exchange
from bot.market.quotes import Quote
from bot.market.sessions import DAY, local_date, session

_WHOLE = (*range(2, 11), 12, 15, 16, 18, 20, 24, 25, 30, 32, 40, 50, 60, 64, 80, 100, 125, 150, 200, 250, 500, 1000)
_PARTS = ((11, 10), (6, 5), (5, 4), (4, 3), (7, 5), (3, 2), (8, 5), (5, 3), (5, 2), (7, 2))
_MORE = (*(Fraction(each) for each in _WHOLE), *(Fraction(*each) for each in _PARTS))
RATIOS = (*_MORE, *(1 / each for each in _MORE))
# How exactly a stated close is our own over the ratio; where it is rounded to a cent, that may be more.
_EXACT, _ROUNDING = Decimal("0.005"), Decimal("0.005")
# Within a day a price may move as far; what is nearer to 1 than this is such a move, and no split.
_DAYS_MOVE, _TELLING = Decimal("0.1"), Fraction(3, 2)
_CENT, _FINEST, _COARSE = Decimal("0.01"), Decimal("0.0001"), 10


@dataclass(frozen=True, slots=True)
class Split:
    """There are `ratio` shares of `symbol` where there was one, since the session of `time` (the first sample's).

    `sure`: more than this one sample says so.
    """

    symbol: str
    ratio: Fraction
    time: datetime
    sure: bool

    @property
    def words(self) -> str:
        """Write it as people do: "10:1", of a consolidation "1:10"."""
        return written(self.ratio)


def written(ratio: Fraction) -> str:
    """Write a ratio: "10:1"."""
    return f"{ratio.numerator}:{ratio.denominator}"


def divided(price: Decimal, ratio: Fraction) -> Decimal:
    """Return what a price is after the split, in full cents, or four digits below 10."""
    exact = price * ratio.denominator / ratio.numerator
    return max(exact.quantize(_CENT if exact >= _COARSE else _FINEST), _FINEST).normalize()


def exact_ratio(before: Decimal, after: Decimal) -> Fraction | None:
    """Return the ratio by which `after` is exactly what `before` became, None where there is none."""
    for ratio in RATIOS:
        split = before * ratio.denominator / ratio.numerator
        if abs(split - after) <= max(_EXACT * split, min(_ROUNDING, _EXACT * 10 * split)):
            return ratio
    return None


def near_ratio(before: Decimal, after: Decimal) -> Fraction | None:
    """Return the ratio nearest to the one between two prices of one day, None where they are of one kind of share."""
    found = min(RATIOS, key=lambda ratio: abs(before * ratio.denominator / (after * ratio.numerator) - 1))
    moved = before * found.denominator / (after * found.numerator)
    return found if max(found, 1 / found) >= _TELLING and abs(moved - 1) <= _DAYS_MOVE else None


def adjusted(quote: Quote, ratio: Fraction) -> Quote:
    """Return a quote of before a split, as it would read after it; what is not needed to compare is left out."""
    base = quote.previous_close and divided(quote.previous_close, ratio)
    own = replace(quote, price=divided(quote.price, ratio), previous_close=base, shares=None, market_cap=None)
    return replace(own, open=None, high=None, low=None, volume=None, year_high=None, year_low=None, extended=None)


def next_session(exchange: Exchange, before: datetime, after: datetime) -> bool:
    """Whether the calendar has no session between those of two times."""
    day, last = local_date(exchange, before) + DAY, local_date(exchange, after)
    return not _any_session(exchange, day, last)


def _any_session(exchange: Exchange, first: date, end: date) -> bool:
    while first < end:
        if session(exchange, first):
            return True
        first += DAY
    return False
