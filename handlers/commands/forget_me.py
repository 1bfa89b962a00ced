"""Delete what I know about you, and say what that was: your watches, messages to you, your settings.

It is done at once. Alerts that you made for a channel go on working, under a pseudonym; remove those first that should
not.
"""

from bot.errors import BadRule
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.forgotten import forgotten
from handlers.command import Command, Request


async def answer(request: Request, surge: Surge) -> Card:
    """Forget who asks; nobody can have somebody else forgotten."""
    if request.words:
        raise BadRule("I can only forget you yourself: `/surge forget-me`, and nothing behind it.")
    return forgotten(await surge.book.forget(request.team, request.user))


COMMAND = Command(name="forget-me", answer=answer, usage=("forget-me",), help=__doc__, changes=True)
