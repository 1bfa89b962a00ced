"""How somebody reads: in which language, and with which colours. Pure.

Everything that is written for a person or a channel is written for a reader; who has chosen nothing reads English.
"""

from dataclasses import dataclass
from functools import lru_cache

from bot.words.colours import USUAL, Colours
from bot.words.language import Language

LANGUAGE, COLOURS = "language", "colours"  # by these names the choices are kept


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader's language, and the colours of rises and falls; `dotted` where words are to show them too."""

    language: Language = Language.EN
    colours: Colours = Colours.GREEN_UP
    dotted: bool = False

    def dot(self, *, up: bool) -> str:
        """Return the mark that stands before the arrow of a rise or a fall: "🟢 ", "" for who did not ask for it."""
        return f"{self.colours.up if up else self.colours.down} " if self.dotted else ""


@lru_cache(maxsize=64)
def reader_of(language: str, colours: str) -> Reader:
    """Return the reader who has chosen these ("" where nothing was): 简 has red rises unless told otherwise."""
    chosen = Language(language) if language else Language.EN
    return Reader(chosen, Colours(colours) if colours else USUAL[chosen], dotted=bool(colours))


ENGLISH = Reader()
