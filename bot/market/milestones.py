"""Milestones of a company: a round market cap for the first time, a changed number of shares. Pure.

Records go no further back than the daily figures that Surge kept itself: each milestone names their first day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from bot.market.fact import WORTH_SAYING
from bot.market.quotes import Quote
from bot.words.money import BILLION, TRILLION, compact, exact
from bot.words.numbers import percent
from bot.words.times import day, weekday

STEP = 100 * BILLION
# Per cent: fewer are options exercised and shares bought back, as on any day.
CHANGED = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What was known at the close of `day`: market cap in the instrument's currency, shares outstanding."""

    day: date
    market_cap: Decimal | None = None
    shares: int | None = None


@dataclass(frozen=True, slots=True)
class Cap:
    """A round market cap, `level`, that is passed for the first time since `since`, when records begin."""

    level: Decimal
    since: date


@dataclass(frozen=True, slots=True)
class Shares:
    """A number of shares that is another by so many per cent than it was on `since`, the last day of the old one."""

    percent: Decimal
    since: date


def milestone_lines(quote: Quote, today: date, kept: Sequence[DayFigures]) -> Iterator[str]:
    """Yield what to say of `quote`, of the session `today`; `kept` are daily figures, the oldest first."""
    if quote.market_cap and (cap := first_above(quote.market_cap, today, kept)):
        passed = f"above {exact(cap.level, quote.currency)} for the first time in our records (since {day(cap.since)})"
        yield f"Market cap {compact(quote.market_cap, quote.currency)}, {passed}"
    if quote.shares and (shares := changed(quote.shares, today, kept)):
        yield f"Shares outstanding {percent(shares.percent, 1)} since {weekday(shares.since)}"


def first_above(cap: Decimal, today: date, kept: Sequence[DayFigures]) -> Cap | None:
    """Return the round number below `cap` if it was never passed before; None without enough days to tell.

    Round are 100 billions, from a trillion on whole trillions.
    """
    step = TRILLION if cap >= TRILLION else STEP
    level = (cap / step).to_integral_value(ROUND_FLOOR) * step
    known = [(each.day, each.market_cap) for each in kept if each.market_cap is not None and each.day < today]
    if not level or len(known) < WORTH_SAYING or any(before >= level for _, before in known):
        return None
    return Cap(level, known[0][0])


def changed(shares: int, today: date, kept: Sequence[DayFigures]) -> Shares | None:
    """Return by how much `shares` differ from those of the last month's sessions, and since when."""
    for each in reversed([each for each in kept if each.day < today][-WORTH_SAYING:]):
        moved = (Decimal(shares) / each.shares - 1) * 100 if each.shares else Decimal()
        if abs(moved) > CHANGED:
            return Shares(moved, each.day)
    return None
