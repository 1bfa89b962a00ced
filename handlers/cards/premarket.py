"""New York before, in and after its session: each move with its part of the day, and what it implies here. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.market.instrument import Exchange
from bot.market.premarket import Move, Part
from bot.market.sessions import phase
from bot.words.numbers import counted
from handlers.cards.card import Card
from handlers.cards.escape import escape
from handlers.cards.moves import Listed, one, said
from handlers.cards.parity import Parities, lines, rate_line
from handlers.cards.parts import actions, button, card, context, header, section

NEW_YORK = Exchange.NEW_YORK
RECEIPTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """All that the card shows. `now` is market time; `missing` are receipts without figures; None is unknown."""

    now: datetime
    replay: bool
    dragon: Listed | None
    proxies: tuple[str, ...]
    funds: tuple[Listed, ...]
    receipts: tuple[Listed, ...]
    missing: tuple[str, ...]
    here: Parities


def premarket(seen: Abroad) -> Card:
    """Draw the card: New York's state, China's funds and receipts, and Hong Kong at New York's prices."""
    sections = (_first(seen), _dragon(seen), _receipts(seen), lines(seen.here, replay=seen.replay))
    return card(
        header(f"New York · {phase(NEW_YORK, seen.now).phrase}"),
        *(section(*map(escape, each)) for each in map(list, sections) if each),
        context(*map(escape, _scope(seen))),
        actions(
            button("Hang Seng", "run:hsi", "quote ^HSI"),
            button("Board", "run:board", "board"),
            button("Share", "share", "premarket"),
        ),
    )


def _first(seen: Abroad) -> Iterator[str]:
    """Say of which part of the day the figures are."""
    everything = (*seen.funds, *seen.receipts)
    outside = {each.moves.outside.part for each in everything if each.moves.outside}
    if seen.replay and not outside:
        yield "Pre-market and after-hours prices: not recorded"
    parts = sorted({each.moves.regular.part for each in everything})
    named = " and ".join([*sorted(outside), *parts])
    if named:
        yield f"Figures are of: {named}"
    else:
        yield "New York: no figures yet" if not seen.replay else "New York's regular session: not recorded so far"


def _dragon(seen: Abroad) -> Iterator[str]:
    """Golden Dragon has no pre-market of its own: its first proxy that has one stands in, named."""
    if seen.dragon:
        yield f"Golden Dragon: {said(seen.dragon, seen.now, replay=True)}"
    own = (
        "an index, without a pre-market of its own" if seen.dragon else "not recorded" if seen.replay else "no figures"
    )
    early = next((each for each in seen.funds if _early(each) and each.instrument.symbol in seen.proxies), None)
    stands = f"proxy {early.instrument.symbol} {one(_newest(early), early.quote, seen.now)}" if early else ""
    proxies = f"proxies {', '.join(seen.proxies)}"
    yield f"Golden Dragon pre-market: {own}; {stands or proxies}"
    for each in seen.funds:
        yield f"{each.instrument.symbol}: {said(each, seen.now, replay=seen.replay)}"


def _early(listed: Listed) -> bool:
    return listed.moves.outside is not None and listed.moves.outside.part is Part.PRE


def _newest(listed: Listed) -> Move:
    return listed.moves.outside or listed.moves.regular


def _receipts(seen: Abroad) -> Iterator[str]:
    """Yield the receipts, the widest newest move first."""
    widest = sorted(seen.receipts, key=lambda each: (-abs(_newest(each).percent or Decimal()), each.quote.symbol))
    for each in widest[:RECEIPTS]:
        yield f"{each.instrument.symbol}: {said(each, seen.now, replay=seen.replay)}"
    if len(widest) > RECEIPTS:
        yield f"and {len(widest) - RECEIPTS} more with smaller moves"
    if seen.missing:
        what = "not recorded" if seen.replay else "without figures"
        yield f"{counted(len(seen.missing), 'other ADR')}: {what}"


def _scope(seen: Abroad) -> Iterator[str]:
    """Name the rate with its time, and what the times and per cents are."""
    yield rate_line(seen.here.rate, replay=seen.replay)
    delay = max((each.quote.delay_minutes for each in (*seen.funds, *seen.receipts)), default=0)
    delayed = f"up to {delay} min delayed" if delay else "live"
    yield (
        f"New York times, {delayed} · pre-market and after hours vs the regular close before them, "
        "regular and open vs the close of the day before"
    )
