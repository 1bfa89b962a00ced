"""The most traded shares of Hong Kong, and which part of all that shares trade they make up. Pure.

Chosen once a day from the full list of what is listed. The part is what scales the next day's estimate.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.market.instrument import Exchange
from bot.market.quotes import Quote
from bot.market.sessions import local_date
from bot.market.tally.estimate import countable

MOST = 400
# Shares were 78 % of the market in the first half of 2025, with funds 93 %: outside of this something is wrong.
LOWEST, HIGHEST = Decimal("0.65"), Decimal("0.95")
# Fewer than this is no list of Hong Kong's two and a half thousand shares.
FEWEST_LISTED = 1000
# By so much may what was counted during the day differ from volume times the last price.
DRIFT = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Universe:
    """The shares most traded on `day`. `share` is their part (0 to 1) of `total`, the HK$ of all listed shares."""

    day: date
    symbols: tuple[str, ...]
    share: Decimal
    total: Decimal


def choose(listed: Iterable[Quote], day: date, counted: Mapping[str, Decimal] | None = None) -> Universe | None:
    """Return the universe of `day`; None where the list is too short to be all that is listed.

    `counted` is what each share's part of the day's estimate came to: it puts right that a share does not trade all
    day at its last price.
    """
    quotes = {quote.symbol: quote for quote in listed if countable(quote)}
    traded = {
        symbol: quote.turnover or Decimal()
        for symbol, quote in quotes.items()
        if local_date(Exchange.HONG_KONG, quote.time) == day
    }
    total = sum(traded.values(), Decimal())
    if len(quotes) < FEWEST_LISTED or total <= 0:
        return None
    chosen = sorted(sorted(traded), key=lambda symbol: traded[symbol], reverse=True)[:MOST]
    part = sum((traded[symbol] for symbol in chosen), Decimal()) / total
    share = part * _drift(traded, counted or {})
    return Universe(day, tuple(sorted(chosen)), round(share, 6), total)


def doubt(universe: Universe, whole: Decimal | None) -> str:
    """Return why the day's sum of shares cannot be right beside the whole market's figure ("" nothing is wrong)."""
    if whole is None or LOWEST <= (part := universe.total / whole) <= HIGHEST:
        return ""
    return (
        f"the shares listed on {universe.day.isoformat()} came to {part:.0%} of the market, "
        f"outside {LOWEST:.0%} to {HIGHEST:.0%}"
    )


def _drift(traded: Mapping[str, Decimal], counted: Mapping[str, Decimal]) -> Decimal:
    """Return what was counted of the shares that both know, as a multiple of volume times last price."""
    both = [symbol for symbol in counted if symbol in traded]
    listed = sum((traded[symbol] for symbol in both), Decimal())
    if listed <= 0:
        return Decimal(1)
    drift = sum((counted[symbol] for symbol in both), Decimal()) / listed
    return drift if abs(drift - 1) <= DRIFT else Decimal(1)
