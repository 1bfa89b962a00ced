"""Choose when I hold back what rings for you; it comes as one message when that is over.

Direct messages keep quiet 23:00–07:00 by your own clock unless you say otherwise: `22:00-08:00`, with a time zone if
it is not the one in your profile (`22:00-08:00 london`), `off`, or `default`. Off lets out at once what is held.

Held back are alerts, with all that they would have posted. Answers to what you type come at any hour, messages that
stand already go on being edited, and each alert in the morning's message has the time of its figures.

A channel keeps no quiet hours unless one of its managers or a workspace admin says `quiet channel 22:00-08:00`.
"""

from bot.audience.setting import read_setting
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.settings import quiet
from handlers.command import Command, Request
from handlers.readers import reader_for
from handlers.settling import settle, sheet, whose


async def answer(request: Request, surge: Surge) -> Card:
    """Show the quiet hours, or change them."""
    owner = whose(request)
    if owner.rest:
        _, choices = read_setting(f"quiet {owner.rest}")
        await settle(request, surge, owner, choices)
    return quiet(await sheet(request, surge, owner.audience), (await reader_for(request, surge)).language)


COMMAND = Command(
    name="quiet",
    answer=answer,
    usage=("quiet", "quiet 22:00-08:00", "quiet off", "quiet default", "quiet channel 22:00-08:00"),
    help=__doc__,
    aliases=("靜音", "静音"),
    changes=True,
)
