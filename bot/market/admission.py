"""Is this sample fit to act on? Accepted, rejected with a reason, or put in quarantine. Pure.

A sample that is rejected changes nothing. One that lies too far from the last accepted goes into quarantine until a
second, newer one agrees with it: a single spike moves nobody, a crash is believed two minutes later.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.market import sessions
from bot.market.instrument import Exchange, Instrument, Type
from bot.market.quotes import Quote
from bot.market.turnover import Scope, Turnover

FUTURE = timedelta(seconds=5)
POLL = timedelta(minutes=2)
# A source may be late by its delay, and by three polls.
LATE_MINUTES = 3 * POLL / timedelta(minutes=1)
HONG_KONG_DELAY = 15
# A delay is what a source claims: no exchange's public prices come later than this.
LONGEST_DELAY = 30

INDEX_BAND, SHARE_BAND = Decimal("0.10"), Decimal("0.50")
AGREES = Decimal("0.02")
# As Yahoo spells them: HKD=X, GC=F, BTC-USD.
_ALL_DAY = re.compile(r"=[XF]$|-[A-Z]{3}$")
# Turnover has no band, but an answer in the wrong unit must not end the session's count: more than HK$500bn at
# once, or 10bn a minute since the last sample, waits for a second one. The record day traded 621bn in all.
BURST, PER_MINUTE = Decimal("5e11"), Decimal("1e10")


class Reason(StrEnum):
    """Why a sample is not acted on. What cannot be a figure at all is refused earlier, with a reason of its own."""

    WRONG_CURRENCY = "wrong currency"
    FUTURE = "from the future"
    REPEATED = "seen before"
    NOT_NEWER = "not newer"
    OTHER_SESSION = "of another session"
    OUTSIDE_SESSION = "outside the session"
    TOO_OLD = "too old"
    QUARANTINED = "in quarantine"
    FELL = "turnover fell"
    OTHER_BASE = "previous close changed"


@dataclass(frozen=True, slots=True)
class Admitted:
    """What the gate remembers of one symbol (or "turnover:<scope>"): its last accepted sample and its quarantine.

    `time` and `value` are of the last accepted sample; `suspect_time` and `suspect` of one in quarantine.
    None where there is none.
    """

    target: str
    time: datetime | None = None
    value: Decimal | None = None
    suspect_time: datetime | None = None
    suspect: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The gate's word on one sample: accepted where `reason` is None; `memory` is what to remember from now on."""

    reason: Reason | None
    memory: Admitted

    @property
    def accepted(self) -> bool:
        """Whether the sample may be acted on."""
        return self.reason is None


def admit(quote: Quote, instrument: Instrument, before: Admitted | None, now: datetime) -> Ruling:
    """Rule on one quote of `instrument`. `before` is what was remembered of it, `now` market time."""
    memory = before or Admitted(quote.symbol)
    if reason := _misfit(quote, instrument, memory, now):
        return Ruling(reason, memory)
    if _within_band(quote, instrument, memory) or _agreed(quote, instrument.exchange, memory):
        return Ruling(None, Admitted(quote.symbol, quote.time, quote.price))
    return _quarantined(memory, quote.time, quote.price)


def rebased(quote: Quote, last: Quote | None, instrument: Instrument) -> bool:
    """Whether `quote` names another previous close than `last`, the session's last accepted one, did.

    Its price may be fit, its per cent are not comparable.
    """
    if last is None or last.previous_close is None or quote.previous_close is None:
        return False
    same = _same_day(instrument.exchange, last.time, quote.time)
    return same and not _near(quote.previous_close, last.previous_close, AGREES)


def admit_turnover(turnover: Turnover, before: Admitted | None, now: datetime) -> Ruling:
    """Rule on one turnover of Hong Kong. `before` is what was remembered of its scope, `now` market time."""
    memory = before or Admitted(target(turnover))
    if reason := _turnover_misfit(turnover, memory, now):
        return Ruling(reason, memory)
    if _possible(turnover, memory):
        return Ruling(None, Admitted(memory.target, turnover.time, turnover.value))
    return _quarantined(memory, turnover.time, turnover.value)


def target(turnover: Turnover) -> str:
    """Return the name under which turnovers of that scope are remembered."""
    return f"turnover:{turnover.scope}"


def foremost(turnovers: Iterable[Turnover]) -> Turnover | None:
    """Return the turnover of the widest scope, unless it has fallen so far behind the newest that it is too old."""
    found = sorted(turnovers, key=lambda each: each.time)
    limit = allowance(Exchange.HONG_KONG, HONG_KONG_DELAY)
    fresh = [
        each
        for each in found
        if _same_day(Exchange.HONG_KONG, each.time, found[-1].time)
        and sessions.trading_minutes(Exchange.HONG_KONG, each.time, found[-1].time) <= limit
    ]
    return min(fresh, key=lambda each: list(Scope).index(each.scope), default=None)


def around_the_clock(symbol: str) -> bool:
    """Whether it trades outside every exchange's hours: currencies, futures, crypto."""
    return _ALL_DAY.search(symbol) is not None


def allowance(exchange: Exchange, delay_minutes: int) -> float:
    """Return how many minutes of trading a quote may be behind: the source's delay and three polls."""
    own = HONG_KONG_DELAY if exchange is Exchange.HONG_KONG else 0
    return max(own, min(delay_minutes, LONGEST_DELAY)) + LATE_MINUTES


def _misfit(quote: Quote, instrument: Instrument, memory: Admitted, now: datetime) -> Reason | None:
    exchange = instrument.exchange
    # Of a guessed instrument the source knows better than we in which currency it trades.
    if quote.currency not in {"", instrument.currency} and not instrument.guessed:
        return Reason.WRONG_CURRENCY
    if reason := _untimely(exchange, quote.time, memory, now, repeats=quote.price == memory.value):
        return reason
    if not sessions.inside(exchange, quote.time) and not around_the_clock(quote.symbol):
        return Reason.OUTSIDE_SESSION
    age = sessions.trading_minutes(exchange, quote.time, now)
    return Reason.TOO_OLD if age > allowance(exchange, quote.delay_minutes) else None


def _turnover_misfit(turnover: Turnover, memory: Admitted, now: datetime) -> Reason | None:
    exchange, value = Exchange.HONG_KONG, memory.value
    if reason := _untimely(exchange, turnover.time, memory, now, repeats=turnover.value == value):
        return reason
    day = sessions.local_date(exchange, turnover.time)
    if turnover.time < sessions.open_of(exchange, day):
        return Reason.OUTSIDE_SESSION
    if sessions.trading_minutes(exchange, turnover.time, now) > allowance(exchange, HONG_KONG_DELAY):
        return Reason.TOO_OLD
    fell = value is not None and turnover.value < value and _same_day(exchange, memory.time, turnover.time)
    return Reason.FELL if fell else None


def _untimely(exchange: Exchange, time: datetime, memory: Admitted, now: datetime, *, repeats: bool) -> Reason | None:
    if time > now + FUTURE:
        return Reason.FUTURE
    if memory.time is not None and time <= memory.time:
        return Reason.REPEATED if repeats and time == memory.time else Reason.NOT_NEWER
    # Today's quotes are today's whatever the calendar says of it; between sessions the last one's are wanted.
    day = sessions.local_date(exchange, time)
    current = day == sessions.local_date(exchange, now) or day == sessions.session_date(exchange, now)
    return None if current else Reason.OTHER_SESSION


def _same_day(exchange: Exchange, one: datetime | None, other: datetime) -> bool:
    """Whether two times belong to one session."""
    return one is not None and sessions.local_date(exchange, one) == sessions.local_date(exchange, other)


def _near(value: Decimal, base: Decimal, share: Decimal) -> bool:
    """Whether `value` lies within `share` of `base`, which is positive."""
    return abs(value - base) <= share * base


def _within_band(quote: Quote, instrument: Instrument, memory: Admitted) -> bool:
    """Whether the price can follow the session's last accepted one, or else the previous close."""
    accepted = memory.value if _same_day(instrument.exchange, memory.time, quote.time) else None
    base = accepted if accepted is not None else quote.previous_close
    band = INDEX_BAND if instrument.type is Type.INDEX else SHARE_BAND
    return base is None or _near(quote.price, base, band)


def _agreed(quote: Quote, exchange: Exchange, memory: Admitted) -> bool:
    """Whether a second, newer sample of the same session bears out the one in quarantine."""
    if memory.suspect is None or memory.suspect_time is None or quote.time <= memory.suspect_time:
        return False
    return _same_day(exchange, memory.suspect_time, quote.time) and _near(quote.price, memory.suspect, AGREES)


def _possible(turnover: Turnover, memory: Admitted) -> bool:
    """Whether so much can have been traded since the session's last sample, or since the one in quarantine."""
    opened = sessions.open_of(Exchange.HONG_KONG, sessions.local_date(Exchange.HONG_KONG, turnover.time))
    accepted, suspect = (memory.time, memory.value), (memory.suspect_time, memory.suspect)
    bases = [accepted if _since(opened, memory.time) else (opened, Decimal()), suspect]
    return any(
        time is not None and value is not None and opened <= time and _can_follow(turnover, time, value)
        for time, value in bases
    )


def _since(opened: datetime, time: datetime | None) -> bool:
    return time is not None and time >= opened


def _can_follow(turnover: Turnover, time: datetime, value: Decimal) -> bool:
    """Whether `turnover` can have grown from `value` at `time`."""
    minutes = Decimal(sessions.trading_minutes(Exchange.HONG_KONG, time, turnover.time))
    newer = turnover.time > time or not value
    return newer and Decimal() <= turnover.value - value <= BURST + PER_MINUTE * minutes


def _quarantined(memory: Admitted, time: datetime, value: Decimal) -> Ruling:
    """Keep the newest suspect: the same one again is no second witness."""
    if memory.suspect_time is not None and time <= memory.suspect_time:
        return Ruling(Reason.QUARANTINED, memory)
    return Ruling(Reason.QUARANTINED, replace(memory, suspect_time=time, suspect=value))
