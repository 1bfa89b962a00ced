"""Trading before and after New York's regular session: what may be said of it, and when. Pure.

The source's market state decides: PRE is the pre-market; POST, POSTPOST, CLOSED and PREPRE (the small hours) follow
the regular session, whose after-hours price stays the newest. In REGULAR there is only the regular price. A move of
one part of the day is never added to, or taken for, that of another: each carries its part, its time and its base.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.market.instrument import Exchange
from bot.market.quotes import Extended, Hours, Quote
from bot.market.sessions import final, local_date, session_date

NEW_YORK = Exchange.NEW_YORK

_HOURS = {"PRE": Hours.PRE} | dict.fromkeys(("POST", "POSTPOST", "CLOSED", "PREPRE"), Hours.POST)
# After hours end four hours after the close; over the longest holiday the next pre-market is within five days.
_REACH = {Hours.PRE: timedelta(days=5), Hours.POST: timedelta(hours=5)}


class Part(StrEnum):
    """What part of a day a move is of; the value is how people call it."""

    PRE = "pre-market"
    OPEN = "at the open"
    REGULAR = "regular session"
    CLOSE = "close"
    POST = "after hours"


@dataclass(frozen=True, slots=True)
class Move:
    """A price with what it moved, in per cent (None unknown), against the close that its part is held against."""

    part: Part
    price: Decimal
    percent: Decimal | None
    time: datetime


@dataclass(frozen=True, slots=True)
class Moves:
    """What may be said of a share of New York: its regular move, how that session opened, and a move outside it.

    None where it is not known, or over: `outside` is a pre-market of today, or the hours after the last session.
    """

    regular: Move
    opened: Move | None = None
    outside: Move | None = None

    @property
    def newest(self) -> Move:
        """The newest price of all."""
        return max((self.regular, self.outside or self.regular), key=lambda move: move.time)


def extended_hours(state: str) -> Hours | None:
    """Return which price outside the regular session a market state lets be said; None where it lets none."""
    return _HOURS.get(state)


def follows(extended: Extended, closed: datetime) -> bool:
    """Whether the price is of the extended hours that follow the regular price of `closed`: newer, not by too much."""
    return timedelta() < extended.time - closed <= _REACH[extended.hours]


def moves(quote: Quote, now: datetime) -> Moves:
    """Return what may be said of `quote`, of New York, at `now`, which is market time."""
    part = Part.CLOSE if final(NEW_YORK, quote.time) else Part.REGULAR
    return Moves(Move(part, quote.price, quote.percent, quote.time), _opened(quote), _outside(quote, now))


def _opened(quote: Quote) -> Move | None:
    """Return the opening's move: since the previous close, as the regular move is, and not to be mixed with it."""
    if quote.open is None or quote.previous_close is None:
        return None
    return Move(Part.OPEN, quote.open, (quote.open / quote.previous_close - 1) * 100, quote.time)


def _outside(quote: Quote, now: datetime) -> Move | None:
    found = quote.extended
    if found is None:
        return None
    day = local_date(NEW_YORK, found.time)
    before = found.hours is Hours.PRE
    if day != (local_date(NEW_YORK, now) if before else session_date(NEW_YORK, now)):
        return None
    return Move(Part.PRE if before else Part.POST, found.price, found.percent, found.time)
