"""What a card is: blocks for the eye, and the same in plain text for notifications and screen readers. Pure."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.words.language import Language

Block: TypeAlias = dict[str, object]


@dataclass(frozen=True, slots=True)
class Card:
    """One answer. `text` is the whole message in plain words; `blocks` draw it.

    `figures` says whether it shows figures of the source of quotes, so that its footer must name that; `sources`
    name the sources of all else it shows ("turnover Tencent 14:17"). Its footer speaks its `language`.
    """

    text: str
    blocks: tuple[Block, ...]
    figures: bool = True
    sources: tuple[str, ...] = ()
    language: Language = Language.EN
