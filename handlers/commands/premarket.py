"""Show China's shares in New York before, in and after its session.

ADRs and funds, each move named by its part of the day, and the Hong Kong prices and the Hang Seng open they imply.
"""

from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.premarket import premarket
from handlers.command import Command, Request
from handlers.sights.premarket import abroad


async def answer(request: Request, surge: Surge) -> Card:  # noqa: ARG001 - New York is the same for everybody
    """Show it."""
    return premarket(await abroad(surge))


COMMAND = Command(
    name="premarket", answer=answer, usage=("premarket",), help=__doc__, aliases=("adrs", "adr"), shared=True
)
