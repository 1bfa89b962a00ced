"""What an instrument is: symbol, names, where it is traded, in which currency. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

SYMBOL = re.compile(r"\^?[A-Z0-9.=-]{1,12}")


class Exchange(StrEnum):
    """Where it is traded: sessions, zone and delay hang on it."""

    HONG_KONG = "HKEX"
    NEW_YORK = "NYSE"
    SHANGHAI = "SSE"
    SHENZHEN = "SZSE"


class Type(StrEnum):
    """What it is."""

    INDEX = "index"
    SHARE = "share"
    FUND = "fund"
    CURRENCY = "currency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """Something with a price. `symbol` is Yahoo's; names are English, 繁 and 简 ("" unknown).

    `short` is the name where room is short ("HSI"). `industry` is the group a ladder ranks it in. `proxies` are
    symbols that stand in, named, where it has no figures itself. `also` are the symbols of the same company's other
    lines. Of a depositary share, `ordinary` is the Hong Kong line and `ratio` how many of those shares one stands
    for. `guessed`: nothing but the symbol is known, so exchange and currency are what its suffix makes likely.
    """

    symbol: str
    name: str
    type: Type
    exchange: Exchange
    currency: str
    short: str = ""
    hant: str = ""
    hans: str = ""
    industry: str = ""
    aliases: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    ordinary: str = ""
    ratio: int | None = None
    guessed: bool = False


_SUFFIXES = {
    "HK": (Exchange.HONG_KONG, "HKD"),
    "SS": (Exchange.SHANGHAI, "CNY"),
    "SZ": (Exchange.SHENZHEN, "CNY"),
}
# HKEX gives the yuan counter of a share the share's code with an 8 before it: 80700 is 0700 in RMB.
_YUAN_COUNTER = re.compile(r"8\d{4}\.HK")


def yuan_counter(symbol: str) -> str:
    """Return the share whose yuan counter `symbol` is (80700.HK: 0700.HK), "" where it is none."""
    return f"{symbol[1:5]}.HK" if _YUAN_COUNTER.fullmatch(symbol) else ""


def place(symbol: str) -> tuple[Exchange, str]:
    """Return exchange and currency as the symbol's suffix tells them; without one, New York and US dollars."""
    if _YUAN_COUNTER.fullmatch(symbol):
        return Exchange.HONG_KONG, "CNY"
    return _SUFFIXES.get(symbol.rpartition(".")[2], (Exchange.NEW_YORK, "USD"))


@lru_cache(maxsize=4096)
def guess(symbol: str) -> Instrument:
    """Return the instrument that `symbol` alone suggests."""
    exchange, currency = place(symbol)
    kind = Type.INDEX if symbol.startswith("^") else Type.SHARE
    return Instrument(
        symbol=symbol, name=symbol, short=symbol, type=kind, exchange=exchange, currency=currency, guessed=True
    )
