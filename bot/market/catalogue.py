"""The instruments known by name: `instruments.toml`, read once and held to its rules."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bot.errors import ConfigurationError
from bot.market.instrument import SYMBOL, Exchange, Instrument, Type, place

FILE = Path(__file__).with_name("instruments.toml")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known by name: by symbol, by folded name, and who is in which index; `as_of` and `source` date it."""

    as_of: date
    source: str
    instruments: Mapping[str, Instrument]
    names: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]


def fold(text: str) -> str:
    """Return `text` as names are compared: full-width and capital letters, spaces and 恆 for 恒 make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("恆", "恒")
    return " ".join(plain.split())


def read(text: str) -> Catalogue:
    """Read a catalogue. Raises ConfigurationError with every complaint: a name must lead to one instrument."""
    data = tomllib.loads(text)
    instruments = [_instrument(entry, group) for group in data["group"] for entry in group["instruments"]]
    members = {index: tuple(symbols) for index, symbols in data["members"].items()}
    if complaints := [*_doubts(instruments), *_strangers(members, {each.symbol for each in instruments})]:
        raise ConfigurationError(complaints)
    return Catalogue(
        as_of=data["as_of"],
        source=data["source"],
        instruments={each.symbol: each for each in instruments},
        names={name: each.symbol for each in instruments for name in _names(each)},
        members=members,
    )


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that comes with Surge."""
    return read(FILE.read_text("utf-8"))


def _instrument(entry: Mapping[str, Any], group: Mapping[str, Any]) -> Instrument:
    exchange, currency = place(entry["symbol"])
    return Instrument(
        symbol=entry["symbol"],
        name=entry["name"],
        type=Type(group.get("type", Type.SHARE)),
        exchange=Exchange(entry.get("exchange", exchange)),
        currency=entry.get("currency", currency),
        short=entry["short"],
        hant=entry.get("hant", ""),
        hans=entry.get("hans", ""),
        industry=group.get("industry", ""),
        aliases=tuple(entry.get("aliases", ())),
        proxies=tuple(entry.get("proxies", ())),
    )


def _names(instrument: Instrument) -> set[str]:
    """Return the folded names that lead to `instrument`, its symbol among them."""
    given = (instrument.symbol, instrument.name, instrument.short, instrument.hant, instrument.hans)
    return {fold(name) for name in (*given, *instrument.aliases) if name}


def _doubts(instruments: Iterable[Instrument]) -> Iterator[str]:
    """Yield a sentence for each symbol that is none, or is there twice, and each name that leads to two."""
    owners: dict[str, str] = {}
    seen: set[str] = set()
    for each in instruments:
        if each.symbol in seen or not SYMBOL.fullmatch(each.symbol):
            yield f"{each.symbol} is no symbol, or is there twice."
        seen.add(each.symbol)
        for name in sorted(_names(each)):
            if owners.setdefault(name, each.symbol) != each.symbol:
                yield f'"{name}" leads to {owners[name]} and to {each.symbol}.'


def _strangers(members: Mapping[str, Iterable[str]], known: set[str]) -> Iterator[str]:
    """Yield a sentence for each member of an index that is not in the catalogue."""
    for index, symbols in members.items():
        yield from (f"{symbol}, member of {index}, is not in the catalogue." for symbol in set(symbols) - known)
