"""Which colour a rise has: green as in Hong Kong's English press, or red as on the mainland. Pure.

Colour is never the only cue: arrows and signs stand beside it, whichever is chosen.
"""

import unicodedata
from enum import StrEnum

from bot.words.language import Language


class Colours(StrEnum):
    """What a rise looks like; a fall has the other colour. The value is what is typed, and stored."""

    GREEN_UP = "green-up"
    RED_UP = "red-up"

    @property
    def up(self) -> str:
        """The mark of a rise."""
        return GREEN if self is Colours.GREEN_UP else RED

    @property
    def down(self) -> str:
        """The mark of a fall."""
        return RED if self is Colours.GREEN_UP else GREEN


GREEN, RED = "🟢", "🔴"
USUAL = {Language.EN: Colours.GREEN_UP, Language.HANT: Colours.GREEN_UP, Language.HANS: Colours.RED_UP}
_WORDS = {
    **dict.fromkeys(("green-up", "green", "綠升", "绿涨", "綠升紅跌", "绿涨红跌"), Colours.GREEN_UP),
    **dict.fromkeys(("red-up", "red", "紅升", "红涨", "紅升綠跌", "红涨绿跌"), Colours.RED_UP),
}


def parse_colours(text: str) -> Colours:
    """Read "green-up", "red up", "红涨绿跌". Raises ValueError where it is neither."""
    folded = "-".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())
    if folded not in _WORDS:
        raise ValueError(f"no colours of ours: {text!r}")
    return _WORDS[folded]
