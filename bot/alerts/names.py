"""What the target of a rule is called, in the reader's language. Pure."""

from bot.alerts.groups import SURGE, THEME, sectors
from bot.alerts.measures.turnover import PREFIX
from bot.alerts.targets import is_group
from bot.market.catalogue import catalogue
from bot.market.instruments import named
from bot.words.industries import industry
from bot.words.language import NOTHING, Language, Phrase

# In Chinese the name says what is counted; in English that stands behind the figure.
ALONE = {
    f"{PREFIX}market": Phrase("HK turnover", "港股大市成交額", "港股成交额（全市场）"),
    f"{PREFIX}shares estimate": Phrase("HK turnover", "港股股份成交額（估算）", "港股股票成交额（估算）"),
    f"{PREFIX}official": Phrase("HK turnover", "港股大市成交額（港交所統計）", "港股成交额（港交所统计）"),
    SURGE: Phrase("Surge", "急升", "急涨"),
}
OF_THEME = Phrase("{name} (theme)", "{name}（主題）", "{name}（主题）")
OF_SECTOR = Phrase("{name} (sector)", "{name}（板塊）", "{name}（板块）")


def called(target: str, language: Language, name: str = "") -> str:
    """Return the name of `target`; `name` is what it is called in English, and where it has no other."""
    known = ALONE.get(target) or (_of_group(target) if is_group(target) else _of_one(target))
    if language.chinese:
        return known.in_(language) or name or known.en
    return name or known.en


def _of_one(symbol: str) -> Phrase:
    instrument = named(symbol)
    return Phrase(instrument.name, instrument.hant, instrument.hans)


def _of_group(target: str) -> Phrase:
    """Name a theme or an industry; one whose list is gone has no name but the one it had."""
    head, _, key = target.partition(":")
    if head == THEME:
        theme = catalogue().themes.get(key)
        return OF_THEME.with_(name=Phrase(theme.name, theme.hant, theme.hans)) if theme else NOTHING
    known = sectors().get(key)
    return OF_SECTOR.with_(name=industry(known)) if known else NOTHING
