"""From words to a card: which command they call, and what becomes of an error.

Commands win in first place; a bare name is a quote; what is neither gets suggestions out of both.
"""

from collections.abc import Awaitable
from dataclasses import replace
from difflib import get_close_matches
from secrets import token_hex

import structlog

from bot.errors import SurgeError, UnknownInstrument, UnknownWord
from bot.surge import Surge
from handlers.cards.card import Card
from handlers.cards.finish import finish
from handlers.cards.problem import problem, unexpected
from handlers.command import Command, Request
from handlers.readers import reader_for
from handlers.registry import by_word

BARE = "quote"
EMPTY = "board"
log = structlog.get_logger(__name__)


async def answer(request: Request, surge: Surge) -> Card:
    """Answer somebody's words. Never raises: what goes wrong is the one problem card."""
    command, _ = find(request.words)
    work = compose(request, surge)
    return await guarded(work, surge, command.name, request.words, runnable=command.name == BARE)


async def compose(request: Request, surge: Surge) -> Card:
    """Return the card that the words call for, not finished yet. Raises SurgeError."""
    if surge.replay is not None:
        await surge.replay.begin()
    command, words = find(request.words)
    try:
        reader = await reader_for(request, surge) if command.spoken else request.reader
        return await command.answer(replace(request, words=words, reader=reader), surge)
    except UnknownInstrument as error:
        bare = command.name == BARE and words == request.words
        if bare and (near := nearest(words)):
            raise UnknownWord(error.sentence, (*near, *error.suggestions)) from error
        raise


async def guarded(work: Awaitable[Card], surge: Surge, name: str, words: str = "", *, runnable: bool = False) -> Card:
    """Await a card and finish it; an error becomes the problem card. `name` is for the log, which has no words."""
    card, _ = await attempted(work, surge, name, words, runnable=runnable)
    return card


async def attempted(
    work: Awaitable[Card], surge: Surge, name: str, words: str = "", *, runnable: bool = False
) -> tuple[Card, bool]:
    """Do the same, and say whether it went well."""
    well = False
    try:
        card, well = await work, True
    except SurgeError as error:
        card = problem(error, words, runnable=runnable)
    except Exception:  # the edge: whatever it is, the person gets an answer and the log has the traceback
        reference = token_hex(4)
        log.exception("answer failed", command=name, reference=reference)
        card = unexpected(reference)
    return finish(card, surge.desk.source), well


def find(words: str) -> tuple[Command, str]:
    """Return the command that `words` call, and the words left for it."""
    table = by_word()
    first, _, rest = words.strip().partition(" ")
    if not first:
        return table[EMPTY], ""
    command = table.get(first.casefold())
    return (table[BARE], words) if command is None else (command, rest.strip())


def nearest(words: str) -> list[str]:
    """Return the commands that look like the first word."""
    return get_close_matches(words.partition(" ")[0].casefold(), by_word(), n=2, cutoff=0.75)
