"""Watch a price for yourself: a direct message when it moves.

A bare name watches for 5% either way, 2% for an index; say more to watch for something else. Alone, `watch` lists
what you watch. Nobody else sees your list, so in a channel I only take it by the slash command.

`watch all up 5%` is one rule about each name you watch by others, also those that you add later; `each of theme cpo`
or `each of hsi` is one about each share of a theme, a sector or an index. It counts once for every ten of them.
"""

from bot.alerts.alert import Audience
from bot.errors import NotAllowed
from bot.surge import Surge
from handlers.cards.alerts import of_person
from handlers.cards.card import Card
from handlers.cards.made import made
from handlers.changes import change, change_of
from handlers.command import Command, Door, Request
from handlers.settling import welcomed

PUBLIC = "Nothing was saved: here everybody would see what you watch. Type `/surge watch …`, or write to me directly."


async def answer(request: Request, surge: Surge) -> Card:
    """List, make or change somebody's own watches."""
    if request.door is Door.MENTION:
        raise NotAllowed(PUBLIC)
    if not request.words:
        return of_person(await surge.rules.listed(request.asker, Audience.PERSON, request.user), request.language)
    if work := change_of(request.words):
        return await change(request, surge, work)
    actor = await request.actor()
    result = await surge.rules.make(actor, Audience.PERSON, request.user, request.words)
    return await welcomed(surge, actor, result.alert, made(result, language=request.language))


COMMAND = Command(
    name="watch",
    answer=answer,
    usage=("watch", "watch baba", "watch baba up 5%", "watch edit #1 down 3%"),
    help=__doc__,
    aliases=("watchlist",),
    changes=True,
    spoken=True,
)
