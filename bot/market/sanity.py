"""Does a quote contradict itself, or what the same source said before? Pure.

Where one figure is at odds with the others it is withheld, so that nobody is shown it as a fact; where the price
itself cannot be believed, the quote is refused. Each case has its name. What sources are known to do is no fault: an
auction a tick outside the day's range, a range of yesterday right after the opening, a share count of one class only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bot.market.admission import around_the_clock
from bot.market.instrument import Instrument, Type
from bot.market.quotes import Quote
from bot.market.sessions import final, local_date, open_of
from bot.market.splits import Split, exact_ratio, next_session

# Ticks are 0.005 at most below HK$1; an auction may print a few of them outside the range.
_LEEWAY, _TICK = Decimal("0.005"), Decimal("0.005")
_GROSS = Decimal("0.02")
_NOTHING = Decimal(0)
# Until so long after the opening the range may still be yesterday's.
SETTLED = timedelta(minutes=30)
# H shares can be a thirtieth of their company, and depositary shares stand for up to twenty: only errors of unit or
# currency reach beyond this.
_CAP_FACTOR = 50
_EXTENDED_BAND = 50  # per cent, as the gate's band for shares

_FACTORS = tuple(Decimal(each) for each in ("1.5", *"2345678", "10", "12", "15", "20", "25", "30", "40", "50", "100"))
_SMALLEST = 2  # what is nearer to 1 is proof of a split only if the shares say so too
_NEAR, _ROUGHLY = Decimal("0.03"), Decimal("0.3")
# As far as a share may move on the day that it is split.
_BAND = Decimal("0.5")
# No two sessions are nearer to each other; only what lies so far apart needs a look at the calendar.
NIGHT = timedelta(hours=3)


class Doubt(StrEnum):
    """What is wrong with a quote; the value is the name under which it is counted."""

    CURRENCY = "currency changed"
    OUTSIDE_RANGE = "price outside its day's range"
    RANGE = "day's range withheld: the price is outside"
    CAP = "market cap withheld: not price times shares"
    EXTENDED = "price outside the session withheld: beyond belief"
    SPLIT = "split overnight"
    SUPPOSED = "split overnight, as one sample says"
    HALF_SPLIT = "previous close withheld: the split is not in it"
    BASE = "previous close withheld: not our last close"


@dataclass(frozen=True, slots=True)
class Finding:
    """What may be shown of a quote (None: nothing), every doubt there was, and the split that it tells of.

    `gap` is the last quote before so much was missed that neither a split nor a crash can be told from the other.
    """

    quote: Quote | None
    doubts: tuple[Doubt, ...] = ()
    split: Split | None = None
    gap: Quote | None = None


@dataclass(frozen=True, slots=True)
class _Night:
    """What the time since an earlier session has done to a quote."""

    doubt: Doubt | None = None
    split: Split | None = None
    gap: Quote | None = None


def examine(quote: Quote, known: Sequence[Quote], instrument: Instrument) -> Finding:
    """Return what may be believed of `quote`; `known` is what was believed before, the newest first.

    Of each earlier session one quote is enough, its last.
    """
    last = known[0] if known else quote
    if quote.currency != last.currency and quote.currency and last.currency:
        return Finding(None, (Doubt.CURRENCY,))
    found: list[Doubt] = []
    if excess := _outside(quote):
        if excess > _GROSS * quote.price and _settled(quote, instrument):
            return Finding(None, (Doubt.OUTSIDE_RANGE,))
        quote = replace(quote, high=None, low=None)
        found.append(Doubt.RANGE)
    if _wrong_cap(quote):
        quote = replace(quote, market_cap=None, shares=None)
        found.append(Doubt.CAP)
    if quote.extended and abs(quote.extended.percent or Decimal()) > _EXTENDED_BAND:
        quote = replace(quote, extended=None)
        found.append(Doubt.EXTENDED)
    night = _night(quote, known, instrument)
    if night.doubt:
        quote = quote if night.doubt is Doubt.SPLIT else replace(quote, previous_close=None)
        found.append(night.doubt)
    return Finding(quote, tuple(found), night.split, night.gap)


def round_ratio(value: Decimal) -> Decimal | None:
    """Return the ratio of a split that `value` comes near to: 2 for 2.01, 0.1 for 0.0998; None for 1.1."""
    ratios = (ratio for factor in _FACTORS for ratio in (factor, 1 / factor))
    return next((ratio for ratio in ratios if abs(value - ratio) <= _NEAR * ratio), None)


def _outside(quote: Quote) -> Decimal:
    """Return how far beyond some ticks the price lies outside the day's range; 0 where it does not."""
    high, low = quote.high, quote.low
    if high is None or low is None or low <= quote.price <= high:
        return _NOTHING
    if high < low:
        return _TICK
    excess = max(quote.price - high, low - quote.price)
    return excess if excess > max(_LEEWAY * quote.price, _TICK) else _NOTHING


def _settled(quote: Quote, instrument: Instrument) -> bool:
    """Whether the day's range must be today's by now; of what trades around the clock nobody knows its day."""
    exchange = instrument.exchange
    if around_the_clock(quote.symbol):
        return False
    return quote.time >= open_of(exchange, local_date(exchange, quote.time)) + SETTLED


def _wrong_cap(quote: Quote) -> bool:
    if quote.market_cap is None or quote.shares is None:
        return False
    value = quote.price * quote.shares
    return not value <= quote.market_cap * _CAP_FACTOR <= value * _CAP_FACTOR**2


def _night(quote: Quote, known: Iterable[Quote], instrument: Instrument) -> _Night:
    """Say what a split since an earlier session has done to the previous close."""
    base = quote.previous_close
    if base is None:
        return _Night()
    # A split moves one of the two much further than markets move, but in a crash.
    steady, exchange = _about(quote.price, base, _ROUGHLY), instrument.exchange
    for before in known:
        if (steady and _about(base, before.price, _NEAR)) or quote.time - before.time <= NIGHT:
            continue
        if local_date(exchange, before.time) < local_date(exchange, quote.time):
            far = not (steady and _about(base, before.price, _ROUGHLY))
            return _compared(quote, base, before, instrument, far=far)
    return _Night()


def _compared(quote: Quote, base: Decimal, before: Quote, instrument: Instrument, *, far: bool) -> _Night:
    """Hold it against a quote of an earlier session; `far`: further away than markets move."""
    grown = round_ratio(Decimal(quote.shares) / before.shares) if far and quote.shares and before.shares else None
    if grown and _about(base * grown, before.price, _ROUGHLY):
        return _Night(Doubt.SPLIT, _by_shares(quote, grown))
    if grown and _about(quote.price * grown, base, _ROUGHLY):
        return _Night(Doubt.HALF_SPLIT, _by_shares(quote, grown))
    # Indices are not split, nor what trades around the clock.
    splittable = instrument.type is not Type.INDEX and not around_the_clock(quote.symbol)
    believable = splittable and _about(quote.price, base, _BAND)
    # A price from before that session's end, or of a session before others, proves nothing.
    exchange = instrument.exchange
    if not (final(exchange, before.time) and next_session(exchange, before.time, quote.time)):
        return _Night(gap=before if far and believable and not _about(base, before.price, _ROUGHLY) else None)
    if believable and (ratio := exact_ratio(before.price, base)):
        return _Night(Doubt.SPLIT, Split(quote.symbol, ratio, quote.time, sure=False))
    near = round_ratio(base / before.price) if far else None
    return _Night(Doubt.BASE if near and max(near, 1 / near) >= _SMALLEST else None)


def _by_shares(quote: Quote, grown: Decimal) -> Split:
    return Split(quote.symbol, Fraction(grown).limit_denominator(max(map(int, _FACTORS))), quote.time, sure=True)


def _about(value: Decimal, base: Decimal, share: Decimal) -> bool:
    return abs(value - base) <= share * base
