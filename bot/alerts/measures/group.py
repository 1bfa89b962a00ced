"""How a theme or an industry moves, in per cent: as the boards compute it, once half of its members have figures. Pure.

A theme is the mean of its members' moves; an industry goes by market cap where all of these are known. Only figures
of its exchange's last session count.
"""

from collections.abc import Sequence
from decimal import Decimal

from bot.alerts.groups import SECTOR, members
from bot.alerts.measure import Figure, Measure, Unit, View
from bot.market.instruments import named
from bot.market.leaders import ladder
from bot.market.quotes import Quote
from bot.market.sessions import local_date
from bot.market.themes import last_sessions, mean
from bot.words.language import Phrase


def read(view: View, target: str) -> Figure | None:
    """Return the move of a group's members, None while fewer than half have figures of the session."""
    symbols = members(target)
    quotes = [quote for symbol in symbols if (quote := view.quote(symbol)) and quote.percent is not None]
    last = last_sessions(quotes)
    counted = [quote for quote in quotes if _day(quote) == last[named(quote.symbol).exchange]]
    if not counted or len(counted) * 2 < len(symbols):
        return None
    time = max(quote.time for quote in counted)
    return Figure(_sector(counted) if target.startswith(SECTOR) else mean(counted), time)


def _sector(quotes: Sequence[Quote]) -> Decimal:
    rungs = ladder(quotes, enough=1).rungs
    return rungs[0].percent if rungs else mean(quotes)


def _day(quote: Quote) -> object:
    return local_date(named(quote.symbol).exchange, quote.time)


GROUP = Measure(
    "group",
    Unit.PERCENT,
    from_zero=True,
    read=read,
    symbols=members,
    joint=True,
    lacking=Phrase(
        "figures of half the members of {name} must have come first",
        "{name}須先有半數成份股的數據",
        "{name}须先有半数成份股的数据",
    ),
)
