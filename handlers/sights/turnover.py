"""What a turnover card shows: the figure, and what it is held against."""

from contextlib import suppress

from bot.errors import MarketError
from bot.market.instrument import Exchange
from bot.market.sessions import local_date
from bot.market.turnover import Scope, Turnover, TurnoverHistory
from bot.surge import Surge
from handlers.cards.turnover import Traded

HONG_KONG = Exchange.HONG_KONG


async def traded(surge: Surge) -> Traded | None:
    """Return Hong Kong's turnover and what it is held against, None while there is none."""
    turnover = await surge.desk.turnover()
    if turnover is None:
        return None
    history = TurnoverHistory(turnover.scope)
    with suppress(MarketError):
        history = await surge.desk.turnovers(turnover.scope)
    day = local_date(HONG_KONG, turnover.time)
    return Traded(
        turnover=turnover,
        now=surge.clock(),
        mean=history.mean(day),
        average=history.month_before(day),
        since=history.highest_since(turnover.value, day),
        lowest=history.lowest_since(turnover.value, day),
        pace=await surge.tally.pace(turnover) if surge.tally else None,
        estimate=_beside(surge, turnover),
        replayed=surge.desk.source.replay is not None,
    )


def _beside(surge: Surge, turnover: Turnover) -> Turnover | None:
    """Return the estimate that stands beside the market's figure, if it is of the same day."""
    estimate = surge.desk.latest_turnover(Scope.SHARES_ESTIMATE)
    if estimate is None or turnover.scope is Scope.SHARES_ESTIMATE:
        return None
    same = local_date(HONG_KONG, estimate.time) == local_date(HONG_KONG, turnover.time)
    return estimate if same else None
