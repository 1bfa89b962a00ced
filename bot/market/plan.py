"""Which symbols a source is asked for, and when: every symbol that anyone needs, in as few requests as can be. Pure.

Each is looked at every two minutes while its market is awake, once after it fell asleep (that is its close), and once
when nothing is known of it. What is due leaves in batches, the longest unseen first. So many symbols that this would
be more than 200 requests in an hour are looked at less often: the rest of what a source may be asked is for people's
questions, charts, news and the turnover. Where people ask for too much that is new, it waits for the next batch.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from bot.market import sessions
from bot.market.admission import POLL
from bot.market.instrument import Exchange
from bot.market.instruments import named

BATCH = 250
HOUR = timedelta(hours=1)
# Batches leave 20 s apart for long, and 5 s apart for a while: 200 in the busiest hour.
GAP, BURST = timedelta(seconds=20), 20
# What a person waits for can leave in between.
SPACING = timedelta(seconds=5)
# What batches and questions share, out of 300; the rest is for charts, news and the turnover.
SHARED = 240
# After a failure nothing leaves on our own account for so long.
PAUSE = timedelta(minutes=1)
# How long a symbol that somebody asked for is kept warm.
WANTED_FOR = HOUR
# What a batch takes on its way: a symbol seen just now is not asked for again meanwhile.
UNDER_WAY = timedelta(seconds=30)

# What the board shows, and what ADRs are converted with.
BOARD = ("^HSI", "HSTECH.HK", "^HSCE", "000300.SS", "^HXC", "HKD=X", "CNY=X")

# London's shares, futures, coins: no exchange whose hours are known here.
_ELSEWHERE = re.compile(r".*(\.[A-Z]+|=F|-[A-Z]{3})")


# Hours that are no exchange's: round the clock, or whenever something else is asked for.
_ALWAYS, _ALONG = "always", "along"

# An exchange's value or one of these, and times in seconds: thousands are gone through every few seconds, and the
# hash of an Enum or the zone of a time would take longer than all the rest.
Hours = str
Needed = tuple[str, Hours]
_NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class _Spell:
    """Whether figures come just now, and when the last ones came."""

    awake: bool
    ended: datetime

    def limit(self, now: datetime, age: timedelta) -> float:
        """Return the latest second at which a symbol can have been seen that is to be looked at now."""
        return (now - age if self.awake else self.ended - timedelta.resolution).timestamp()


class Planner:
    """Remembers who needs what, and when each symbol was seen last. `now` is the same time throughout.

    `interval` is how long it is from one look at a symbol to the next while its market is awake.
    """

    def __init__(self) -> None:
        self.interval = POLL
        self._batches = 0
        self._needs: dict[str, frozenset[str]] = {}
        self._wanted: dict[str, datetime] = {}
        self._seen: dict[str, float] = {}
        self._asked: dict[str, datetime] = {}
        self._questions: list[datetime] = []
        self._last: datetime | None = None
        self._full: datetime | None = None
        self._paused: datetime | None = None

    def need(self, who: str, symbols: Iterable[str]) -> None:
        """Have `symbols` looked at for `who` from now on, in place of what they needed before."""
        self._needs[who] = frozenset(symbols)

    def want(self, symbols: Iterable[str], now: datetime) -> None:
        """Have `symbols` kept warm for an hour: somebody asked for them."""
        self._wanted.update(dict.fromkeys(symbols, now))

    def wanted(self, now: datetime) -> frozenset[str]:
        """Return what somebody asked for within the hour; the rest is forgotten."""
        self._wanted = {symbol: at for symbol, at in self._wanted.items() if abs(now - at) < WANTED_FOR}
        return frozenset(self._wanted)

    def symbols(self, now: datetime) -> frozenset[str]:
        """Return every symbol that anyone needs."""
        return self.wanted(now).union(*self._needs.values())

    def due(self, now: datetime) -> tuple[str, ...]:
        """Return the batch that should leave now; none while nothing is due, or too much has left."""
        needed = [(symbol, _hours(symbol)) for symbol in self.symbols(now)]
        spells = _spells(now)
        self._batches = -(-sum(spells[hours].awake for _, hours in needed) // BATCH)
        self.interval = max(POLL, self._batches * GAP)
        if not self._free(now):
            return ()
        overdue = self._unseen(needed, spells, now, self.interval)
        if all(hours is _ALONG for _, hours in overdue):
            return ()
        # Who is halfway due goes along where there is room: what was seen apart comes together again.
        soon = self._unseen(needed, spells, now, self.interval / 2) if len(overdue) < BATCH else overdue
        return tuple(symbol for symbol, _ in sorted(soon, key=lambda each: self._when(each[0]))[:BATCH])

    def asked(self, symbols: Collection[str], now: datetime) -> None:
        """Note that a request for `symbols` was made at `now`, whatever became of it."""
        self._asked = {symbol: at for symbol, at in self._asked.items() if abs(now - at) < HOUR}
        self._asked |= dict.fromkeys(symbols, now)

    def answered(self, symbols: Collection[str], now: datetime) -> None:
        """Note that the source answered for `symbols`, and be it that it knows nothing of some."""
        self._seen |= dict.fromkeys(symbols, now.timestamp())
        if len(self._seen) > 2 * len(needed := self.symbols(now)):
            self._seen = {symbol: at for symbol, at in self._seen.items() if symbol in needed}

    def left(self, now: datetime, *, failed: bool = False) -> None:
        """Note that a batch left at `now`; after one that failed there is a pause."""
        self._last = now
        self._full = max(self._full or now, now) + GAP
        self._paused = now + PAUSE if failed else None

    def questioned(self, now: datetime) -> bool:
        """Note that a request is to leave for somebody who waits, and say whether it may."""
        self._questions = [at for at in self._questions if now - HOUR < at <= now]
        room = SHARED - int(self._batches * HOUR / self.interval) - len(self._questions)
        if room > 0:
            self._questions.append(now)
        return room > 0

    def recent(self, symbol: str, now: datetime) -> bool:
        """Whether the source was asked for `symbol` so lately that the next look is soon enough."""
        at = self._asked.get(symbol)
        return at is not None and abs(now - at) < self.interval + UNDER_WAY

    def clear(self) -> None:
        """Forget when anything was asked for: time goes back."""
        self._seen.clear()
        self._asked.clear()
        self._questions.clear()
        self._last = self._full = self._paused = None

    def _free(self, now: datetime) -> bool:
        """Whether a batch may leave: some time after the last one, and not too many in an hour.

        A time further ahead than it can be is one of a clock that was set back since.
        """
        last, full, paused = self._last, self._full, self._paused
        if paused is not None and now < paused <= now + PAUSE:
            return False
        if last is not None and timedelta() <= now - last < SPACING:
            return False
        if full is not None and full > now + (BURST + 1) * GAP:
            self._full = None
        return self._full is None or self._full <= now + (BURST - 1) * GAP

    def _when(self, symbol: str) -> tuple[float, str]:
        """Return when it was seen, long ago where it never was; the same order every time."""
        return self._seen.get(symbol, _NEVER), symbol

    def _unseen(
        self, needed: Iterable[Needed], spells: Mapping[Hours, _Spell], now: datetime, age: timedelta
    ) -> list[Needed]:
        """Return what was not seen for so long though figures come, or not since the last ones came."""
        seen, present = self._seen, now.timestamp()
        limits = {hours: spell.limit(now, age) for hours, spell in spells.items()}
        # What was seen in the future was seen by a clock that was set back since.
        return [each for each in needed if not limits[each[1]] < seen.get(each[0], _NEVER) <= present]


@lru_cache(maxsize=4096)
def _hours(symbol: str) -> Hours:
    """Return when `symbol` is quoted."""
    if symbol.endswith("=X"):
        return _ALONG
    instrument = named(symbol)
    elsewhere = instrument.guessed and instrument.exchange is Exchange.NEW_YORK and _ELSEWHERE.fullmatch(symbol)
    return _ALWAYS if elsewhere else instrument.exchange.value


def _spells(now: datetime) -> Mapping[Hours, _Spell]:
    """Return of all hours whether figures come at `now`, and when the last ones came."""
    spells = {
        each.value: _Spell(awake=sessions.awake(each, now), ended=sessions.fell_asleep(each, now)) for each in Exchange
    }
    someone, latest = any(each.awake for each in spells.values()), max(each.ended for each in spells.values())
    return {**spells, _ALONG: _Spell(awake=someone, ended=latest), _ALWAYS: _Spell(awake=True, ended=now)}
