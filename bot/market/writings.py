"""The ways to write a code: 700, 00700.HK, 700 HK, HK:700, sh600519, BABA US. Pure."""

import re
from collections.abc import Iterator

from bot.market.instrument import Exchange

MAINLAND_DIGITS = 6
_INDEX = re.compile(r"(.+) index")
# A terminal's way: 700 HK, 700 HK Equity, BABA US, 600519 CH, BABA.US, 600519.SH.
_AFTER = re.compile(r"(.+?)[ .](hk|us|ch|cn|sh|ss|sz)(?: equity)?")
# A chart site's way: HKEX:700, hk00700, NYSE:BABA, sh600519.
_BEFORE = re.compile(r"(hk|hkg|hkex|sehk|sh|sha|sse|ss|sz|she|szse):?([0-9]+)|(us|nyse|nasdaq|amex):([^ :]+)")

_PLACES = {
    **dict.fromkeys(("hk", "hkg", "hkex", "sehk"), "hk"),
    **dict.fromkeys(("sh", "sha", "sse", "ss"), "ss"),
    **dict.fromkeys(("sz", "she", "szse"), "sz"),
    **dict.fromkeys(("ch", "cn"), "ch"),
}
_EXCHANGES = {
    "hk": (Exchange.HONG_KONG,),
    "us": (Exchange.NEW_YORK,),
    "ss": (Exchange.SHANGHAI,),
    "sz": (Exchange.SHENZHEN,),
    "ch": (Exchange.SHANGHAI, Exchange.SHENZHEN),
}


def readings(wanted: str) -> Iterator[str]:
    """Yield what the folded words may stand for: themselves first, then what their code is without its dress."""
    yield wanted
    if match := _INDEX.fullmatch(wanted):
        yield match[1]
    if placed := split(wanted):
        code, where = placed
        if is_code(code) and where != "us":
            yield written(code, where)
        elif where == "us" and not is_code(code):
            yield code


def split(wanted: str) -> tuple[str, str] | None:
    """Cut the market off a name or code: ("700", "hk"), ("alibaba", "us"); the market is hk, us, ss, sz or ch."""
    if match := _AFTER.fullmatch(wanted):
        return match[1], _PLACES.get(match[2], "us")
    if match := _BEFORE.fullmatch(wanted):
        return match[2] or match[4], _PLACES.get(match[1], "us")
    return None


def exchanges(where: str) -> tuple[Exchange, ...]:
    """Return the exchanges of a market that `split` found."""
    return _EXCHANGES[where]


def written(code: str, where: str) -> str:
    """Write digits as the code of that market, folded as names are: "0700.hk"; "ch" leaves open which city."""
    if where == "ch":
        return code
    return f"{int(code):04d}.hk" if where == "hk" else f"{code}.{where}"


def is_code(text: str) -> bool:
    """Whether it is digits and nothing else."""
    return text.isdecimal() and text.isascii()


def by_code(code: str) -> list[str]:
    """Return the symbols of a bare code: five digits and fewer are Hong Kong's, six the mainland's."""
    if len(code) < MAINLAND_DIGITS:
        return [f"{int(code):04d}.HK"]
    if len(code) > MAINLAND_DIGITS:
        return []
    # Shanghai numbers its indices as Shenzhen numbers its shares; 5 begins its funds, 9 its shares in dollars.
    return [f"{code}.SS"] if code[0] in "569" else [f"{code}.SZ", f"{code}.SS"]
