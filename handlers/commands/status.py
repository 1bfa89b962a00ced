"""Show how Surge is doing: its source, how old the figures are, its watch, its messages."""

from bot.alerts.alert import Audience
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.status import Condition, status
from handlers.command import Command, Request
from handlers.sights.vitals import vitals


async def answer(request: Request, surge: Surge) -> Card:
    """Ask every part how it does."""
    here = await surge.rules.listed(request.asker, Audience.CHANNEL, request.channel)
    histories = surge.desk.progress
    state = Condition(
        vitals=await vitals(surge, request.team),
        source=surge.desk.source.label,
        stores=f"{surge.database}; quotes in {surge.cache.name}",
        waiting=(
            *(f"#{item.alert.id} {item.outlook.waiting.en}" for item in here if item.outlook.waiting),
            *surge.bulletin.lacking,
        ),
        replay=surge.replay.state() if surge.replay else None,
        turnover=surge.desk.latest_turnover(),
        history=(histories.filled, histories.wanted) if histories else None,
    )
    return status(state)


COMMAND = Command(name="status", answer=answer, usage=("status",), help=__doc__)
