"""What one file of instruments says: instruments by group, members and weights of indices, themes. Pure.

docs/instruments.md tells how such a file is written.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.market.fields import Fields
from bot.market.instrument import SYMBOL, Exchange, Instrument, Type, place
from bot.market.lists import Members, Rename, Theme, Weights

# By how much the weights of an index may be more than the whole, through rounding.
_ROUNDED = 101


@dataclass(frozen=True, slots=True)
class Change:
    """How the members of `index` change from `as_of` on."""

    index: str
    as_of: date
    source: str
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file called `name` says, dated `as_of`, by `source`; `complaints` are what is wrong with it."""

    name: str
    as_of: date
    source: str
    instruments: tuple[Instrument, ...]
    members: tuple[Members | Change, ...]
    weights: tuple[Weights, ...]
    themes: tuple[Theme, ...]
    renames: tuple[Rename, ...]
    complaints: tuple[str, ...]


def read(text: str, name: str) -> Listing:
    """Read a file. `name` is what complaints call it; there is one for each fault."""
    complaints: list[str] = []
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        complaints, data = [f"{name}: this is no TOML: {error}. Mend that line."], {}
    top = Fields(data, name, complaints)
    day, source = top.day("as_of", date.min), top.text("source", "")
    listing = Listing(
        name=name,
        as_of=day,
        source=source,
        instruments=tuple(each for group in top.tables("group", "group", "industry") for each in _group(group)),
        members=tuple(_members(each, day, source) for each in top.tables("members", "members of", "index")),
        weights=tuple(_weights(each, day, source) for each in top.tables("weights", "weights of", "index")),
        themes=tuple(_theme(each, day, source) for each in top.tables("theme", "theme", "key")),
        renames=tuple(_rename(each, day, source) for each in top.tables("renamed", "renaming of", "old")),
        complaints=(),
    )
    top.finish()
    return replace(listing, complaints=tuple(complaints))


def _group(group: Fields) -> Iterator[Instrument]:
    industry, kind = group.text("industry", ""), _kind(group)
    for entry in group.tables("instruments", "instrument", "symbol"):
        yield _instrument(entry, industry, kind)
    group.finish()


def _kind(group: Fields) -> Type:
    given = group.text("type", Type.SHARE)
    if given in set(Type):
        return Type(given)
    group.complain(f'"{given}" is no type: write {", ".join(Type)}')
    return Type.SHARE


def _instrument(entry: Fields, industry: str, kind: Type) -> Instrument:
    symbol = entry.text("symbol")
    if symbol and not SYMBOL.fullmatch(symbol):
        entry.complain("that is no symbol: Yahoo's look like 0700.HK, 300308.SZ, BABA or ^HSI")
    exchange, currency = place(symbol)
    given = entry.text("exchange", exchange)
    if given not in set(Exchange):
        entry.complain(f'"{given}" is no exchange: write {", ".join(Exchange)}')
    name = entry.text("name")
    made = Instrument(
        symbol=symbol,
        name=name,
        type=kind,
        exchange=Exchange(given) if given in set(Exchange) else exchange,
        currency=entry.text("currency", currency),
        short=entry.text("short", name),
        hant=entry.text("hant", ""),
        hans=entry.text("hans", ""),
        industry=industry,
        aliases=entry.texts("aliases"),
        proxies=entry.symbols("proxies"),
        also=entry.symbols("also"),
        ordinary=entry.text("ordinary", ""),
        ratio=entry.whole("ratio"),
    )
    if (made.ratio is None) != (not made.ordinary):
        entry.complain('ordinary and ratio go together: write ordinary = "9988.HK", ratio = 8')
    entry.finish()
    return made


def _dated(entry: Fields, day: date, source: str) -> tuple[date, str]:
    """Return the entry's own day and source, or the file's."""
    return entry.day("as_of", None if day == date.min else day), entry.text("source", source or None)


def _members(entry: Fields, day: date, source: str) -> Members | Change:
    index, (as_of, by) = entry.text("index"), _dated(entry, day, source)
    if entry.has("joined") or entry.has("left"):
        joined, left = entry.symbols("joined"), entry.symbols("left")
        entry.finish(("symbols",))
        if entry.has("symbols"):
            entry.complain("it gives all symbols and changes too: keep one of them")
        return Change(index, as_of, by, joined, left)
    symbols = entry.symbols("symbols", needed=True)
    entry.finish()
    return Members(index, as_of, by, symbols)


def _weights(entry: Fields, day: date, source: str) -> Weights:
    index, (as_of, by) = entry.text("index"), _dated(entry, day, source)
    made = Weights(index, as_of, by, entry.numbers("weights"))
    if made.covered > _ROUNDED:
        entry.complain(f"the weights make {made.covered} per cent together: an index has 100")
    entry.finish()
    return made


def _rename(entry: Fields, day: date, source: str) -> Rename:
    old, new, (as_of, by) = entry.text("old"), entry.text("new"), _dated(entry, day, source)
    for symbol in (old, new):
        if symbol and not SYMBOL.fullmatch(symbol):
            entry.complain(f"{symbol} is no symbol: Yahoo's look like 0700.HK, 300308.SZ, BABA or ^HSI")
    if old and old == new:
        entry.complain("it has its old symbol for a new one")
    entry.finish()
    return Rename(old, new, as_of, by)


def _theme(entry: Fields, day: date, source: str) -> Theme:
    as_of, by = _dated(entry, day, source)
    made = Theme(
        key=entry.text("key"),
        name=entry.text("name"),
        hant=entry.text("hant", ""),
        hans=entry.text("hans", ""),
        symbols=entry.symbols("symbols", needed=True),
        as_of=as_of,
        source=by,
        aliases=entry.texts("aliases"),
    )
    entry.finish()
    return made
