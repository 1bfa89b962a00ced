"""How old a price is, and what a reader must be told about that. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.market import sessions
from bot.market.admission import HONG_KONG_DELAY, POLL, allowance
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.quotes import Quote

_MINUTE = timedelta(minutes=1)


class Freshness(StrEnum):
    """What kind of price it is."""

    LIVE = "live"
    DELAYED = "delayed"
    LAST_CLOSE = "last close"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Shown:
    """A quote as it may be shown: with what it is, and how long ago it was traded."""

    quote: Quote
    freshness: Freshness
    age: timedelta


def shown(quote: Quote, now: datetime) -> Shown:
    """Return `quote` with its freshness at `now`, which is market time."""
    return Shown(quote, _freshness(quote, now), max(now - quote.time, timedelta()))


def current(exchange: Exchange, quoted: datetime, delay_minutes: int, now: datetime) -> bool:
    """Whether asking the source again could hardly bring anything newer: no more than a poll has passed."""
    return not _behind(exchange, quoted, now, delay_minutes + POLL / _MINUTE)


def current_turnover(quoted: datetime, now: datetime) -> bool:
    """Say the same of a turnover of Hong Kong."""
    return current(Exchange.HONG_KONG, quoted, HONG_KONG_DELAY, now)


def _behind(exchange: Exchange, quoted: datetime, now: datetime, minutes: float) -> bool:
    """Whether more than so many minutes of trading have passed since."""
    # No more than have passed at all, which is the sooner known.
    return now - quoted > minutes * _MINUTE and sessions.trading_minutes(exchange, quoted, now) > minutes


def _freshness(quote: Quote, now: datetime) -> Freshness:
    exchange = named(quote.symbol).exchange
    if _behind(exchange, quote.time, now, allowance(exchange, quote.delay_minutes)):
        return Freshness.STALE
    if sessions.final(exchange, quote.time):
        return Freshness.LAST_CLOSE
    if sessions.local_date(exchange, quote.time) != sessions.local_date(exchange, now):
        return Freshness.STALE
    return Freshness.DELAYED if quote.delay_minutes else Freshness.LIVE
