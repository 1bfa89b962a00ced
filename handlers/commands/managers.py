"""Say who manages this channel's alerts, beside workspace admins and whoever made them.

Admins and managers list others: `managers add @name`, `managers remove @name`. A manager has to be in this channel;
guests and people of other organisations cannot be one. Everybody here may read the list.
"""

from bot.audience.managers import appoint, dismiss
from bot.audience.rights import Actor
from bot.errors import BadRule, NotFound
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.managers import managed, person
from handlers.command import Command, Request

ADD, REMOVE = "add", "remove"
HOW = "Say who: `/surge managers add @name` or `/surge managers remove @name`. Alone, `managers` lists them."


async def answer(request: Request, surge: Surge) -> Card:
    """List this channel's managers, or change who they are."""
    if request.private:
        raise BadRule("A direct message has no managers. Ask in the channel whose alerts you mean.")
    verb, _, name = request.words.strip().partition(" ")
    done = ""
    if verb:
        if verb.casefold() not in {ADD, REMOVE} or not name.strip():
            raise BadRule(HOW)
        done = await _changed(request, surge, await _meant(request, name.strip()), verb.casefold())
    return managed([*await surge.managers.of(request.team, request.channel)], done)


async def _meant(request: Request, name: str) -> Actor:
    """Return whom a name means. Raises NotFound, NotAllowed."""
    found = await request.person(name)
    if found is None:
        raise NotFound(f"Nobody here is called “{name[:60]}”, or several are. Pick them from the menu below the list.")
    return found


async def _changed(request: Request, surge: Surge, who: Actor, verb: str) -> str:
    """Do it, and say what was done."""
    actor, place = await request.actor(), (request.channel, surge.clock())
    if verb == ADD:
        new = await appoint(surge.managers, actor, who, *place)
        return f"{person(who.user)} {'manages' if new else 'managed already'} this channel's alerts."
    gone = await dismiss(surge.managers, actor, who.user, *place)
    return f"{person(who.user)} {'manages this channel’s alerts no more' if gone else 'was no manager here'}."


COMMAND = Command(
    name="managers",
    answer=answer,
    usage=("managers", "managers add @name", "managers remove @name"),
    help=__doc__,
    changes=True,
)
