"""One instrument's price, and what it means today. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.market.history import Fact, Since
from bot.market.instrument import Exchange
from bot.market.news import Headline
from bot.market.premarket import moves
from bot.market.sessions import local_date, zone
from bot.market.turnover import Turnover
from bot.words.language import NOTHING, Language, Phrase
from bot.words.money import compact, figure, price
from bot.words.numbers import counted, move
from bot.words.times import clock_time, day, weekday
from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.news import catalyst_line
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import Priced, also_line, as_of, change, cost, titled
from handlers.cards.turnover import amount, credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """All that a quote card shows. `now` is market time; `final` whether this is the day's closing price.

    `proxy_for` is the name of what was asked for where the instrument only stands in for it. `since_by` is the symbol
    whose closes tell `since` where its own do not reach so far. `facts` are what else is rare today, the rarest first.
    `previous_day` is the date of the previous close, None where it is not known; `headline` the newest that names a
    big mover; `milestones` what its company has reached, in words; `halted` asks whether it is.
    """

    priced: Priced
    now: datetime
    final: bool = False
    since: Since | None = None
    since_by: str = ""
    facts: tuple[Fact, ...] = ()
    previous_day: date | None = None
    beside: tuple[Priced, ...] = ()
    turnover: Turnover | None = None
    proxy_for: str = ""
    headline: Headline | None = None
    milestones: tuple[str, ...] = ()
    halted: Phrase = NOTHING


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


def since_line(since: Since, *, final: bool, proxy: str = "") -> str:
    """Say since when it is the highest: as a fact after the final quote, before it as a course.

    `proxy` names the symbol whose closes tell.
    """
    side, by = "lowest" if since.low else "highest", f", by proxy {proxy}" if proxy else ""
    if since.record:
        best = "record low" if since.low else "record high"
        return f"{best.capitalize()} close{by}" if final else f"On course for a {best} close{by}"
    if final:
        return f"{side.capitalize()} close since {day(since.day)} ({counted(since.sessions, 'session')}){by}"
    # A price of the proxy's would be taken for one of the index.
    return f"On course for {side} close since {day(since.day)}{by or f' ({figure(since.price)})'}"


def facts_line(facts: tuple[Fact, ...], *, final: bool) -> str:
    """Say what else is rare, as facts or as a course; "" where nothing is."""
    if final:
        said = [fact.words for fact in facts]
    else:
        course = ", ".join(fact.words for fact in facts if fact.closing)
        said = [f"on course for {course}"] if course else []
        said += [fact.words for fact in facts if not fact.closing]
    line = " · ".join(said)
    return line[:1].upper() + line[1:]


def _lines(sight: Sight) -> Iterator[str]:
    if sight.proxy_for:
        yield f"No figures of {sight.proxy_for} itself: this is its proxy"
    yield as_of(sight.priced, sight.now)
    if sight.halted:
        yield f"⚠ {sight.halted.in_(Language.EN)}"
    if sight.since:
        yield since_line(sight.since, final=sight.final, proxy=sight.since_by)
    if facts := facts_line(sight.facts, final=sight.final):
        yield facts
    yield _base(sight)
    if extra := _extra(sight):
        yield extra
    yield from sight.milestones
    if also := also_line(sight.priced.instrument):
        yield also


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
    """Name the price outside the regular session, and the market cap."""
    now = sight.priced.quote
    told = any(line.startswith("Market cap") for line in sight.milestones)
    cap = f"market cap {compact(now.market_cap, now.currency)}" if now.market_cap and not told else ""
    return " · ".join(filter(None, (_outside(sight), cap)))


def _outside(sight: Sight) -> str:
    now, own = sight.priced.quote, sight.priced.instrument
    found = moves(now, sight.now).outside if own.exchange is Exchange.NEW_YORK else None
    if found is None:
        return ""
    moved = "" if found.percent is None else f" {move(found.percent)}"
    of = local_date(own.exchange, found.time)
    dated = "" if of == local_date(own.exchange, sight.now) else f"{weekday(of)} "
    at = f"{dated}{clock_time(found.time, zone(own.exchange))}"
    return f"{found.part.capitalize()} {price(found.price, now.currency)}{moved} at {at}"


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
