"""Show what can be typed, or all about one word."""

from difflib import get_close_matches

from bot.errors import UnknownWord
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.help import everything, one
from handlers.command import Command, Request
from handlers.registry import all_commands, by_word


async def answer(request: Request, surge: Surge) -> Card:  # noqa: ARG001 - help needs no market, every other command does
    """Show it all, or one command."""
    word = request.words.casefold().removeprefix("/surge").strip()
    if not word:
        return everything(all_commands())
    command = by_word().get(word.partition(" ")[0])
    if command is None:
        near = [f"help {name}" for name in get_close_matches(word, by_word(), n=3)]
        raise UnknownWord("I have no command of that name. `/surge help` shows them all.", near)
    return one(command)


COMMAND = Command(
    name="help", answer=answer, usage=("help", "help alert"), help=__doc__, aliases=("?", "commands"), shared=True
)
