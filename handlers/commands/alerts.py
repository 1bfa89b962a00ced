"""List this channel's alerts, with how far each is from speaking.

In a direct message it lists what you watch.
"""

from bot.alerts.alert import Audience
from bot.surge import Surge
from handlers.cards.alerts import of_channel, of_person
from handlers.cards.card import Card
from handlers.command import Command, Request


async def answer(request: Request, surge: Surge) -> Card:
    """List them."""
    if request.private:
        return of_person(await surge.rules.listed(request.asker, Audience.PERSON, request.user), request.language)
    return of_channel(await surge.rules.listed(request.asker, Audience.CHANNEL, request.channel), request.language)


COMMAND = Command(name="alerts", answer=answer, usage=("alerts",), help=__doc__, spoken=True)
