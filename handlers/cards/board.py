"""The board: indices, turnover, breadth and the widest moves, in one look. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.market.freshness import Freshness
from bot.market.instrument import Exchange
from bot.market.leaders import Breadth
from bot.market.quotes import Quote
from bot.market.sessions import local_date, phase
from bot.words.numbers import multiple
from bot.words.times import clock_time, full, month
from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.leaders import breadth_line, widest
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import Priced, as_of, change, cost
from handlers.cards.turnover import Traded, amount, short_time

HONG_KONG = Exchange.HONG_KONG
WIDEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Panorama:
    """What the board shows. `now` is market time; what is not known is left out."""

    now: datetime
    indices: tuple[Priced, ...]
    traded: Traded | None
    breadth: Breadth
    quotes: tuple[Quote, ...]


def board(seen: Panorama) -> Card:
    """Draw the board."""
    where = f"{full(local_date(HONG_KONG, seen.now))}, {clock_time(seen.now)}"
    return card(
        header(f"Hong Kong · {phase(HONG_KONG, seen.now).phrase}"),
        section(*_indices(seen)),
        *_second(seen),
        context(f"Market time {where}"),
        actions(
            button("Hang Seng", "run:hsi", "quote ^HSI"),
            button("Leaders", "run:leaders", "leaders"),
            button("Turnover", "run:turnover", "turnover"),
            button("Alerts here", "run:alerts", "alerts"),
            button("Share", "share", "board"),
        ),
    )


def _indices(seen: Panorama) -> Iterator[str]:
    """Yield the indices, each with its own time: they do not trade at the same hours."""
    if not seen.indices:
        yield "No index has figures yet."
    for when, group in groupby(seen.indices, key=lambda priced: as_of(priced, seen.now)):
        yield from (_index(priced) for priced in group)
        yield escape(when)


def _index(priced: Priced) -> str:
    stale = "⚠ " if priced.shown.freshness is Freshness.STALE else ""
    first = f"{stale}*{escape(priced.instrument.short)}*  {cost(priced.instrument, priced.quote)}"
    return f"{first}  {escape(change(priced.quote))}"


def _second(seen: Panorama) -> Iterator[dict[str, object]]:
    lines = [breadth_line(seen.breadth), *widest(seen.quotes, WIDEST)]
    if seen.traded:
        lines = [f"Turnover {amount(seen.traded.turnover)}{_times(seen.traded)} ({short_time(seen.traded)})", *lines]
    if any(lines):
        yield section(*(escape(line) for line in lines))


def _times(traded: Traded) -> str:
    """Hold it against the mean, or else the month's average."""
    if traded.mean:
        return f": {multiple(traded.turnover.value / traded.mean)} its 20-day mean"
    if traded.average:
        key, average = traded.average
        return f": {multiple(traded.turnover.value / average)} {month(key)}'s daily average"
    return ""
