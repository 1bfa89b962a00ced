"""In which language Surge speaks to somebody, and a text in all of them. Pure.

A sentence is one value with three texts: whoever adds one cannot forget a language. 繁 is written as Hong Kong's
press writes it, 简 as the mainland's, so neither is made from the other by a table of characters.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from string import Formatter


class Language(StrEnum):
    """English, 繁體中文 (Hong Kong) or 简体中文; the value is what is stored."""

    EN = "en"
    HANT = "zh-Hant"
    HANS = "zh-Hans"

    @property
    def chinese(self) -> bool:
        """Whether it is written in Chinese characters."""
        return self is not Language.EN


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text in three languages; fields in braces are filled in by name, and may be phrases themselves."""

    en: str
    hant: str
    hans: str

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.en)

    def in_(self, language: Language, **fields: "str | int | Phrase") -> str:
        """Return the text in `language`, its fields filled in; Chinese stands apart from figures and Latin letters."""
        text = {Language.EN: self.en, Language.HANT: self.hant, Language.HANS: self.hans}[language]
        if not fields:
            return text
        said = {name: each.in_(language) if isinstance(each, Phrase) else str(each) for name, each in fields.items()}
        return spaced(_pieces(text, said)) if language.chinese else text.format(**said)

    def with_(self, **fields: "str | int | Phrase") -> "Phrase":
        """Return the phrase with all its fields filled in, in each language."""
        return Phrase(*(self.in_(language, **fields) for language in Language))


NOTHING = Phrase("", "", "")


def same(text: str) -> Phrase:
    """Return what is written alike in all languages: a ticker, a name that has no other."""
    return Phrase(text, text, text)


def in_all(write: Callable[[Language], str]) -> Phrase:
    """Return what `write` writes in each language."""
    return Phrase(*(write(language) for language in Language))


def spaced(pieces: Iterable[str]) -> str:
    """Join pieces of Chinese text: "升" and "5%" stand apart, "升" and "幅" do not."""
    text = ""
    for piece in pieces:
        text += f" {piece}" if _APART.fullmatch(text[-1:] + piece[:1]) else piece
    return text


def parse_language(text: str) -> Language:
    """Read a language: "english", "en-GB", "繁體", "zh_HK", "简". Raises ValueError where it is none of the three.

    A bare "中文" or "zh" is refused: it does not say which.
    """
    folded = unicodedata.normalize("NFKC", text).strip().casefold().replace("_", "-")
    word = "en" if folded.startswith("en-") else folded
    if word not in _WORDS:
        raise ValueError(f"no language of ours: {text!r}")
    return _WORDS[word]


def _pieces(text: str, fields: dict[str, str]) -> Iterator[str]:
    for literal, name, _, _ in Formatter().parse(text):
        yield literal
        if name is not None:
            yield fields[name]


NAMES = {Language.EN: "English", Language.HANT: "繁體中文", Language.HANS: "简体中文"}
_WORDS = {
    **dict.fromkeys(("en", "eng", "english", "英", "英文", "英語", "英语"), Language.EN),
    **dict.fromkeys(("繁", "繁體", "繁体", "繁中", "正體", "繁體中文", "繁体中文", "traditional"), Language.HANT),
    **dict.fromkeys(("zh-hk", "zh-tw", "zh-mo", "zh-hant", "hant"), Language.HANT),
    **dict.fromkeys(("简", "簡", "简体", "簡體", "简中", "簡中", "简体中文", "簡體中文", "simplified"), Language.HANS),
    **dict.fromkeys(("zh-cn", "zh-sg", "zh-hans", "hans"), Language.HANS),
}
# A character beside what is none, and is no mark that keeps its own distance.
_APART = re.compile(r"[㐀-鿿][\w%#+\-−±▲▼<`@]|[\w%▲▼>`][㐀-鿿]", re.ASCII)
