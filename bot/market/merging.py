"""Put what several files of instruments say together, and find where they disagree. Pure."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TypeVar

from bot.market.instrument import Exchange, Instrument
from bot.market.listing import Change, Listing
from bot.market.lists import Members, Theme, Weights

L = TypeVar("L", Members, Weights)

_ORDER = tuple(Exchange)


def fold(text: str) -> str:
    """Return `text` as names are compared: full-width and capital letters, spaces and 恆 for 恒 make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("恆", "恒")
    return " ".join(plain.split())


def names(instruments: Iterable[Instrument]) -> dict[str, str]:
    """Return the symbol that each folded name leads to."""
    return {name: each.symbol for each in instruments for name in _names(each)}


def by_index(found: Iterable[L]) -> dict[str, tuple[L, ...]]:
    """Return the lists of each index, the oldest first."""
    grouped: dict[str, list[L]] = defaultdict(list)
    for each in sorted(found, key=lambda each: each.as_of):
        grouped[each.index].append(each)
    return {index: tuple(each) for index, each in grouped.items()}


def linked(instruments: Mapping[str, Instrument]) -> dict[str, Instrument]:
    """Return the instruments, each knowing the other lines of its company: Hong Kong's first, then by exchange."""
    lines: dict[str, set[str]] = {}
    for each in instruments.values():
        for other in {*each.also, each.ordinary} & instruments.keys():
            both = lines.get(each.symbol, {each.symbol}) | lines.get(other, {other})
            lines |= dict.fromkeys(both, both)

    def others(symbol: str) -> tuple[str, ...]:
        found = lines.get(symbol, set()) - {symbol}
        return tuple(sorted(found, key=lambda other: (_ORDER.index(instruments[other].exchange), other)))

    return {symbol: replace(each, also=others(symbol)) for symbol, each in instruments.items()}


def members(files: Iterable[Listing]) -> tuple[list[Members], list[str]]:
    """Return the lists of members, changes applied, and a sentence for each change that cannot be.

    A later file's list replaces an earlier one's of the same index and day.
    """
    made: dict[tuple[str, date], Members] = {}
    wrong: list[str] = []
    for file in files:
        for each in sorted(file.members, key=lambda each: each.as_of):
            if isinstance(each, Members):
                made[each.index, each.as_of] = each
                continue
            earlier = [old for old in made.values() if old.index == each.index and old.as_of < each.as_of]
            before = max(earlier, key=lambda old: old.as_of).symbols if earlier else ()
            wrong += _impossible(each, before, file.name)
            after = tuple(sorted({*before, *each.joined} - {*each.left}))
            made[each.index, each.as_of] = Members(each.index, each.as_of, each.source, after)
    return list(made.values()), wrong


def _impossible(change: Change, before: Sequence[str], name: str) -> Iterator[str]:
    where = f'{name}, members of "{change.index}" from {change.as_of} on'
    for symbol in change.left:
        if symbol not in before:
            yield f"{where}: {symbol} cannot leave, it was not in: give all symbols instead."
    for symbol in change.joined:
        if symbol in before:
            yield f"{where}: {symbol} cannot join, it was in: leave it out."


def complaints(
    files: Iterable[Listing], instruments: Mapping[str, Instrument], themes: Iterable[Theme]
) -> Iterator[str]:
    """Yield a sentence for each thing that is there twice, leads to two, or is named and not there."""
    for file in files:
        yield from file.complaints
        yield from _repeats(file)
        yield from _strangers(file, instruments)
    yield from _clashes(((each.symbol, _names(each)) for each in instruments.values()), "")
    yield from _clashes(((each.key, theme_names(each)) for each in themes), "the theme ")


def theme_names(theme: Theme) -> set[str]:
    """Return the folded names that lead to `theme`, its key among them."""
    return {fold(name) for name in (theme.key, theme.name, theme.hant, theme.hans, *theme.aliases) if name}


def _names(instrument: Instrument) -> set[str]:
    """Return the folded names that lead to `instrument`, its symbol among them."""
    given = (instrument.symbol, instrument.name, instrument.short, instrument.hant, instrument.hans)
    return {fold(name) for name in (*given, *instrument.aliases) if name}


def _repeats(file: Listing) -> Iterator[str]:
    """Name what one file says twice: nobody could tell which is meant."""
    said = chain(
        (f"instrument {each.symbol}" for each in file.instruments if each.symbol),
        (f"members of {each.index} from {each.as_of} on" for each in file.members),
        (f"weights of {each.index} of {each.as_of}" for each in file.weights),
        (f"theme {each.key}" for each in file.themes if each.key),
    )
    seen: set[str] = set()
    for each in said:
        if each in seen:
            yield f"{file.name}, {each}: it is there twice: remove one."
        seen.add(each)


def _strangers(file: Listing, known: Mapping[str, Instrument]) -> Iterator[str]:
    """Name each symbol that stands in a list and is no instrument."""
    listed: list[tuple[str, Iterable[str]]] = []
    for each in file.members:
        inside = each.symbols if isinstance(each, Members) else each.joined
        listed.append((f'members of "{each.index}"', (each.index, *inside)))
    listed += [(f'weights of "{each.index}"', (each.index, *each.weights)) for each in file.weights]
    listed += [(f'theme "{each.key}"', each.symbols) for each in file.themes]
    listed += [(f'instrument "{each.symbol}"', (*each.proxies, *each.also, each.ordinary)) for each in file.instruments]
    for where, symbols in listed:
        for symbol in sorted({*symbols} - known.keys() - {""}):
            yield f"{file.name}, {where}: {symbol} is no instrument: mend it, or add it below a [[group]]."


def _clashes(named: Iterable[tuple[str, set[str]]], what: str) -> Iterator[str]:
    owners: dict[str, str] = {}
    for owner, given in named:
        for name in sorted(given):
            if owners.setdefault(name, owner) != owner:
                yield f'"{name}" leads to {what}{owners[name]} and to {owner}: give one of them another name.'
