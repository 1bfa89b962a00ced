"""One instrument's price, and what it means today. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.market.history import Since
from bot.market.news import Headline
from bot.market.turnover import Turnover
from bot.words.money import compact, figure, price
from bot.words.numbers import counted, move
from bot.words.times import day, weekday
from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.news import catalyst_line
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import Priced, as_of, change, cost, titled
from handlers.cards.turnover import amount, credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """All that a quote card shows. `now` is market time; `final` whether this is the day's closing price.

    `proxy_for` is the name of what was asked for where the instrument only stands in for it. `previous_day` is the
    date of the previous close, None where it is not known; `headline` the newest that names a big mover.
    """

    priced: Priced
    now: datetime
    final: bool = False
    since: Since | None = None
    previous_day: date | None = None
    beside: tuple[Priced, ...] = ()
    turnover: Turnover | None = None
    proxy_for: str = ""
    headline: Headline | None = None


def quote(sight: Sight) -> Card:
    """Draw the card: level, change, time, what it means, and what stands beside it."""
    priced = sight.priced
    first = f"{titled(priced.instrument)} {cost(priced.instrument, priced.quote)} {change(priced.quote)}".strip()
    symbol = priced.instrument.symbol
    beside = _beside(sight)
    return card(
        header(first),
        section(*(escape(line) for line in _lines(sight))),
        *((context(escape(beside)),) if beside else ()),
        *((context(catalyst_line(sight.headline, sight.now, priced.instrument.exchange)),) if sight.headline else ()),
        actions(
            button("Leaders", "run:leaders", "leaders"),
            button("Alert me", "alertme", symbol),
            button("Share", "share", f"quote {symbol}"),
        ),
        sources=(credit(sight.turnover),) if sight.turnover else (),
    )


def since_line(since: Since, *, final: bool) -> str:
    """Say since when it is the highest: as a fact after the final quote, before it as a course."""
    side = "lowest" if since.low else "highest"
    if since.record:
        best = "record low" if since.low else "record high"
        return f"{best.capitalize()} close" if final else f"On course for a {best} close"
    if final:
        return f"{side.capitalize()} close since {day(since.day)} ({counted(since.sessions, 'session')})"
    return f"On course for {side} close since {day(since.day)} ({figure(since.price)})"


def _lines(sight: Sight) -> Iterator[str]:
    if sight.proxy_for:
        yield f"No figures of {sight.proxy_for} itself: this is its proxy"
    yield as_of(sight.priced, sight.now)
    if sight.since:
        yield since_line(sight.since, final=sight.final)
    yield _base(sight)
    if extra := _extra(sight):
        yield extra


def _base(sight: Sight) -> str:
    """Name what the change is measured from, and today's open and range."""
    now = sight.priced.quote
    before = "Prev close unknown"
    if now.previous_close is not None:
        before = f"Prev close {figure(now.previous_close)}"
        before += f" ({weekday(sight.previous_day)})" if sight.previous_day else ""
    opened = f"open {figure(now.open)}" if now.open else ""
    ranged = f"range {figure(now.low)}–{figure(now.high)}" if now.low and now.high else ""
    return " · ".join(filter(None, (before, opened, ranged)))


def _extra(sight: Sight) -> str:
    now = sight.priced.quote
    market = f"Pre-market {price(now.pre_market_price, now.currency)}" if now.pre_market_price else ""
    cap = f"market cap {compact(now.market_cap, now.currency)}" if now.market_cap else ""
    return " · ".join(filter(None, (market, cap)))


def _beside(sight: Sight) -> str:
    """Name the market's other first figures, each with its own move."""
    moves = [
        f"{priced.instrument.short} {move(priced.quote.percent, 1)}"
        for priced in sight.beside
        if priced.quote.percent is not None
    ]
    if sight.turnover:
        moves.append(f"turnover {amount(sight.turnover)}")
    return " · ".join(moves)
