"""Several shares as one target: a theme ("theme:cpo") or an industry of Hong Kong ("sector:banks"). Pure.

"each:" before it means every member by itself; so can be meant an index's ("each:index:^HSI"), and what somebody
watches ("each:watchlist"), whose members only the book knows.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from bot.errors import UnknownInstrument
from bot.market.catalogue import catalogue
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import members as listed
from bot.market.instruments import named
from bot.market.themes import theme
from bot.words.industries import industry
from bot.words.language import Phrase, same

THEME, SECTOR, INDEX = "theme", "sector", "index"
EACH = "each:"
WATCHLIST = "each:watchlist"
SURGE = "surge:hk"
HEADS = {
    **dict.fromkeys(("theme", "themes", "主題", "主题", "概念"), THEME),
    **dict.fromkeys(("sector", "industry", "板塊", "板块", "行業", "行业"), SECTOR),
}
_GAPS = re.compile(r"[^\w]+")
KINDS = {
    THEME: Phrase("{name} (theme)", "{name}（主題）", "{name}（主题）"),
    SECTOR: Phrase("{name} (sector)", "{name}（板塊）", "{name}（板块）"),
}
_GROUP = Instrument(symbol="", name="", type=Type.INDEX, exchange=Exchange.HONG_KONG, currency="")
_EACH = Instrument(symbol=EACH, name="", type=Type.SHARE, exchange=Exchange.HONG_KONG, currency="")


def find(head: str, text: str) -> Instrument:
    """Return the group that `text` names, `head` saying which kind. Raises UnknownInstrument with suggestions."""
    if head == THEME:
        return group(f"{THEME}:{theme(text).key}")
    wanted, keys = slug(text), sectors()
    found = [key for key in keys if key == wanted] or [key for key in keys if wanted in key.split("-")]
    if len(found) != 1:
        likely = found or [key for key in keys if wanted and wanted[:4] in key]
        known = ", ".join(sorted(keys.values(), key=str.casefold))
        raise UnknownInstrument(f"There is no sector by the name “{text[:60]}”. There are {known}.", likely[:3])
    return group(f"{SECTOR}:{found[0]}")


@cache
def group(target: str) -> Instrument:
    """Return a group as what a rule watches: it has a move, and no price of its own."""
    if target.startswith(EACH):
        return _each(target)
    head, _, key = target.partition(":")
    if target == SURGE:
        return replace(_GROUP, symbol=SURGE, name="Surge", hant="急升", hans="急涨")
    name = _theme(key) if head == THEME else industry(sectors().get(key, key))
    said = KINDS[head].with_(name=name)
    places = Counter(named(symbol).exchange for symbol in members(target))
    exchange = places.most_common(1)[0][0] if places else Exchange.HONG_KONG
    return replace(
        _GROUP, symbol=target, name=said.en, short=name.en, hant=said.hant, hans=said.hans, exchange=exchange
    )


def members(target: str, day: date | None = None) -> Sequence[str]:
    """Return the symbols of a group on `day` (None: by the newest list); none where its list is gone."""
    head, _, key = target.removeprefix(EACH).partition(":")
    if head == THEME:
        known = catalogue().themes.get(key)
        return known.symbols if known else ()
    if head == INDEX:
        return tuple(each.symbol for each in listed(key, day))
    return tuple(each.symbol for each in _shares() if slug(each.industry) == key)


def sectors() -> dict[str, str]:
    """Return the industries of Hong Kong's shares, by their keys."""
    return {slug(each.industry): each.industry for each in _shares()}


def slug(text: str) -> str:
    """Return a name as a key: "Macau gaming" is "macau-gaming"."""
    return _GAPS.sub("-", text.casefold()).strip("-")


def _theme(key: str) -> Phrase:
    """Name a theme; one whose list is gone has no name but its key."""
    known = catalogue().themes.get(key)
    return Phrase(known.name, known.hant, known.hans) if known else same(key)


def _each(target: str) -> Instrument:
    """Return the members of a group as what a rule watches one by one: `short` is what they are members of."""
    if target == WATCHLIST:
        mine = replace(_EACH, symbol=target, name="Each name you watch", short="your watchlist")
        return replace(mine, hant="所關注的每隻股份", hans="所关注的每只股票")
    head, _, key = target.removeprefix(EACH).partition(":")
    whole = named(key) if head == INDEX else group(f"{head}:{key}")
    short = whole.name if head == INDEX else whole.short
    hant, hans = whole.hant and f"{whole.hant}各成份股", whole.hans and f"{whole.hans}各成分股"
    each = replace(_EACH, symbol=target, name=f"Each share of {whole.name}", short=short, hant=hant, hans=hans)
    return replace(each, exchange=whole.exchange)


def _shares() -> Sequence[Instrument]:
    known = catalogue().instruments.values()
    listed = (each for each in known if each.exchange is Exchange.HONG_KONG and each.currency == "HKD")
    return [each for each in listed if each.type is Type.SHARE and each.industry]
