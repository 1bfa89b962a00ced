"""What can be asked for: `lookup` by any name or code, `named` by symbol, `members` and `weights` by index and day.

A company's name finds its Hong Kong line, a ticker its own exchange: "alibaba" is 9988.HK, "baba" is BABA.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from bot.errors import AmbiguousInstrument, UnknownInstrument
from bot.market.catalogue import catalogue, fold
from bot.market.instrument import SYMBOL, Exchange, Instrument, Type, guess, yuan_counter
from bot.market.lists import Weights, in_force
from bot.market.writings import by_code, exchanges, is_code, readings, split

__all__ = ["Exchange", "Instrument", "Type", "candidates", "find", "lookup", "members", "named", "weights"]

# Slack makes links of what looks like one: <http://0700.HK|0700.HK>.
_LINK = re.compile(r"<[^|<>]*\|([^<>]+)>")
_LONGEST = 60


def named(symbol: str) -> Instrument:
    """Return the instrument of `symbol`; where the catalogue lacks it, what the symbol alone suggests."""
    return catalogue().instruments.get(symbol) or _counter(symbol) or guess(symbol)


def members(index: str, day: date | None = None) -> tuple[Instrument, ...]:
    """Return the members of `index` in force on `day` (None: the newest list), none where no list is known."""
    listed = in_force(catalogue().members.get(index, ()), day)
    return tuple(named(symbol) for symbol in listed.symbols) if listed else ()


def weights(index: str, day: date | None = None) -> Weights | None:
    """Return the last weights of `index` known on `day` (None: the newest); None where there are none."""
    return in_force(catalogue().weights.get(index, ()), day)


def find(text: str, known: Collection[str] = ()) -> Instrument | None:
    """Return the instrument that `text` names, or None.

    `known` are symbols that the source of quotes has beyond the catalogue. Raises AmbiguousInstrument.
    """
    wanted = _cleaned(text)
    if not wanted or len(wanted) > _LONGEST:
        return None
    if placed := _there(wanted):
        return _line(*placed)
    for reading in readings(wanted):
        symbols = [symbol for symbol in _symbols(reading) if symbol in catalogue().instruments or symbol in known]
        if len(symbols) > 1:
            raise _ambiguous(wanted, [named(symbol) for symbol in symbols])
        if symbols:
            return named(symbols[0])
    return None


def lookup(text: str, known: Collection[str] = ()) -> Instrument:
    """Return the instrument that `text` names, as `find` does.

    Raises AmbiguousInstrument (with choices), or UnknownInstrument with up to three suggestions.
    """
    if found := find(text, known):
        return found
    wanted = _cleaned(text)[:_LONGEST]
    suggestions = _suggestions(wanted, known)
    hint = f"Did you mean {' or '.join(suggestions)}?" if suggestions else "Try a name, or a code such as 0700."
    raise UnknownInstrument(f"Nothing is known by the name “{wanted}”. {hint}", suggestions)


def candidates(text: str) -> tuple[str, ...]:
    """Return the symbols that `text` may stand for, in the catalogue or not: a source may know which of them exist."""
    wanted = _cleaned(text)
    read: Iterator[str] | tuple[str, ...] = readings(wanted) if wanted and len(wanted) <= _LONGEST else ()
    return tuple(dict.fromkeys(symbol for reading in read for symbol in _symbols(reading)))


def _counter(symbol: str) -> Instrument | None:
    """Return the yuan counter of a share that the catalogue has, named after it."""
    line = catalogue().instruments.get(yuan_counter(symbol))
    if line is None:
        return None
    return replace(
        guess(symbol),
        name=f"{line.name} (RMB counter)",
        short=f"{line.short}-R",
        hant=f"{line.hant}－Ｒ",
        hans=f"{line.hans}－Ｒ",
        industry=line.industry,
        also=(line.symbol,),
    )


def _there(wanted: str) -> tuple[str, str] | None:
    """Return the company and the market of a name said with its market: "alibaba us", where no name is the whole."""
    names, placed = catalogue().names, split(wanted)
    return (names[placed[0]], placed[1]) if placed and placed[0] in names and wanted not in names else None


def _line(symbol: str, where: str) -> Instrument | None:
    """Return the company's line in that market, None where it has none: "alibaba us" is BABA."""
    company = named(symbol)
    lines = [company, *(named(other) for other in company.also)]
    return next((line for line in lines if line.exchange in exchanges(where)), None)


def _suggestions(wanted: str, known: Collection[str]) -> list[str]:
    """Return the nearest names, best first, one for each instrument."""
    near: dict[str, str] = {}
    for name in get_close_matches(wanted, [*catalogue().names, *map(fold, known)], n=9, cutoff=0.7):
        near.setdefault(_symbols(name)[0], name)
    return list(near.values())[:3]


def _cleaned(text: str) -> str:
    """Return `text` without Slack's links and the $ that forces an instrument."""
    return fold(_LINK.sub(r"\1", text)).removeprefix("$").strip()


def _symbols(reading: str) -> list[str]:
    """Return the symbols that one reading leads to: by name, by code, or being one itself."""
    if by_name := catalogue().names.get(reading):
        return [by_name]
    if is_code(reading):
        return by_code(reading)
    symbol = reading.upper()
    return [symbol] if SYMBOL.fullmatch(symbol) else []


def _ambiguous(wanted: str, choices: Collection[Instrument]) -> AmbiguousInstrument:
    sentence = " or ".join(f"{choice.short} ({choice.symbol})" for choice in choices)
    return AmbiguousInstrument(f"“{wanted}” is {sentence}: please say which.", [choice.symbol for choice in choices])
