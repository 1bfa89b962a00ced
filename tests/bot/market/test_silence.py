"""A share that is silent while others trade is asked about, and no other."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.market.quotes import Quote
from bot.market.silence import halted
from tests.bot.market.samples import at, quote


def share(time: str, symbol: str = "0700.HK") -> Quote:
    """Return a share's last quote."""
    return quote(500, time, symbol, previous_close=Decimal(500))


@pytest.mark.parametrize(
    ("last", "index", "said"),
    [
        ("10:42", "11:12", "no trade since 10:42 HKT; halted?"),
        ("10:42", "11:11", ""),
        ("11:50", "13:10", ""),  # lunch is no silence
        ("11:50", "13:20", "no trade since 11:50 HKT; halted?"),
        ("2025-07-14 16:08", "10:00", "no trade since Mon 14 Jul 16:08 HKT; halted?"),
        ("10:42", "10:42", ""),
    ],
)
def test_half_an_hour_of_trading_without_a_trade(last: str, index: str, said: str) -> None:
    """What counts is the trading that others had meanwhile, in their own data time."""
    others = [quote(24500, index), share("16:00", "9988.HK")]
    assert halted(share(last), others, at(index) + timedelta(minutes=15)).en == said


def test_what_is_never_asked() -> None:
    """Nobody asks of an index, of what trades around the clock, after the close, or where nothing else is known."""
    now = at("11:45")
    assert not halted(quote(24500, "10:00", "^HSCE"), [quote(24500, "11:30")], now)
    assert not halted(quote("7.85", "10:00", "HKD=X"), [quote(24500, "11:30")], now)
    assert not halted(share("14:00"), [quote(24500, "16:08")], at("19:00"))
    assert not halted(share("10:00"), [], now)
    assert halted(share("10:42"), [quote(24500, "11:30")], now).hant == "自 10:42 起無成交，或已停牌"
