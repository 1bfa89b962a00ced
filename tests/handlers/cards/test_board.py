"""The board holds what is known, each with its own time."""

from datetime import datetime, timedelta
from decimal import Decimal

from bot.market.freshness import Freshness, Shown
from bot.market.instruments import named
from bot.market.leaders import Breadth
from bot.market.quotes import Quote
from bot.market.turnover import Scope, Turnover
from handlers.cards.board import Panorama, board
from handlers.cards.limits import problems
from handlers.cards.prices import Priced
from handlers.cards.turnover import Traded

NOW = datetime.fromisoformat("2025-07-15T14:32:00+08:00")
D = Decimal


def priced(symbol: str, freshness: Freshness, minutes: int) -> Priced:
    """Return a quote of so many minutes ago, up 1 per cent."""
    time = NOW - timedelta(minutes=minutes)
    quote = Quote(symbol=symbol, price=D(101), previous_close=D(100), time=time, currency="HKD", delay_minutes=15)
    return Priced(named(symbol), Shown(quote, freshness, timedelta(minutes=minutes)))


def panorama(*indices: Priced, traded: Traded | None = None) -> Panorama:
    """Return what there is to see."""
    return Panorama(now=NOW, indices=indices, traded=traded, breadth=Breadth(0, 0, 0, 85), quotes=())


def traded(**more: object) -> Traded:
    """Return turnover and what it is held against."""
    return Traded(turnover=Turnover(Scope.MARKET, D("240e9"), NOW), now=NOW, **more)  # type: ignore[arg-type] # a table of fields


def test_equal_times_are_said_once() -> None:
    """Indices of one time share its line; an old one has its own, and a warning."""
    seen = panorama(
        priced("^HSI", Freshness.DELAYED, 15),
        priced("HSTECH.HK", Freshness.DELAYED, 15),
        priced("^HSCE", Freshness.STALE, 60),
    )
    card = board(seen)
    assert card.text == (
        "Hong Kong · afternoon session\n"
        "HSI  101.00  ▲ +1.00 (+1.00%)\n"
        "HSTECH  101.00  ▲ +1.00 (+1.00%)\n"
        "As of 14:17 HKT, 15 min delayed · afternoon session\n"
        "⚠ HSCEI  101.00  ▲ +1.00 (+1.00%)\n"
        "⚠ stale: 1 h old · as of 13:32 HKT · afternoon session\n"
        "Market time Tue 15 Jul 2025, 14:32 HKT"
    )
    assert problems(card.blocks) == []


def test_turnover_is_held_against_what_is_known() -> None:
    """The mean where there is one, else the month's average, else nothing."""
    both = traded(mean=D("200e9"), average=("2025-06", D("230.2e9")))
    assert "whole market: 1.20× its 20-day mean (14:32 HKT)" in board(panorama(traded=both)).text
    month = traded(average=("2025-06", D("230.2e9")))
    assert "whole market: 1.04× June's daily average (14:32 HKT)" in board(panorama(traded=month)).text
    assert "whole market (14:32 HKT)" in board(panorama(traded=traded())).text
