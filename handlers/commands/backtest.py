"""Tell how often a rule would have rung over the days I keep, and on which days.

It goes by one close a day: within a day a rule may have rung more often. What is measured within minutes, before the
open or against the pace cannot be told from closes, and I say so.
"""

from bot.alerts.trial import attempt
from bot.clock import HONG_KONG
from bot.errors import BadRule
from bot.surge import Surge
from handlers.cards.backtest import backtest
from handlers.cards.card import Card
from handlers.command import Command, Request


async def answer(request: Request, surge: Surge) -> Card:
    """Try the rule on the past; nothing is saved."""
    if not request.words:
        raise BadRule("Say which rule to try on the past: `/surge backtest hsi up 2%`.")
    today = surge.clock().astimezone(HONG_KONG).date()
    return backtest(*await attempt(request.words, surge.desk, today))


COMMAND = Command(
    name="backtest",
    answer=answer,
    usage=("backtest hsi up 2%", "backtest hsi highest in 60 sessions", "backtest turnover above 1.2x"),
    help=__doc__,
)
