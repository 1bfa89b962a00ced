"""What can be asked for: `Instrument`, and `lookup` by any of its names."""

from dataclasses import dataclass
from enum import StrEnum


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """Something with a price. `symbol` is Yahoo's; names are English, 繁 and 简 ("" unknown)."""

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


def lookup(text: str) -> Instrument:
    """Return the instrument that `text` names.

    Raises UnknownInstrument (with suggestions) or AmbiguousInstrument (with choices).
    """
    raise NotImplementedError
