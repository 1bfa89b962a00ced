"""Show what Hong Kong has traded so far today, and whether that is much.

The figure always says what it covers; only equal things are compared.
"""

from bot.errors import NoData
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.turnover import turnover
from handlers.command import Command, Request
from handlers.sights.turnover import traded


async def answer(request: Request, surge: Surge) -> Card:
    """Show it."""
    found = await traded(surge)
    if found is None:
        raise NoData("No turnover has come in yet today.")
    return turnover(found, request.language)


COMMAND = Command(name="turnover", answer=answer, usage=("turnover",), help=__doc__, shared=True, spoken=True)
