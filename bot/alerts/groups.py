"""Several shares as one target: a theme ("theme:cpo") or an industry of Hong Kong ("sector:banks"). Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from bot.errors import UnknownInstrument
from bot.market.catalogue import catalogue
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.instruments import named
from bot.market.themes import theme

THEME, SECTOR = "theme", "sector"
SURGE = "surge:hk"
HEADS = {
    **dict.fromkeys(("theme", "themes", "主題", "主题", "概念"), THEME),
    **dict.fromkeys(("sector", "industry", "板塊", "板块", "行業", "行业"), SECTOR),
}
_GAPS = re.compile(r"[^\w]+")


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
    head, _, key = target.partition(":")
    if target == SURGE:
        return Instrument(symbol=SURGE, name="Surge", type=Type.INDEX, exchange=Exchange.HONG_KONG, currency="")
    if head == THEME:
        known = catalogue().themes.get(key)
        name, symbols = known.name if known else key, members(target)
    else:
        name, symbols = sectors().get(key, key), members(target)
    places = Counter(named(symbol).exchange for symbol in symbols)
    exchange = places.most_common(1)[0][0] if places else Exchange.HONG_KONG
    return Instrument(
        symbol=target, name=f"{name} ({head})", short=name, type=Type.INDEX, exchange=exchange, currency=""
    )


def members(target: str) -> Sequence[str]:
    """Return the symbols of a group; none where its list is gone."""
    head, _, key = target.partition(":")
    if head == THEME:
        known = catalogue().themes.get(key)
        return known.symbols if known else ()
    return tuple(each.symbol for each in _shares() if slug(each.industry) == key)


def sectors() -> dict[str, str]:
    """Return the industries of Hong Kong's shares, by their keys."""
    return {slug(each.industry): each.industry for each in _shares()}


def slug(text: str) -> str:
    """Return a name as a key: "Macau gaming" is "macau-gaming"."""
    return _GAPS.sub("-", text.casefold()).strip("-")


def _shares() -> Sequence[Instrument]:
    known = catalogue().instruments.values()
    listed = (each for each in known if each.exchange is Exchange.HONG_KONG and each.currency == "HKD")
    return [each for each in listed if each.type is Type.SHARE and each.industry]
