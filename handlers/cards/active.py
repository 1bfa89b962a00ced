"""The shares that traded most. Pure."""

from bot.market.leaders import busiest, traded
from bot.market.market import Market
from bot.words.money import compact
from bot.words.numbers import decimal
from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import as_of
from handlers.cards.shares import Shares, row

MOST = 10
METHOD = "Price × volume, an estimate, not the whole market's turnover; in brackets the part of the known total."


def active(shares: Shares, market: Market) -> Card:
    """Draw the ten largest by turnover, each with its part of what all known shares traded."""
    known = [quote for quote in shares.quotes if quote.turnover]
    total, first = traded(known), busiest(known, MOST)
    rows = [row(place, quote, (quote.turnover or 0) / total * 100) for place, quote in enumerate(first, start=1)]
    together = f"These {len(first)}: {decimal(traded(first) / total * 100, 1)}%" if total else ""
    whole = f"Known total {compact(total, market.currency)}, {len(known)} of {shares.of} shares" if total else ""
    return card(
        header(f"{market.label}: most traded"),
        context(escape(as_of(shares.last, shares.now))),
        section(*(rows or ["No volume is known of any share."])),
        *((section(f"{whole} · {together}"),) if total else ()),
        context(escape(f"{market.scope}. {METHOD}")),
        actions(
            button("Turnover", "run:turnover", "turnover"),
            button("Movers", "run:movers", f"movers {market}"),
            button("Leaders", "run:leaders", f"leaders {market}"),
            button("Share", "share", f"active {market}"),
        ),
    )
