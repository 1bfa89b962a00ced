"""What can be asked for: `lookup` by any name or code, `named` by symbol.

A company's name finds its Hong Kong line, a ticker its own exchange: "alibaba" is 9988.HK, "baba" is BABA.
"""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches

from bot.errors import AmbiguousInstrument, UnknownInstrument
from bot.market.catalogue import catalogue, fold
from bot.market.instrument import SYMBOL, Exchange, Instrument, Type, guess

__all__ = ["Exchange", "Instrument", "Type", "find", "lookup", "members", "named"]

# Slack makes links of what looks like one: <http://0700.HK|0700.HK>.
_LINK = re.compile(r"<[^|<>]*\|([^<>]+)>")
_PLACE = re.compile(r"(\S+) (hk|us|ch)(?: equity)?")
_INDEX = re.compile(r"(.+) index")
_LONGEST = 60
MAINLAND_DIGITS = 6


def named(symbol: str) -> Instrument:
    """Return the instrument of `symbol`; where the catalogue lacks it, what the symbol alone suggests."""
    return catalogue().instruments.get(symbol) or guess(symbol)


def members(index: str) -> tuple[Instrument, ...]:
    """Return the members of `index` as the catalogue has them, none where it has no list."""
    return tuple(named(symbol) for symbol in catalogue().members.get(index, ()))


def find(text: str, known: Collection[str] = ()) -> Instrument | None:
    """Return the instrument that `text` names, or None.

    `known` are symbols that the source of quotes has beyond the catalogue. Raises AmbiguousInstrument.
    """
    wanted = _cleaned(text)
    if not wanted or len(wanted) > _LONGEST:
        return None
    for reading in _readings(wanted):
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
    readings = _readings(wanted) if wanted and len(wanted) <= _LONGEST else ()
    return tuple(dict.fromkeys(symbol for reading in readings for symbol in _symbols(reading)))


def _suggestions(wanted: str, known: Collection[str]) -> list[str]:
    """Return the nearest names, best first, one for each instrument."""
    near: dict[str, str] = {}
    for name in get_close_matches(wanted, [*catalogue().names, *map(fold, known)], n=9, cutoff=0.7):
        near.setdefault(_symbols(name)[0], name)
    return list(near.values())[:3]


def _cleaned(text: str) -> str:
    """Return `text` without Slack's links and the $ that forces an instrument."""
    return fold(_LINK.sub(r"\1", text)).removeprefix("$").strip()


def _readings(wanted: str) -> Iterator[str]:
    """Yield what `wanted` may stand for: itself, then a terminal's way to write it ("700 HK", "HSI Index")."""
    yield wanted
    if match := _INDEX.fullmatch(wanted):
        yield match[1]
    if match := _PLACE.fullmatch(wanted):
        code, where = match[1], match[2]
        if where == "hk" and code.isdecimal():
            yield f"{int(code):04d}.hk"
        elif where == "us" or code.isdecimal():
            yield code


def _symbols(reading: str) -> list[str]:
    """Return the symbols that one reading leads to: by name, by code, or being one itself."""
    if reading.isdecimal() and reading.isascii():
        by_code = _by_code(reading)
        by_name = catalogue().names.get(reading)
        return by_code if by_name is None else [by_name]
    if by_name := catalogue().names.get(reading):
        return [by_name]
    symbol = reading.upper()
    return [symbol] if SYMBOL.fullmatch(symbol) else []


def _by_code(code: str) -> list[str]:
    """Return the symbols of a bare code: five digits and fewer are Hong Kong's, six the mainland's."""
    if len(code) < MAINLAND_DIGITS:
        return [f"{int(code):04d}.HK"]
    if len(code) > MAINLAND_DIGITS:
        return []
    # Shanghai numbers its indices as Shenzhen numbers its shares.
    return [f"{code}.SS"] if code.startswith("6") else [f"{code}.SZ", f"{code}.SS"]


def _ambiguous(wanted: str, choices: Collection[Instrument]) -> AmbiguousInstrument:
    sentence = " or ".join(f"{choice.short} ({choice.symbol})" for choice in choices)
    return AmbiguousInstrument(f"“{wanted}” is {sentence}: please say which.", [choice.symbol for choice in choices])
