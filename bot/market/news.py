"""Headlines: what one says, which instrument it names, and until when it may be quoted. Pure.

A headline is quoted only where it names the instrument, and for a day. It stands beside a move; it never explains one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from urllib.parse import quote, urlsplit

from bot.market.catalogue import catalogue, fold
from bot.market.instrument import Instrument, Type

QUOTABLE_FOR = timedelta(days=1)
# Publishers' clocks: what is stamped a little ahead is new, what is stamped far ahead is nonsense.
_AHEAD = timedelta(minutes=5)
# A story filed under more symbols than this is a round-up, and names none of them in particular.
_ROUND_UP = 5
_BIG = {Type.INDEX: Decimal(2)}
_BIG_SHARE = Decimal(5)
_LONGEST_URL = 1000
# All that an address may hold as it stands; "|", "<" and ">" would end a link, "*" and "`" are taken for markup.
_AS_IT_STANDS = "/:?#[]@!$&'()+,;=%-._~"
_TAIL = re.compile(
    r"(?:[\s,]+(?:inc|corp|corporation|co|company|ltd|limited|plc|group|holdings?|index)\.?|-(?:S|W|SW))$",
    re.IGNORECASE,
)
# So short a name may be a word too (ALL, NOW, Arm).
_SHORT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One story: its title as it was published, by whom, where and when.

    `symbols` are those that the source filed it under. Making one raises ValueError where the title is empty, the
    time has no zone, or `url` is no address of the web ("" is none at all).
    """

    title: str
    publisher: str
    url: str
    time: datetime
    symbols: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be quoted with its source and time."""
        if not self.title or not self.publisher:
            raise ValueError("no title or no publisher")
        if self.time.tzinfo is None:
            raise ValueError("time without a zone")
        if self.url and web_address(self.url) != self.url:
            raise ValueError("no address of the web")


def web_address(text: str) -> str:
    """Return `text` as an address that a link can safely lead to: http or https, a host, nothing hidden; else ""."""
    try:
        parts = urlsplit(text)
        host, _, address = parts.hostname or "", parts.port, quote(text, safe=_AS_IT_STANDS)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or "\\" in text or len(address) > _LONGEST_URL:
        return ""
    return address if re.fullmatch(r"[A-Za-z0-9.-]+\.[A-Za-z]{2,}", host) else ""


def quotable(
    headlines: Iterable[Headline], instrument: Instrument, now: datetime, names: Iterable[str] = ()
) -> tuple[Headline, ...]:
    """Return those that name `instrument` and are under a day old, newest first, each story once.

    `names` are further names it goes by, as the source of quotes has them ("Tesla, Inc.").
    """
    called = _called(instrument, tuple(names))
    kept: dict[str, Headline] = {}
    for each in sorted(headlines, key=lambda headline: headline.time, reverse=True):
        if -_AHEAD <= now - each.time < QUOTABLE_FOR and _says(each, instrument, called):
            kept.setdefault(_same(each.title), each)
    return tuple(kept.values())


def big(instrument: Instrument, percent: Decimal | None) -> bool:
    """Whether a move asks for a headline beside it: 5 % of a share or fund, 2 % of an index."""
    return percent is not None and abs(percent) >= _BIG.get(instrument.type, _BIG_SHARE)


def tidy(text: str) -> str:
    """Return published text as one line of visible letters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _says(headline: Headline, instrument: Instrument, called: "_Called") -> bool:
    filed = len(headline.symbols) <= _ROUND_UP and instrument.symbol in headline.symbols
    return filed or called.own.search(called.others.sub(" ", headline.title)) is not None


def _same(title: str) -> str:
    """Return what two copies of a story have in common: their words."""
    return " ".join(re.findall(r"\w+", fold(title)))


@dataclass(frozen=True, slots=True)
class _Called:
    """What finds an instrument in a title, and what must not be taken for it: longer names of others."""

    own: re.Pattern[str]
    others: re.Pattern[str]


@lru_cache(maxsize=1024)
def _called(instrument: Instrument, names: tuple[str, ...]) -> _Called:
    """Return how it is called. What people may type besides ("golden", "shanghai") says too little in a title."""
    chinese = (alias for alias in instrument.aliases if not alias.isascii())
    given = (instrument.name, instrument.short, instrument.hant, instrument.hans, *chinese, *names)
    own = {bare for name in given if (bare := _bare(name)) and _telling(bare, instrument)}
    strangers = {
        name
        for name, symbol in catalogue().names.items()
        if symbol != instrument.symbol and any(fold(word) in name and fold(word) != name for word in own)
    }
    return _Called(_any((*map(_word, own), _ticker(instrument.symbol))), _any(map(_word, strangers)))


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of them, the longest first; nothing where there are none."""
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)")


def _word(name: str) -> str:
    """Return what finds a name as a whole word; a name of few letters only as it is written."""
    if not name.isascii():
        return re.escape(name)
    case = "" if len(name) <= _SHORT else "i"
    return rf"(?{case}:(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9]))"


def _bare(name: str) -> str:
    """Return a name as headlines have it, without what companies end in: "Tesla, Inc." is "Tesla"."""
    while (shorter := _TAIL.sub("", name.strip())) != name:
        name = shorter
    return name


def _telling(name: str, instrument: Instrument) -> bool:
    """Whether a name says enough in a title: one letter and mere digits do not, nor does a ticker nobody looked at."""
    return len(name) > 1 and not name.isdecimal() and not (instrument.guessed and name == instrument.symbol)


def _ticker(symbol: str) -> str:
    """Return what finds a symbol: whole and in capitals; a short one only as tickers are written: (T), $T, NYSE: T."""
    written = re.escape(symbol)
    if symbol.isalpha() and len(symbol) <= _SHORT:
        return rf"[($]{written}(?!\w)|[A-Z]: ?{written}(?!\w)"
    code = symbol.removesuffix(".HK")
    hong_kong = rf"|(?:HKG?|HKEX|SEHK): ?0*{int(code)}(?!\w)" if code != symbol and code.isdecimal() else ""
    return rf"(?<![\w^.]){written}(?!\w){hong_kong}"
