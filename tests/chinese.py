"""What makes a Chinese text wrong: the other script's characters, English words, and words that mean something else."""

import re

from bot.words.language import Language

# A character set of each script, as its users have long typed: what it lacks belongs to the other one.
SETS = {Language.HANT: "big5", Language.HANS: "gb2312"}
# Characters of both sets that are right in one of the two only, or rare words' in the other.
OURS = "恒"  # Hong Kong's own way to write the index's name, which the old set of Taiwan lacks
ODD = {Language.HANT: "价万与于后据触体网无个", Language.HANS: "於後"}
# 恆 is not how the index is written; shares traded, and their part of those listed, are no turnover.
NEVER = ("恆", "成交量", "換手率", "换手率", "周轉", "周转")
MARKS = set("，。：；、（）「」“”〈〉《》％…·▲▼±×−–—⏳⏸🌙🔔🟢🔴⚠∗≈×")
# Tickers, ids, units, commands and placeholders; what Slack or a source is called.
LATIN = re.compile(
    r"`[^`]*`|「[^」]*」|“[^”]*”|<[@#][A-Z0-9]+>|&lt;|&gt;|/surge[^\n·。；]*|#\w+|"
    r"(?<![A-Za-z])(?:[A-Z0-9^=.-]{2,}|Surge|Slack|Yahoo)(?![a-z])"
)
ENGLISH = re.compile(r"[A-Za-z]{2,}")


def faults(text: str, language: Language) -> list[str]:
    """Return what is wrong with a text in `language`; empty where it reads right."""
    found = [f"English: {word}" for word in ENGLISH.findall(LATIN.sub(" ", text))]
    found += [f"never: {word}" for word in NEVER if word in text]
    return found + [f"not of {language}: {sign}" for sign in dict.fromkeys(text) if foreign(sign, language)]


def foreign(sign: str, language: Language) -> bool:
    """Whether a character belongs to the other script."""
    if sign in MARKS or sign in OURS or sign.isascii():
        return False
    try:
        sign.encode(SETS[language])
    except UnicodeEncodeError:
        return True
    return sign in ODD[language]


def words(part: object) -> str:
    """Return all that blocks or a view say, with what their buttons say and ask."""
    if isinstance(part, dict):
        own = [part["text"]] if isinstance(part.get("text"), str) else []
        return "\n".join([*own, *(words(each) for each in part.values())])
    if isinstance(part, list | tuple):
        return "\n".join(words(each) for each in part)
    return ""
