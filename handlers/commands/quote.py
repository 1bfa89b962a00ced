"""Show one price: its level, its change, how old it is, and what it means.

A bare name is enough: a company finds its Hong Kong line, a ticker its own exchange. `quote` or a `$` before it forces
a name that is a command too: `quote HELP`, `$HELP`.
"""

from bot.errors import UnknownInstrument
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.quote import quote
from handlers.command import Command, Request
from handlers.sights.quote import sight


async def answer(request: Request, surge: Surge) -> Card:
    """Look the name up and show its price."""
    if not request.words:
        raise UnknownInstrument(
            "Say of what: `/surge hsi`, `/surge tencent`, `/surge 0700`.", ("hsi", "tencent", "baba")
        )
    return quote(await sight(await surge.desk.find(request.words), surge), request.reader)


COMMAND = Command(
    name="quote",
    shared=True,
    spoken=True,
    answer=answer,
    usage=("hsi", "tencent", "quote 0700", "$HELP"),
    help=__doc__,
    aliases=("price", "q"),
)
