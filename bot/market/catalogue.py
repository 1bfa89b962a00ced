"""The instruments known by name: what `bot/market/data` lists, and what the owner's own file adds or replaces."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.errors import ConfigurationError
from bot.market.instrument import Instrument
from bot.market.listing import Listing, read
from bot.market.lists import Members, Rename, Theme, Weights
from bot.market.merging import by_index, complaints, fold, linked, members, names

__all__ = ["OWNERS", "Catalogue", "catalogue", "fold", "gather", "shipped", "use"]

SHIPPED = Path(__file__).with_name("data")
# The industries of Hong Kong's shares: what ladders are ranked by is dated and sourced there.
MAP = "hong_kong.toml"
OWNERS = "instruments.toml"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is known by name: by symbol, by folded name, and what is listed of which index, the oldest list first.

    `themes` are by key, `renames` the oldest first; `as_of` and `source` are those of the map of industries.
    """

    as_of: date
    source: str
    instruments: Mapping[str, Instrument]
    names: Mapping[str, str]
    members: Mapping[str, tuple[Members, ...]]
    weights: Mapping[str, tuple[Weights, ...]]
    themes: Mapping[str, Theme]
    renames: tuple[Rename, ...] = ()


def gather(files: Sequence[Listing]) -> Catalogue:
    """Make a catalogue of what files say, where a later one replaces an earlier one's entries.

    Raises ConfigurationError with every complaint: a name must lead to one instrument.
    """
    instruments = linked({each.symbol: each for file in files for each in file.instruments})
    themes = {each.key: each for file in files for each in file.themes}
    weights = {(each.index, each.as_of): each for file in files for each in file.weights}
    lists, wrong = members(files)
    if found := [*complaints(files, instruments, themes.values()), *wrong]:
        raise ConfigurationError(found)
    maps = [file for file in files if file.name == MAP or (file.instruments and file.name.endswith(OWNERS))]
    return Catalogue(
        as_of=maps[0].as_of if maps else date.min,
        source="; ".join(file.source or f"the owner's {OWNERS}" for file in maps),
        instruments=instruments,
        names=names(instruments.values()),
        members=by_index(lists),
        weights=by_index(weights.values()),
        themes=themes,
        renames=tuple(sorted((each for file in files for each in file.renames), key=lambda each: each.as_of)),
    )


@cache
def shipped() -> tuple[Listing, ...]:
    """Return what the files that come with Surge say."""
    return tuple(read(file.read_text("utf-8"), file.name) for file in sorted(SHIPPED.glob("*.toml")))


@cache
def _own() -> Catalogue:
    return gather(shipped())


class _InUse:
    """The catalogue that this process goes by: everybody in it means the same by a name."""

    catalogue: Catalogue | None = None


def catalogue() -> Catalogue:
    """Return the catalogue in use: the one that comes with Surge until `use` brings the owner's in."""
    return _InUse.catalogue or _own()


def use(home: Path) -> None:
    """Use the catalogue that comes with Surge, with what `instruments.toml` in `home` adds or replaces.

    Raises ConfigurationError with every complaint.
    """
    file = home / OWNERS
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        _InUse.catalogue = None
        return
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError([f"{file} cannot be read ({error}): make it a text file in UTF-8."]) from error
    _InUse.catalogue = gather((*shipped(), read(text, str(file))))
