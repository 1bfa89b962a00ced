"""In which language Surge speaks to somebody, and a text in all of them. Pure.

A sentence is one value with three texts: whoever adds one cannot forget a language. 繁 is written as Hong Kong's
press writes it, 简 as the mainland's, so neither is made from the other by a table of characters.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """English, 繁體中文 (Hong Kong) or 简体中文; the value is what is stored."""

    EN = "en"
    HANT = "zh-Hant"
    HANS = "zh-Hans"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text in three languages; fields in braces are filled in by name."""

    en: str
    hant: str
    hans: str

    def in_(self, language: Language, **fields: object) -> str:
        """Return the text in `language`, its fields filled in."""
        return {Language.EN: self.en, Language.HANT: self.hant, Language.HANS: self.hans}[language].format(**fields)


NAMES = {Language.EN: "English", Language.HANT: "繁體中文", Language.HANS: "简体中文"}
_WORDS = {
    **dict.fromkeys(("en", "eng", "english", "英", "英文", "英語", "英语"), Language.EN),
    **dict.fromkeys(("繁", "繁體", "繁体", "繁中", "正體", "繁體中文", "繁体中文", "traditional"), Language.HANT),
    **dict.fromkeys(("zh-hk", "zh-tw", "zh-mo", "zh-hant", "hant"), Language.HANT),
    **dict.fromkeys(("简", "簡", "简体", "簡體", "简中", "簡中", "简体中文", "簡體中文", "simplified"), Language.HANS),
    **dict.fromkeys(("zh-cn", "zh-sg", "zh-hans", "hans"), Language.HANS),
}


def parse_language(text: str) -> Language:
    """Read a language: "english", "en-GB", "繁體", "zh_HK", "简". Raises ValueError where it is none of the three.

    A bare "中文" or "zh" is refused: it does not say which.
    """
    folded = unicodedata.normalize("NFKC", text).strip().casefold().replace("_", "-")
    word = "en" if folded.startswith("en-") else folded
    if word not in _WORDS:
        raise ValueError(f"no language of ours: {text!r}")
    return _WORDS[word]
