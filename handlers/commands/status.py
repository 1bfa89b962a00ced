"""Show how Surge is doing: its source, its watch, its messages."""

from bot.alerts.alert import Audience
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.status import Condition, status
from handlers.command import Command, Request


async def answer(request: Request, surge: Surge) -> Card:
    """Ask every part how it does."""
    health, source, trouble = surge.watch.health, surge.desk.source, surge.desk.trouble
    here = await surge.rules.listed(request.asker, Audience.CHANNEL, request.channel)
    state = Condition(
        now=surge.clock(),
        source=source.label,
        trouble=trouble.sentence if trouble else health.trouble,
        looked=health.market_time,
        refused=surge.desk.refusals,
        stores=f"{surge.database}; quotes in {surge.cache.name}",
        messages=await surge.outbox.counts(),
        alerts=len(await surge.book.alerts(request.team)),
        waiting=tuple(f"#{item.alert.id} {item.outlook.waiting}" for item in here if item.outlook.waiting),
        replay=surge.replay.state() if surge.replay else None,
        pace=surge.pace() if surge.pace else None,
    )
    return status(state)


COMMAND = Command(name="status", answer=answer, usage=("status",), help=__doc__)
