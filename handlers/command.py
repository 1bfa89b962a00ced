"""What a subcommand is: a name, its words, and one question it answers with a card."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.audience.rights import Actor
from bot.surge import Surge
from handlers.cards.card import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks, where, and with which words (the command's own name left out)."""

    actor: Actor
    channel: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One subcommand of `/surge`. `help` is the module's docstring: the first line is its summary.

    `usage` lists how it is typed, without "/surge". Errors fly: the dispatch makes the one problem card.
    """

    name: str
    answer: Callable[[Request, Surge], Awaitable[Card]]
    usage: tuple[str, ...]
    help: str
    aliases: tuple[str, ...] = ()
