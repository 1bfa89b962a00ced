"""Which past is asked for next, and whether the closes that are kept fit to today's quote. Pure.

Times are wall time. A quote states its previous close: that is what tells a hole from a holiday, and a split from a
fall.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.market import sessions
from bot.market.closes.store import NONE_THERE, Past
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.quotes import Close, Quote, Series

# How long to wait before the source is asked again: after a failure, for a past that it does not have, and for one
# that still does not fit.
FAILED_AGAIN = timedelta(minutes=15)
NONE_AGAIN = timedelta(days=1)
DOUBT_AGAIN = timedelta(hours=4)
# After so long a source has a session's close among the others.
PUBLISHED = timedelta(hours=1)
# A stated previous close differs by as little as a rounding, or by a dividend. A split is far more.
SPLIT = Decimal("0.02")
# A past of fewer closes than this says nothing; a source that has fewer has none.
ENOUGH = 20


class Fit(StrEnum):
    """How the last close that is kept fits to a quote of a later day."""

    GOOD = "good"
    HOLE = "sessions are missing"
    OTHER_BASE = "another previous close"


def fit(last: Close, quote: Quote) -> Fit:
    """Return how `last`, the newest close before the quote's day, fits to `quote`."""
    stated, exchange = quote.previous_close, named(quote.symbol).exchange
    if next(missing(exchange, last.day, sessions.local_date(exchange, quote.time)), None):
        # The calendar knows no suspended shares and no typhoons; the very same price is proof enough.
        return Fit.GOOD if stated == last.price else Fit.HOLE
    if stated is not None and abs(last.price / stated - 1) > SPLIT:
        return Fit.OTHER_BASE
    return Fit.GOOD


def missing(exchange: Exchange, after: date, before: date) -> Iterator[date]:
    """Yield the sessions that the calendar has between two days, the latest first."""
    day = before - sessions.DAY
    while day > after:
        if sessions.session(exchange, day):
            yield day
        day -= sessions.DAY


def mended(last: Close, quote: Quote) -> Close | None:
    """Return the one close that is missing between `last` and the quote's day, as the quote states it.

    None where more than one is missing.
    """
    exchange = named(quote.symbol).exchange
    days = list(missing(exchange, last.day, sessions.local_date(exchange, quote.time)))
    return Close(days[0], quote.previous_close) if len(days) == 1 and quote.previous_close is not None else None


def futile(past: Past, quote: Quote) -> bool:
    """Whether asking the source once more would not bring what is missing before the quote's day."""
    if past.grown or past.filled_at is None:
        return past.grown
    exchange = named(quote.symbol).exchange
    last = next(missing(exchange, date.min, sessions.local_date(exchange, quote.time)))
    return past.filled_at >= sessions.close_of(exchange, last) + PUBLISHED


def unbroken(series: Series, exchange: Exchange) -> Series:
    """Return the newest closes of `series` without a session missing among them."""
    closes = series.closes
    for number in range(len(closes) - 1, 0, -1):
        if next(missing(exchange, closes[number - 1].day, closes[number].day), None):
            return Series(closes[number:])
    return series


def due(past: Past | None, now: datetime, *, doubted: bool) -> bool:
    """Whether the source is to be asked for a past that is known so far."""
    if past is None or past.tried_at is None:
        return True
    if past.trouble:
        return now - past.tried_at >= (NONE_AGAIN if past.trouble == NONE_THERE else FAILED_AGAIN)
    return past.filled_at is None or (doubted and now - past.tried_at >= DOUBT_AGAIN)


def following(wanted: Iterable[str], pasts: Mapping[str, Past], doubted: Collection[str], now: datetime) -> str | None:
    """Return the symbol whose past is asked for next, None where all is well or must wait.

    Those in doubt come first, for their cards say less meanwhile; then who was never asked for, as they are wanted.
    """
    open_ones = [symbol for symbol in wanted if due(pasts.get(symbol), now, doubted=symbol in doubted)]
    return min(open_ones, key=lambda symbol: (symbol not in doubted, symbol in pasts), default=None)
