"""Try a rule on the past: read its words, fetch the days that are kept, and hold it against them."""

import asyncio
from datetime import date

from bot.alerts.alert import Audience
from bot.alerts.backtest import Backtest, over_closes, over_members, over_turnovers, told_by_days
from bot.alerts.condition import Condition
from bot.alerts.groups import EACH, WATCHLIST
from bot.alerts.measures.turnover import PREFIX
from bot.alerts.modifiers import Modifiers
from bot.alerts.reading import read, worded
from bot.errors import BadRule, NoData
from bot.market.desk import QuoteDesk
from bot.market.quotes import Series
from bot.market.turnover import Scope


async def attempt(text: str, desk: QuoteDesk, today: date) -> tuple[Backtest, Modifiers]:
    """Return how a rule would have done, and how it was to speak.

    Raises as reading a rule does, BadRule where days cannot tell, NoData where none is kept (yet).
    """
    rule = worded(await read(text, desk), Audience.PERSON, today)
    condition = rule.condition
    if not told_by_days(condition):
        raise BadRule(
            f"I keep one close a day, and that cannot tell when “{condition.words()}” was true. "
            "Try it with `hsi up 2%`, `hsi above 25000`, `hsi highest in 60 sessions` or `turnover above 280bn`."
        )
    if condition.target.startswith(PREFIX):
        history = await desk.turnovers(Scope(condition.target.removeprefix(PREFIX)))
        found = over_turnovers(condition, rule.modifiers, rule.name, history)
    elif condition.target.startswith(EACH):
        condition = condition.on(today)
        closes = await _closes(condition, desk)
        found = await asyncio.to_thread(over_members, condition, rule.modifiers, rule.name, closes)
    else:
        series = await desk.series(condition.target)
        # Ten years against all that came before each day take a while; others shall not wait for that.
        found = await asyncio.to_thread(over_closes, condition, rule.modifiers, rule.name, series)
    if found.first is None:
        raise NoData(
            f"No earlier days of {rule.name} are kept yet. They are fetched in the background: ask again later."
        )
    return found, rule.modifiers


async def _closes(condition: Condition, desk: QuoteDesk) -> dict[str, Series]:
    """Return the closes of each member. Raises BadRule where nobody knows whom it is about."""
    if condition.target == WATCHLIST:
        raise BadRule("Try it with a theme, a sector or an index: `backtest each of theme cpo up 5%`.")
    symbols = [each.target for each in condition.singles]
    return dict(zip(symbols, await asyncio.gather(*map(desk.series, symbols)), strict=True))
