"""Themes: named baskets of shares, found by any of their names, and how each has moved. Pure, over the catalogue."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches

from bot.errors import UnknownInstrument
from bot.market.catalogue import catalogue
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.lists import Theme
from bot.market.merging import fold, theme_names
from bot.market.quotes import Quote
from bot.market.sessions import local_date

__all__ = ["Basket", "Theme", "basket", "last_sessions", "mean", "theme", "themes"]


@dataclass(frozen=True, slots=True)
class Basket:
    """A theme and how its members moved, each in the last session of its exchange that is known.

    `counted` have figures of that session, the best first; `behind` only of an earlier one, and `missing` (symbols)
    none. `percent` is the equal-weighted mean move of those counted, None without any.
    """

    theme: Theme
    counted: tuple[Quote, ...]
    behind: tuple[Quote, ...]
    missing: tuple[str, ...]
    percent: Decimal | None


def themes() -> tuple[Theme, ...]:
    """Return every theme, in the order of their names."""
    return tuple(sorted(catalogue().themes.values(), key=lambda each: each.name.casefold()))


def theme(text: str) -> Theme:
    """Return the theme that `text` names, in any language and case. Raises UnknownInstrument with suggestions."""
    wanted = fold(text)
    by_name = {name: each for each in themes() for name in theme_names(each)}
    if wanted in by_name:
        return by_name[wanted]
    near = [by_name[name].key for name in get_close_matches(wanted, by_name, n=9, cutoff=0.6)]
    suggestions = list(dict.fromkeys(near))[:3]
    known = ", ".join(sorted(each.key for each in themes()))
    hint = f"Did you mean {' or '.join(suggestions)}?" if suggestions else f"There are {known}."
    raise UnknownInstrument(f"There is no theme by the name “{wanted[:60]}”. {hint}", suggestions)


def basket(of: Theme, quotes: Mapping[str, Quote], newest: Mapping[Exchange, date] | None = None) -> Basket:
    """Return how `of` moved, out of the last quotes by symbol.

    `newest` is each exchange's last session, None to take it from the members themselves. A member whose move is
    unknown counts as missing.
    """
    found = [quotes[symbol] for symbol in of.symbols if symbol in quotes and quotes[symbol].percent is not None]
    last = last_sessions(found) if newest is None else newest
    ordered = sorted(found, key=lambda quote: (-_percent(quote), quote.symbol))
    counted = tuple(quote for quote in ordered if _day(quote) >= last[_exchange(quote)])
    known = {quote.symbol for quote in found}
    return Basket(
        theme=of,
        counted=counted,
        behind=tuple(quote for quote in ordered if quote not in counted),
        missing=tuple(symbol for symbol in of.symbols if symbol not in known),
        percent=mean(counted) if counted else None,
    )


def mean(quotes: Collection[Quote]) -> Decimal:
    """Return the mean of the moves of `quotes` in per cent; each counts the same."""
    return sum(map(_percent, quotes), Decimal()) / len(quotes)


def last_sessions(quotes: Iterable[Quote]) -> dict[Exchange, date]:
    """Return the newest day of each exchange among `quotes`."""
    days: dict[Exchange, date] = {}
    for quote in quotes:
        exchange = _exchange(quote)
        days[exchange] = max(_day(quote), days.get(exchange, date.min))
    return days


def _exchange(quote: Quote) -> Exchange:
    return named(quote.symbol).exchange


def _day(quote: Quote) -> date:
    return local_date(_exchange(quote), quote.time)


def _percent(quote: Quote) -> Decimal:
    return quote.percent or Decimal()
