"""How themes moved: all of them ranked, or one with its members. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.market.freshness import Freshness, Shown
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.quotes import Quote
from bot.market.sessions import local_date, zone
from bot.market.themes import Basket, Theme, mean
from bot.words.numbers import move, percent
from bot.words.times import clock_time, day, weekday
from handlers.cards.card import Block, Card
from handlers.cards.escape import escape
from handlers.cards.parts import actions, button, card, context, header, section
from handlers.cards.prices import Priced, as_of, cost

NAMED = 3
PLACES = {
    Exchange.HONG_KONG: "Hong Kong",
    Exchange.SHANGHAI: "Shanghai",
    Exchange.SHENZHEN: "Shenzhen",
    Exchange.NEW_YORK: "New York",
}
METHOD = "Equal-weighted mean of the members with figures, each by the last session of its own exchange"


@dataclass(frozen=True, slots=True)
class Overview:
    """All themes with what is shown of their members. `now` is market time; `recorded` where it is a replay's."""

    baskets: tuple[Basket, ...]
    shown: Mapping[str, Shown]
    now: datetime
    recorded: bool = False


@dataclass(frozen=True, slots=True)
class Themed:
    """One theme with what is shown of its members; the rest as in `Overview`."""

    basket: Basket
    shown: Mapping[str, Shown]
    now: datetime
    recorded: bool = False


def overview(seen: Overview) -> Card:
    """Draw all themes, the best first; those without figures are named last."""
    moved = sorted((each for each in seen.baskets if each.counted), key=lambda each: (-_percent(each), each.theme.key))
    silent = [each.theme.name for each in seen.baskets if not each.counted]
    counted = [quote for each in moved for quote in each.counted]
    newest = max(map(_day, counted), default=date.min)
    return card(
        header("Themes"),
        section(*(escape(line) for line in _times(counted, seen.shown, seen.now))),
        section(*(_ranked(place, each, newest) for place, each in enumerate(moved, start=1))),
        *((section(escape(f"{_unknown(recorded=seen.recorded)}: {', '.join(silent)}")),) if silent else ()),
        context(escape(f"{METHOD}. {_sources(each.theme for each in seen.baskets)}.")),
        actions(
            *(button(each.theme.name, f"run:{each.theme.key}", f"themes {each.theme.key}") for each in moved[:NAMED]),
            button("Leaders", "run:leaders", "leaders"),
            button("Share", "share", "themes"),
        ),
    )


def theme(seen: Themed) -> Card:
    """Draw one theme: its mean move, then its members with their moves, exchange by exchange."""
    basket = seen.basket
    return card(
        header(f"{basket.theme.name} {move(_percent(basket)) if basket.counted else ''}".strip()),
        section(escape(_scope(basket))),
        *_exchanges(seen),
        *((section(escape(_missing(basket, recorded=seen.recorded))),) if basket.missing else ()),
        context(escape(f"{METHOD}. {_sources((basket.theme,))}.")),
        actions(
            button("All themes", "run:themes", "themes"),
            button("Leaders", "run:leaders", "leaders"),
            button("Share", "share", f"themes {basket.theme.key}"),
        ),
    )


def _ranked(place: int, basket: Basket, newest: date) -> str:
    """Write one theme with those that moved it most its own way; sessions before the `newest` are flagged."""
    ordered = basket.counted if _percent(basket) >= 0 else tuple(reversed(basket.counted))
    named_ones = ", ".join(f"{_short(quote)} {percent(_move(quote), 1)}" for quote in ordered[:NAMED])
    line = f"{move(_percent(basket))}  {_count(basket)}: {escape(named_ones)}{_older(basket, newest)}"
    return f"{place}. *{escape(basket.theme.name)}* {line}"


def _older(basket: Basket, newest: date) -> str:
    older = {PLACES[named(quote.symbol).exchange]: _day(quote) for quote in basket.counted if _day(quote) < newest}
    said = ", ".join(f"{place} of {weekday(day)}" for place, day in older.items())
    return f"  ⚠ {said}" if said else ""


def _day(quote: Quote) -> date:
    return local_date(named(quote.symbol).exchange, quote.time)


def _count(basket: Basket) -> str:
    return f"{len(basket.counted)} of {len(basket.theme.symbols)} with figures"


def _scope(basket: Basket) -> str:
    names = dict.fromkeys((basket.theme.hant, basket.theme.hans))
    return " · ".join(filter(None, (*names, _count(basket))))


def _exchanges(seen: Themed) -> Iterator[Block]:
    for exchange, place in PLACES.items():
        counted = _of(exchange, seen.basket.counted)
        behind = _of(exchange, seen.basket.behind)
        if not counted and not behind:
            continue
        heading = f"*{place}*" + (f" {move(mean(counted))}" if len(counted) > 1 else "")
        newest = [escape(as_of(last, seen.now))] if (last := _last(counted, seen.shown)) else []
        rows = [_row(quote, seen.shown[quote.symbol], last) for quote in counted]
        late = [f"{_row(quote, seen.shown[quote.symbol], None)}, not counted" for quote in behind]
        yield section(heading, *newest, *rows, *late)


def _row(quote: Quote, shown: Shown, last: Priced | None) -> str:
    """Write one member: price and move; what is older than the exchange's last session, or stale, says so."""
    instrument = named(quote.symbol)
    line = f"{instrument.short or quote.symbol} ({quote.symbol})  {cost(instrument, quote)}  {move(_move(quote))}"
    at = clock_time(quote.time, zone(instrument.exchange))
    if last is None:
        return escape(f"{line}  ⚠ {weekday(_day(quote))}, {at}")
    stale = shown.freshness is Freshness.STALE and last.shown.freshness is not Freshness.STALE
    return escape(f"{line}  ⚠ stale, {at}" if stale else line)


def _times(quotes: Iterable[Quote], shown: Mapping[str, Shown], now: datetime) -> Iterator[str]:
    """Yield for each exchange of when its figures are."""
    known = tuple(quotes)
    for exchange, place in PLACES.items():
        if last := _last(_of(exchange, known), shown):
            yield f"{place}: {as_of(last, now)}"


def _last(quotes: Iterable[Quote], shown: Mapping[str, Shown]) -> Priced | None:
    """Return the member quoted last, None of none."""
    newest = max(quotes, key=lambda quote: quote.time, default=None)
    return Priced(named(newest.symbol), shown[newest.symbol]) if newest else None


def _of(exchange: Exchange, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    return tuple(quote for quote in quotes if named(quote.symbol).exchange is exchange)


def _missing(basket: Basket, *, recorded: bool) -> str:
    names = ", ".join(f"{named(symbol).short} ({symbol})" for symbol in basket.missing)
    return f"{_unknown(recorded=recorded)}: {names}"


def _unknown(*, recorded: bool) -> str:
    return "Not recorded" if recorded else "No figures"


def _sources(themes: Iterable[Theme]) -> str:
    """Name who drew the themes up, and when."""
    given = dict.fromkeys(f"{each.source} (as of {day(each.as_of)})" for each in themes)
    return f"Themes: {'; '.join(given)}"


def _short(quote: Quote) -> str:
    return named(quote.symbol).short or quote.symbol


def _percent(basket: Basket) -> Decimal:
    return basket.percent or Decimal()


def _move(quote: Quote) -> Decimal:
    return quote.percent or Decimal()
