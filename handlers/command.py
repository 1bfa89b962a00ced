"""What a subcommand is: a name, its words, and one question it answers with a card."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.audience.rights import Actor
from bot.surge import Surge
from bot.words.language import Language
from bot.words.reader import ENGLISH, Reader
from handlers.cards.card import Card


class Door(StrEnum):
    """How the words came in: what is answered behind it is seen by one person or by many."""

    SLASH = "slash"
    MENTION = "mention"
    DIRECT = "direct"


async def nobody(_name: str) -> None:
    """Know nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks, where, and with which words (the command's own name left out).

    `actor` looks the person up in the workspace: only changes need that, and reading never waits for it. `person`
    looks up somebody else by what they are called; None where nobody is.
    """

    team: str
    user: str
    channel: str
    actor: Callable[[], Awaitable[Actor]]
    person: Callable[[str], Awaitable[Actor | None]] = nobody
    words: str = ""
    door: Door = Door.SLASH
    reader: Reader = ENGLISH

    @property
    def asker(self) -> Actor:
        """The person without a look at their rights: enough for reading, and for what is their own."""
        return Actor(team=self.team, user=self.user, known=False)

    @property
    def language(self) -> Language:
        """The language of whoever reads the answer."""
        return self.reader.language

    @property
    def private(self) -> bool:
        """Whether this is a direct message with Surge: what is made here is for the person."""
        return self.channel.startswith("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One subcommand of `/surge`. `help` is the module's docstring: the first line is its summary.

    `usage` lists how it is typed, without "/surge". `changes` where it can change what is kept; `shared` where
    everybody who asks in the same moment gets the same; `spoken` where it answers in the reader's language, and must
    know that first. Errors fly: the dispatch makes the one problem card.
    """

    name: str
    answer: Callable[[Request, Surge], Awaitable[Card]]
    usage: tuple[str, ...]
    help: str
    aliases: tuple[str, ...] = ()
    changes: bool = False
    shared: bool = False
    spoken: bool = False
