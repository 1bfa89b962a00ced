"""Who leads and who lags: the sector ladder, breadth, the widest moves. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.market.contributions import Contributions
from bot.market.leaders import ENOUGH, Breadth, Ladder, Rung
from bot.market.market import Market
from bot.market.quotes import Quote
from bot.words.numbers import arrow, decimal, percent
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import as_of
from handlers.cards.shares import Shares, breadth_line, names, points_lines, sides

RANKED = 8
FALLS = 5
LAGGARDS = 3
NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The shares of one market, of one session. `classification` is who sorted them into industries.

    `up` and `down` are the widest moves each way. `breadth` is of all these shares, `members` of the index among
    them, `points` what those brought it; None where the market has no such index, or that is not known.
    """

    market: Market
    shares: Shares
    ladder: Ladder
    breadth: Breadth
    classification: str
    up: tuple[Quote, ...]
    down: tuple[Quote, ...]
    members: Breadth | None = None
    points: Contributions | None = None


def leaders(ranking: Ranking) -> Card:
    """Draw the card; losers are never among the leaders."""
    shares = ranking.shares
    return card(
        header(f"{ranking.market.label} leaders"),
        context(escape(as_of(shares.last, shares.now))),
        section(*_ranked(ranking.ladder)),
        *_lagging(ranking.ladder),
        section(*(escape(line) for line in _shares(ranking))),
        context(escape(_method(ranking))),
        actions(*_buttons(ranking.market)),
    )


def _ranked(ladder: Ladder) -> Iterator[str]:
    if not ladder.rungs:
        yield f"No sector has {ENOUGH} shares with figures just now, so none is ranked."
    elif ladder.rising:
        yield from (_rung(f"{place}.", rung) for place, rung in enumerate(ladder.rising[:RANKED], start=1))
    else:
        yield "No sector rose; smallest falls:"
        yield from (_rung(f"{place}.", rung) for place, rung in enumerate(ladder.rungs[:FALLS], start=1))


def _lagging(ladder: Ladder) -> Iterator[Block]:
    """Draw the deepest falls, none of them a second time."""
    shown = ladder.rising or ladder.rungs[:FALLS]
    if lagging := [rung for rung in ladder.falling if rung not in shown][:LAGGARDS]:
        yield section("*Laggards*", *(_rung("•", rung) for rung in lagging))


def _rung(mark: str, rung: Rung) -> str:
    """Write one industry: its move, its breadth, its part of the turnover; below, who moved it most its own way."""
    fell = rung.percent < 0
    ordered = tuple(reversed(rung.members)) if fell else rung.members
    moved = [member for member in ordered if _own_way(member, fell=fell)][:NAMED]
    known = f"{rung.breadth.up} of {rung.breadth.known} up"
    traded = "" if rung.share is None else f"{decimal(rung.share, 1)}% of turnover"
    first = f"{mark} *{escape(rung.industry)}* {arrow(rung.percent)} {percent(rung.percent)}"
    return "\n".join(filter(None, (" · ".join(filter(None, (first, known, traded))), escape(names(moved)))))


def _own_way(quote: Quote, *, fell: bool) -> bool:
    change = quote.change or Decimal()
    return change < 0 if fell else change > 0


def _shares(ranking: Ranking) -> Iterator[str]:
    """Yield breadth of the index and of all, the widest moves, and the index's points."""
    if ranking.members:
        yield breadth_line(ranking.members)
    if ranking.members is None or ranking.breadth.known > ranking.members.known:
        yield breadth_line(ranking.breadth, f"All {ranking.market.label} shares here")
    yield from sides(ranking.up, ranking.down)
    if ranking.points and ranking.shares.index:
        yield from points_lines(ranking.shares.index.instrument.short, ranking.points)


def _method(ranking: Ranking) -> str:
    """Say what was ranked and how, and what was not."""
    ladder = ranking.ladder
    few = ", ".join(f"{industry} ({count})" for industry, count in ladder.unranked)
    traded = any(rung.share is not None for rung in ladder.rungs)
    sentences = (
        f"{ranking.market.scope}.",
        f"Sectors: {ranking.classification}; {ladder.weighting}, at least {ENOUGH} members.",
        "Turnover: price × volume as a part of these shares' total, an estimate." if traded else "",
        f"Too few to rank: {few}." if few else "",
    )
    return " ".join(filter(None, sentences))


def _buttons(market: Market) -> Iterator[Block]:
    yield from (button(each.label, f"run:leaders-{each}", f"leaders {each}") for each in Market if each is not market)
    yield button("Movers", "run:movers", f"movers {market}")
    yield button("Board", "run:board", "board")
    yield button("Share", "share", f"leaders {market}")
