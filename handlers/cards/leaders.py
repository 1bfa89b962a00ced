"""Who leads in Hong Kong: the sector ladder, breadth, the widest moves. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.market.instruments import named
from bot.market.leaders import ENOUGH, Breadth, Ladder, Rung, fallers, risers
from bot.market.quotes import Quote
from bot.words.numbers import arrow, percent
from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.parts import actions, button, card, context, header, section

RANKED = 8
FALLS = 5
NAMED = 3
WIDEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The shares of one market at one moment. `as_of` says when; `classification` who sorted them into industries."""

    ladder: Ladder
    breadth: Breadth
    quotes: tuple[Quote, ...]
    as_of: str
    classification: str


def leaders(ranking: Ranking) -> Card:
    """Draw the card; losers are never among the leaders."""
    breadth = breadth_line(ranking.breadth)
    return card(
        header("Hong Kong leaders"),
        section(escape(ranking.as_of)),
        section(*_ranked(ranking.ladder)),
        section(*(escape(line) for line in (breadth, *widest(ranking.quotes, WIDEST)))),
        context(escape(_method(ranking))),
        actions(button("Board", "run:board", "board"), button("Share", "share", "leaders")),
    )


def breadth_line(breadth: Breadth) -> str:
    """Write "HSI members: 56 up, 26 down, 1 flat (83 of 85 with data)", "" where none has data."""
    if not breadth.known:
        return ""
    counts = f"{breadth.up} up, {breadth.down} down, {breadth.flat} flat"
    return f"HSI members: {counts} ({breadth.known} of {breadth.of} with data)"


def widest(quotes: Iterable[Quote], count: int) -> Iterator[str]:
    """Yield the widest moves each way: "Up: CSPC +7.5%, Alibaba +7.0%"."""
    known = tuple(quotes)
    if up := risers(known, count):
        yield f"Up: {_names(up)}"
    if down := fallers(known, count):
        yield f"Down: {_names(down)}"


def _ranked(ladder: Ladder) -> Iterator[str]:
    if not ladder.rungs:
        yield f"No sector has {ENOUGH} shares with figures just now, so none is ranked."
    elif ladder.rising:
        yield from (_rung(place, rung) for place, rung in enumerate(ladder.rising[:RANKED], start=1))
    else:
        yield "No sector rose; smallest falls:"
        yield from (_rung(place, rung) for place, rung in enumerate(ladder.rungs[:FALLS], start=1))


def _rung(place: int, rung: Rung) -> str:
    """Write one industry with those that moved it most its own way."""
    fell = rung.percent < 0
    ordered = tuple(reversed(rung.members)) if fell else rung.members
    moved = [member for member in ordered if _own_way(member, fell=fell)][:NAMED]
    return f"{place}. *{escape(rung.industry)}* {arrow(rung.percent)} {percent(rung.percent)}  {escape(_names(moved))}"


def _own_way(quote: Quote, *, fell: bool) -> bool:
    change = quote.change or Decimal()
    return change < 0 if fell else change > 0


def _names(quotes: Iterable[Quote]) -> str:
    return ", ".join(f"{named(quote.symbol).short} {percent(quote.percent or Decimal(), 1)}" for quote in quotes)


def _method(ranking: Ranking) -> str:
    """Say how it was ranked, and what was not."""
    left_out = ", ".join(f"{industry} ({count})" for industry, count in ranking.ladder.unranked)
    said = f"Sectors: {ranking.classification}; {ranking.ladder.weighting}, at least {ENOUGH} members."
    return f"{said} Not ranked: {left_out}." if left_out else said
