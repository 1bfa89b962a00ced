"""What today's price means among the daily closes before it. Pure.

"Highest since D": walk back from the previous session to the first close at or above today's price; D is its date.
Closes against closes, never against a day's high. What else may be said is in `facts/`, one file for each kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.market import facts
from bot.market.fact import WORTH_SAYING, Fact, Kind, Today
from bot.market.quotes import Close, Series
from bot.plugins import found_in

__all__ = ["WORTH_SAYING", "Fact", "Since", "Today", "highest_since", "lowest_since", "worth_saying"]

KINDS = found_in(facts, Kind)


@dataclass(frozen=True, slots=True)
class Since:
    """The last close that was at least as extreme: its `day` and `price`, and how many sessions back it lies.

    `record`: there is none, and the closes reach back to the start; `day` and `price` are then of the record that is
    beaten. `low`: the lowest since, not the highest.
    """

    day: date
    price: Decimal
    sessions: int
    record: bool = False
    low: bool = False


def highest_since(series: Series, price: Decimal, today: date, minimum: int = WORTH_SAYING) -> Since | None:
    """Return since when `price` is the highest.

    None where that is less than `minimum` sessions back, and where no close was as high but older ones are missing.
    """
    return _extreme(series, price, today, minimum, low=False)


def lowest_since(series: Series, price: Decimal, today: date, minimum: int = WORTH_SAYING) -> Since | None:
    """Return since when `price` is the lowest: the mirror of `highest_since`."""
    return _extreme(series, price, today, minimum, low=True)


def worth_saying(today: Today, most: int = 3) -> tuple[Fact, ...]:
    """Return what is true today beside that: at the most so many facts, the rarest first."""
    found = [fact for kind in KINDS if (fact := kind.look(today))]
    return tuple(sorted(found, key=lambda fact: fact.rarity, reverse=True)[:most])


def _extreme(series: Series, price: Decimal, today: date, minimum: int, *, low: bool) -> Since | None:
    sign = -1 if low else 1
    closes = series.before(today).closes
    for sessions, close in enumerate(reversed(closes), start=1):
        if sign * close.price >= sign * price:
            return Since(close.day, close.price, sessions, low=low) if sessions >= minimum else None
    return _record(closes, sign) if series.complete and len(closes) >= minimum else None


def _record(closes: Sequence[Close], sign: int) -> Since:
    """Return the record that is beaten, its latest day where it was reached twice."""
    sessions, beaten = max(enumerate(reversed(closes), start=1), key=lambda each: (sign * each[1].price, each[1].day))
    return Since(beaten.day, beaten.price, sessions, record=True, low=sign < 0)
