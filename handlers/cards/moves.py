"""How a New York move is said: always with its part of the day, and its time there. Pure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.market.instrument import Exchange, Instrument
from bot.market.premarket import Move, Moves, Part
from bot.market.quotes import Quote
from bot.market.sessions import Phase, local_date, phase, zone
from bot.words.money import price
from bot.words.numbers import move
from bot.words.times import hour, weekday

NEW_YORK = Exchange.NEW_YORK


@dataclass(frozen=True, slots=True)
class Listed:
    """An instrument of New York with what may be said of it; `stale` where there should be newer figures."""

    instrument: Instrument
    quote: Quote
    moves: Moves
    stale: bool = False


def said(listed: Listed, now: datetime, *, replay: bool) -> str:
    """Write what may be said of one: the newest move first, each with its part of the day and its time."""
    found, moved = listed.quote, listed.moves
    flag = "⚠ stale" if listed.stale else ""
    outside = moved.outside or _absent(now, replay=replay)
    parts = [one(each, found, now) if isinstance(each, Move) else each for each in (outside, moved.regular) if each]
    if moved.opened and not (moved.outside and moved.outside.part is Part.PRE):
        parts.append(f"at the open {move(moved.opened.percent or Decimal())}")
    return " · ".join(filter(None, (flag, *parts)))


def one(of: Move, quote: Quote, now: datetime) -> str:
    """Write one move: "pre-market US$116.20 ▲ +1.35% (08:04)"."""
    day = local_date(NEW_YORK, of.time)
    dated = "" if day == local_date(NEW_YORK, now) else f"{weekday(day)} "
    moved = f" {move(of.percent)}" if of.percent is not None else ""
    return f"{of.part} {price(of.price, quote.currency)}{moved} ({dated}{hour(of.time, zone(NEW_YORK))})"


def _absent(now: datetime, *, replay: bool) -> str:
    """Say what is missing while the pre-market is on."""
    if phase(NEW_YORK, now) is not Phase.PRE_MARKET:
        return ""
    return "" if replay else "no pre-market trade yet"
