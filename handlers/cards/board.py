"""The board: indices, turnover, breadth, the signs of a surge and the widest moves, in one look. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.market.divergence import Divergence
from bot.market.freshness import Freshness
from bot.market.instrument import Exchange
from bot.market.leaders import Breadth, widest
from bot.market.quotes import Quote
from bot.market.sessions import local_date, phase
from bot.market.signals import Signals
from bot.words.numbers import multiple, percent
from bot.words.times import clock_time, full, month
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import Priced, as_of, change, cost
from handlers.cards.shares import breadth_line, sides
from handlers.cards.signals import levels_line, signals_line
from handlers.cards.turnover import Traded, amount, credit, short_time

HONG_KONG = Exchange.HONG_KONG
ELSEWHERE = (("Mainland", Exchange.SHANGHAI), ("New York", Exchange.NEW_YORK))
WIDEST = 3


@dataclass(frozen=True, slots=True)
class Level:
    """An index's figure, or its proxy's: then `proxy_for` is the index that has none of its own."""

    priced: Priced
    proxy_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panorama:
    """What the board shows. `now` is market time; what is not known is left out.

    `lacking` names the indices without figures of their own; in a `recorded` day those never come. `breadth` and
    `quotes` are of HSI's members.
    """

    now: datetime
    indices: tuple[Level, ...]
    traded: Traded | None
    breadth: Breadth
    quotes: tuple[Quote, ...]
    lacking: tuple[str, ...] = ()
    recorded: bool = False
    divergence: Divergence | None = None
    signals: Signals | None = None


def board(seen: Panorama) -> Card:
    """Draw the board."""
    where = f"{full(local_date(HONG_KONG, seen.now))}, {clock_time(seen.now)}"
    elsewhere = " · ".join(f"{name}: {phase(exchange, seen.now).phrase}" for name, exchange in ELSEWHERE)
    notes = [levels_line(seen.signals)] if seen.signals else []
    return card(
        header(f"Hong Kong · {phase(HONG_KONG, seen.now).phrase}"),
        *_indices(seen),
        *_signs(seen),
        *_second(seen),
        context(*(escape(note) for note in (f"Market time {where} · {elsewhere}", *notes))),
        actions(
            button("Hang Seng", "run:hsi", "quote ^HSI"),
            button("Leaders", "run:leaders", "leaders"),
            button("Movers", "run:movers", "movers"),
            button("Active", "run:active", "active"),
            button("Turnover", "run:turnover", "turnover"),
            button("Alerts here", "run:alerts", "alerts"),
            button("Share", "share", "board"),
        ),
        sources=(credit(seen.traded.turnover),) if seen.traded else (),
    )


def _indices(seen: Panorama) -> Iterator[Block]:
    """Draw the indices, each with its own time: they do not trade at the same hours."""
    if not seen.indices:
        yield section("No index has figures yet.")
    for when, group in groupby(seen.indices, key=lambda level: as_of(level.priced, seen.now)):
        yield section(*(_index(level) for level in group))
        yield context(escape(when))
    if seen.indices and seen.lacking:
        yield context(escape(f"{', '.join(seen.lacking)}: {'not recorded' if seen.recorded else 'no figures yet'}"))


def _index(level: Level) -> str:
    priced = level.priced
    stale = "⚠ " if priced.shown.freshness is Freshness.STALE else ""
    first = f"{stale}*{escape(priced.instrument.short)}*  {cost(priced.instrument, priced.quote)}"
    proxy = f"  (proxy for {level.proxy_for})" if level.proxy_for else ""
    return f"{first}  {escape(change(priced.quote) + proxy)}"


def _signs(seen: Panorama) -> Iterator[Block]:
    if seen.signals:
        today = seen.signals.day == local_date(HONG_KONG, seen.now)
        name, _, details = signals_line(seen.signals, today=today).partition(" (")
        yield section(f"*{escape(name)}*" + (escape(f" ({details}") if details else ""))


def _second(seen: Panorama) -> Iterator[Block]:
    lines = [breadth_line(seen.breadth), _divergence(seen.divergence), *_widest(seen)]
    if seen.traded:
        lines = [f"Turnover {amount(seen.traded.turnover)}{_times(seen.traded)} ({short_time(seen.traded)})", *lines]
    if any(lines):
        yield section(*(escape(line) for line in lines))


def _widest(seen: Panorama) -> Iterator[str]:
    return sides(*widest(seen.quotes, WIDEST))


def _divergence(found: Divergence | None) -> str:
    """Write "HSI +0.4% but 60 of 90 members fell", "" where they go together."""
    if found is None:
        return ""
    went = "fell" if found.percent > 0 else "rose"
    return f"HSI {percent(found.percent, 1)} but {found.against} of {found.known} members {went}"


def _times(traded: Traded) -> str:
    """Hold it against the mean, or else the month's average."""
    if traded.mean:
        return f": {multiple(traded.turnover.value / traded.mean)} its 20-day mean"
    if traded.average:
        key, average = traded.average
        return f": {multiple(traded.turnover.value / average)} {month(key)}'s daily average"
    return ""
