"""Milestones of a company: a round market cap for the first time, a changed number of shares. Pure.

Records go no further back than the daily figures that Surge kept itself: each milestone names their first day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from bot.market.fact import WORTH_SAYING
from bot.market.quotes import Quote
from bot.words.language import Phrase, in_all
from bot.words.money import BILLION, TRILLION, compact, exact
from bot.words.numbers import percent
from bot.words.times import day, weekday

PASSED = Phrase(
    "Market cap {cap}, above {level} for the first time in our records (since {day})",
    "市值{cap}，為本系統有記錄以來（{day}起）首次超過{level}",
    "市值{cap}，为本系统有记录以来（{day}起）首次超过{level}",
)
OTHER_SHARES = Phrase(
    "Shares outstanding {percent} since {day}", "已發行股份較{day} {percent}", "已发行股份较{day} {percent}"
)
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


def milestone_lines(quote: Quote, today: date, kept: Sequence[DayFigures]) -> Iterator[Phrase]:
    """Yield what to say of `quote`, of the session `today`; `kept` are daily figures, the oldest first."""
    if quote.market_cap and (cap := first_above(quote.market_cap, today, kept)):
        yield _passed(cap, quote.market_cap, quote.currency)
    if quote.shares and (shares := changed(quote.shares, today, kept)):
        since = in_all(lambda language: weekday(shares.since, language))
        yield OTHER_SHARES.with_(percent=percent(shares.percent, 1), day=since)


def _passed(cap: Cap, market_cap: Decimal, currency: str) -> Phrase:
    return PASSED.with_(
        cap=in_all(lambda language: compact(market_cap, currency, language)),
        level=in_all(lambda language: exact(cap.level, currency, language)),
        day=in_all(lambda language: day(cap.since, language)),
    )


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
