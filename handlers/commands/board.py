"""Show the market in one look: indices, turnover, who rises and falls."""

from bot.surge import Surge
from handlers.cards.board import board
from handlers.cards.card import Card
from handlers.command import Command, Request
from handlers.sights.board import panorama


async def answer(request: Request, surge: Surge) -> Card:
    """Show the board."""
    return board(await panorama(surge), request.reader)


COMMAND = Command(
    name="board",
    answer=answer,
    usage=("", "board"),
    help=__doc__,
    aliases=("market",),
    shared=True,
    spoken=True,
)
