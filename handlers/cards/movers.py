"""The widest moves among the members of an index, or the shares of a market. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.market.contributions import Contributions
from bot.market.leaders import breadth, fallers, risers
from bot.market.quotes import Quote
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import as_of
from handlers.cards.shares import Shares, breadth_line, points_lines, row

WIDEST = 10


@dataclass(frozen=True, slots=True)
class Movers:
    """The shares of `title`; `scope` says which they are, `points` what they brought their index (None unknown)."""

    title: str
    scope: str
    shares: Shares
    points: Contributions | None = None


def movers(seen: Movers, words: str, *, up: bool = True, down: bool = True) -> Card:
    """Draw the ten widest moves; both ways, five each. `words` are what a button types to see the same place."""
    shares = seen.shares
    return card(
        header(f"{seen.title} movers"),
        context(escape(as_of(shares.last, shares.now))),
        *_sides(shares.quotes, up=up, down=down),
        section(*(escape(line) for line in _lines(seen))),
        context(escape(_method(seen))),
        actions(
            button("Up", "run:up", f"movers up {words}"),
            button("Down", "run:down", f"movers down {words}"),
            button("Leaders", "run:leaders", "leaders"),
            button("Active", "run:active", "active"),
            button("Share", "share", _typed(words, up=up, down=down)),
        ),
    )


def _sides(quotes: tuple[Quote, ...], *, up: bool, down: bool) -> Iterator[Block]:
    count = WIDEST // 2 if up and down else WIDEST
    if up:
        yield _side("Up", risers(quotes, count), "None rose.")
    if down:
        yield _side("Down", fallers(quotes, count), "None fell.")


def _side(title: str, quotes: list[Quote], none: str) -> Block:
    if not quotes:
        return section(none)
    return section(f"*{title}*", *(row(place, quote) for place, quote in enumerate(quotes, start=1)))


def _lines(seen: Movers) -> Iterator[str]:
    shares = seen.shares
    whose = f"{seen.title} members" if shares.index else f"{seen.title} shares here"
    yield breadth_line(breadth(shares.quotes, shares.of), whose)
    if seen.points and shares.index:
        yield from points_lines(shares.index.instrument.short, seen.points)


def _method(seen: Movers) -> str:
    """Say which shares these are, and what is estimated or not known."""
    estimate = "" if all(quote.volume is None for quote in seen.shares.quotes) else "amounts: price × volume, estimate"
    unknown = "" if seen.points or not seen.shares.index else "index points: neither weights nor market caps are known"
    said = "; ".join(filter(None, (seen.scope, estimate, unknown)))
    return f"{said[:1].upper()}{said[1:]}."


def _typed(words: str, *, up: bool, down: bool) -> str:
    way = "" if up and down else "up " if up else "down "
    return f"movers {way}{words}"
