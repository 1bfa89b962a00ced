"""Stop watching: by name, or by number."""

from bot.errors import BadRule, NotAllowed
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.made import removed
from handlers.command import Command, Door, Request
from handlers.commands.watch import PUBLIC


async def answer(request: Request, surge: Surge) -> Card:
    """Remove somebody's own watches of what they name."""
    if request.door is Door.MENTION:
        raise NotAllowed(PUBLIC)
    if not request.words:
        raise BadRule("Say what to stop watching: `/surge unwatch baba`. `/surge watch` lists what you do.")
    return removed(await surge.rules.unwatch(request.asker, request.words), request.language)


COMMAND = Command(
    name="unwatch", answer=answer, usage=("unwatch baba", "unwatch #3"), help=__doc__, changes=True, spoken=True
)
