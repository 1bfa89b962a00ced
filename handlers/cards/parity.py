"""What New York's prices imply in Hong Kong, with ratio, rate and the index weight that they cover. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.market.instrument import Instrument
from bot.market.parity import BAND, HONG_KONG, ImpliedOpen, Parity, Rate
from bot.market.quotes import Close
from bot.market.sessions import zone
from bot.words.money import figure, price
from bot.words.numbers import arrow, counted, decimal, move, percent, signed, trimmed
from bot.words.times import moment, weekday

LEVELS = 10


@dataclass(frozen=True, slots=True)
class Level:
    """What a receipt at `dollars` implies, at the lower and the higher rate that may hold (the same where known)."""

    receipt: Instrument
    dollars: Decimal
    low: Parity
    high: Parity
    close: Close


@dataclass(frozen=True, slots=True)
class Implied:
    """What all receipts imply for the index, its last close, and whose weights those are ("": by market cap)."""

    opening: ImpliedOpen
    close: Close
    weights: str


@dataclass(frozen=True, slots=True)
class Parities:
    """All that New York implies here; `rate` and `implied` are None where they are not known."""

    levels: tuple[Level, ...]
    rate: Rate | None
    implied: Implied | None


def lines(seen: Parities, *, replay: bool) -> Iterator[str]:
    """Yield what New York's newest prices are in Hong Kong, and what they would do to the index."""
    if seen.levels:
        yield "In Hong Kong, against its last close:"
    yield from (_level(each, seen.rate) for each in _widest(seen.levels)[:LEVELS])
    if seen.implied:
        yield _index(seen.implied)
    elif seen.levels:
        yield f"Implied Hang Seng open: {'not recorded' if replay else 'not known'} (needs USD/HKD and weights)"


def _widest(levels: Sequence[Level]) -> list[Level]:
    return sorted(levels, key=lambda each: (-abs(each.low.percent), each.low.ordinary))


def _level(level: Level, rate: Rate | None) -> str:
    """Write one: "9988.HK HK$112.51 ▼ −0.88% vs HK$113.50 (Tue 15 Jul) = BABA US$114.66 × 7.8500 / 8"."""
    low, high = level.low, level.high
    against = f"vs {price(level.close.price, 'HKD')} ({weekday(level.close.day)})"
    factor = trimmed(rate.value) if rate else f"{BAND[0]}–{BAND[1]}"
    how = f"{low.adr} {price(level.dollars, 'USD')} × {factor} / {low.ratio}"
    if rate:
        return f"{low.ordinary} {price(low.implied, 'HKD')} {move(low.percent)} {against} = {how}"
    ends = f"{price(low.implied, 'HKD')}–{figure(high.implied)} ({percent(low.percent)} to {percent(high.percent)})"
    return f"{low.ordinary} {ends} {against} = {how}"


def _index(of: Implied) -> str:
    opening = of.opening
    points = f"{arrow(opening.points)} {signed(opening.points, 0)} points ({percent(opening.percent)})".strip()
    who = f"{counted(opening.members, 'dual-listed member')}, {decimal(opening.covered * 100, 1)}% of its weight"
    weights = of.weights or "weights approximated by market cap"
    return f"Implied Hang Seng open {points} vs {figure(of.close.price)}: {who} ({weights}), the others as they closed"


def rate_line(rate: Rate | None, *, replay: bool) -> str:
    """Name the exchange rate with its time, or what stands in for it."""
    if rate:
        return f"USD/HKD {decimal(rate.value, 4)} of {moment(rate.time, zone(HONG_KONG))}"
    return f"USD/HKD: {'not recorded' if replay else 'not known'}; its band {BAND[0]}–{BAND[1]} gives both ends"
