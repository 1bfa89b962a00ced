"""The way a price takes through a recorded day of which only open, high, low and close are known. Pure.

Straight lines in trading time, and nothing cleverer: whoever reads the tape must see at once what was recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.market.tapes.recorded import Bar

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Session:
    """The spells of one trading day, in its zone: as ((09:30, 12:00), (13:00, 16:00)).

    An auction may set the close after the last of them: quotes are then stamped up to `last`.
    """

    zone: ZoneInfo
    spells: tuple[tuple[time, time], ...]
    last: time

    def stamp(self, at: datetime) -> datetime:
        """Return the latest time a price can have at `at`, on the day of `at`; the open where it is earlier."""
        local = at.astimezone(self.zone)
        spells = self._on(local.date())
        ends = [end for _, end in spells[:-1]] + [datetime.combine(local.date(), self.last, self.zone)]
        begun = [end for (begin, _), end in zip(spells, ends, strict=True) if begin <= local]
        return min(local, begun[-1]) if begun else spells[0][0]

    def passed(self, at: datetime) -> Decimal:
        """Return which part of the day's trading time has passed at `at`: 0 to 1."""
        spells = self._on(at.astimezone(self.zone).date())
        done = sum((max(min(at, end) - begin, timedelta()) for begin, end in spells), timedelta())
        length = sum((end - begin for begin, end in spells), timedelta())
        return Decimal(done // MINUTE) / Decimal(length // MINUTE)

    def _on(self, day: date) -> list[tuple[datetime, datetime]]:
        return [
            (datetime.combine(day, begin, self.zone), datetime.combine(day, end, self.zone))
            for begin, end in self.spells
        ]


def corners(bar: Bar) -> list[Decimal]:
    """Return the prices the path touches, in equal steps of trading time.

    A rising day goes open, low, high, close, a falling one open, high, low, close. What was not recorded is left out.
    """
    turns = [bar.low, bar.high] if bar.open is None or bar.close >= bar.open else [bar.high, bar.low]
    return [price for price in (bar.open, *turns, bar.close) if price is not None]


def along(prices: Sequence[Decimal], passed: Decimal, places: int = 2) -> Decimal:
    """Return the price at `passed` (0 to 1) of the straight lines through `prices`, rounded between them."""
    step = int(passed * (len(prices) - 1))
    part = passed * (len(prices) - 1) - step
    if not part:
        return prices[step]
    return round(prices[step] + (prices[step + 1] - prices[step]) * part, places)
