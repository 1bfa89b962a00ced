"""Our own estimate of what Hong Kong's shares have traded: each share's new volume times its price. Pure.

Only what trades in HK$ counts. Yuan counters (80000 to 89999) and other currencies are left out, not converted:
they are well under a hundredth of the whole, and a wrong rate would cost more than they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from bot.market.admission import SHARE_BAND
from bot.market.instrument import Exchange
from bot.market.provider import Refused
from bot.market.quotes import Quote
from bot.market.sessions import local_date

SUFFIX = ".HK"
CORRECTED = "volume was corrected"
DOUBTED = "volume in doubt"
# No share trades so much between two looks: a volume that says so needs a second witness.
LEAP = Decimal("2e10")


@dataclass(frozen=True, slots=True)
class Part:
    """What one share contributes: `value` in HK$ for `volume` shares; `doubt` is a volume that waits for a witness."""

    volume: int = 0
    value: Decimal = Decimal()
    doubt: int | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """The estimate of one session.

    `parts` by symbol; `least` is the running maximum that `value` never falls below; `time` is the newest quote's.
    """

    day: date
    least: Decimal = Decimal()
    parts: Mapping[str, Part] = field(default_factory=dict)
    time: datetime | None = None

    @property
    def value(self) -> Decimal:
        """HK$ traded so far, not scaled."""
        return max(self.least, sum((part.value for part in self.parts.values()), Decimal()))

    def add(self, quotes: Iterable[Quote]) -> tuple["Estimate", tuple[Refused, ...]]:
        """Return it after one poll, and what was put right. A share that is missing keeps its part."""
        fit = _newest(quote for quote in quotes if countable(quote) and local_date(_HONG_KONG, quote.time) == self.day)
        parts, told = dict(self.parts), list[Refused]()
        for symbol, quote in fit.items():
            parts[symbol], reason = _grown(parts.get(symbol, Part()), quote)
            told += [Refused(symbol, reason)] if reason else []
        times = [quote.time for quote in fit.values()]
        newest = max([*times, *([self.time] if self.time else [])], default=None)
        grown = replace(self, parts=parts, time=newest)
        return replace(grown, least=grown.value), tuple(told)


_HONG_KONG = Exchange.HONG_KONG


def share(symbol: str) -> bool:
    """Whether it names a Hong Kong line in HK$: the yuan counters are 80000 to 89999."""
    code = symbol.removesuffix(SUFFIX)
    return symbol.endswith(SUFFIX) and code.isdecimal() and not (len(code) == len("80700") and code[0] == "8")


def countable(quote: Quote) -> bool:
    """Whether a quote can be counted: a line in HK$ with a volume, at a price that can follow the previous close."""
    if not share(quote.symbol) or quote.currency != "HKD" or quote.volume is None:
        return False
    previous = quote.previous_close
    return previous is None or abs(quote.price - previous) <= SHARE_BAND * previous


def _newest(quotes: Iterable[Quote]) -> dict[str, Quote]:
    """Keep each symbol's newest quote, whatever order they come in."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        known = found.get(quote.symbol)
        if known is None or (quote.time, quote.volume or 0, quote.price) > (known.time, known.volume or 0, known.price):
            found[quote.symbol] = quote
    return found


def _grown(part: Part, quote: Quote) -> tuple[Part, str]:
    """Return a share's part with what it traded since, and the reason where that was no plain growth."""
    volume = quote.volume or 0
    if volume < part.volume:
        # The exchange took trades back: what is left is counted anew, at today's price.
        return Part(volume, quote.price * volume), CORRECTED
    new = (volume - part.volume) * quote.price
    if new > LEAP and (part.doubt is None or volume < part.doubt):
        return replace(part, doubt=volume), DOUBTED
    return Part(volume, part.value + new), ""
