"""What the target of a rule is called, in the reader's language. Pure."""

from bot.alerts.measures.turnover import PREFIX
from bot.alerts.targets import instrument_of
from bot.words.language import Language, Phrase

# In Chinese the name says what is counted; in English that stands behind the figure.
TURNOVER = {
    "market": Phrase("HK turnover", "港股大市成交額", "港股成交额（全市场）"),
    "shares estimate": Phrase("HK turnover", "港股股份成交額（估算）", "港股股票成交额（估算）"),
    "official": Phrase("HK turnover", "港股大市成交額（港交所統計）", "港股成交额（港交所统计）"),
}


def names(target: str, name: str = "") -> Phrase:
    """Return the names of `target`; `name` is what it is called in English, and where it has no other."""
    known = _known(target)
    english = name or known.en
    return Phrase(english, known.hant or english, known.hans or english)


def called(target: str, language: Language, name: str = "") -> str:
    """Return the name of `target` in `language`, as `names` has it."""
    return names(target, name).in_(language)


def _known(target: str) -> Phrase:
    instrument = instrument_of(target)
    if instrument is None:
        return TURNOVER[target.removeprefix(PREFIX)]
    return Phrase(instrument.name, instrument.hant, instrument.hans)
