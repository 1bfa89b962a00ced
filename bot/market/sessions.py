"""When a market trades: its phases, its sessions, and the minutes of trading between two times. Pure.

The hours are the exchanges'; the holidays come from the `holidays` package. The calendar only says what is likely:
it chooses when to poll and how a phase is called. A day on which something was quoted was a session, whatever the
calendar thinks of it.
"""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from holidays import financial_holidays
from holidays.constants import HALF_DAY

from bot.clock import HONG_KONG, NEW_YORK, SHANGHAI
from bot.market.instrument import Exchange

DAY = timedelta(days=1)
_MINUTE, _NO_TIME = timedelta(minutes=1), timedelta()
SATURDAY = 5

# How long after an exchange has closed its last figures still come, as late as they are published: Hong Kong's 15
# minutes, the mainland's 30.
_AFTERMATH = {Exchange.HONG_KONG: timedelta(minutes=25), Exchange.NEW_YORK: timedelta(minutes=5)}
_MAINLAND_AFTERMATH = timedelta(minutes=40)


class Phase(StrEnum):
    """What part of its day a market is in; the value is how people call it."""

    PRE_OPEN = "pre-open"
    MORNING = "morning session"
    LUNCH = "lunch break"
    AFTERNOON = "afternoon session"
    AUCTION = "closing auction"
    PRE_MARKET = "pre-market"
    REGULAR = "regular session"
    AFTER_HOURS = "after hours"
    CLOSED = "closed"
    WEEKEND = "closed for the weekend"
    HOLIDAY = "closed for a holiday"

    @property
    def phrase(self) -> str:
        """The phase as a reader sees it."""
        return self.value

    @property
    def quoting(self) -> bool:
        """Whether new figures come one after another."""
        return self.trading or self in {Phase.PRE_MARKET, Phase.AFTER_HOURS}

    @property
    def trading(self) -> bool:
        """Whether trading time passes: the closing auction sets one price at its end, and does not count."""
        return self in {Phase.MORNING, Phase.AFTERNOON, Phase.REGULAR}


Hours = tuple[tuple[time, Phase], ...]

_HONG_KONG: Hours = (
    (time(0), Phase.CLOSED),
    (time(9), Phase.PRE_OPEN),
    (time(9, 30), Phase.MORNING),
    (time(12), Phase.LUNCH),
    (time(13), Phase.AFTERNOON),
    (time(16), Phase.AUCTION),
    (time(16, 10), Phase.CLOSED),
)
_HONG_KONG_HALF: Hours = (*_HONG_KONG[:3], (time(12), Phase.AUCTION), (time(12, 10), Phase.CLOSED))
_MAINLAND: Hours = (
    (time(0), Phase.CLOSED),
    (time(9, 15), Phase.PRE_OPEN),
    (time(9, 30), Phase.MORNING),
    (time(11, 30), Phase.LUNCH),
    (time(13), Phase.AFTERNOON),
    (time(14, 57), Phase.AUCTION),
    (time(15), Phase.CLOSED),
)
_NEW_YORK: Hours = (
    (time(0), Phase.CLOSED),
    (time(4), Phase.PRE_MARKET),
    (time(9, 30), Phase.REGULAR),
    (time(16), Phase.AFTER_HOURS),
    (time(20), Phase.CLOSED),
)
_NEW_YORK_HALF: Hours = (*_NEW_YORK[:3], (time(13), Phase.AFTER_HOURS), (time(17), Phase.CLOSED))

_FULL = {
    Exchange.HONG_KONG: _HONG_KONG,
    Exchange.NEW_YORK: _NEW_YORK,
    Exchange.SHANGHAI: _MAINLAND,
    Exchange.SHENZHEN: _MAINLAND,
}
_HALF = {Exchange.HONG_KONG: _HONG_KONG_HALF, Exchange.NEW_YORK: _NEW_YORK_HALF}
_ZONES = {Exchange.HONG_KONG: HONG_KONG, Exchange.NEW_YORK: NEW_YORK}
_CALENDARS = {Exchange.HONG_KONG: "XHKG", Exchange.NEW_YORK: "XNYS", Exchange.SHANGHAI: "XSHG"}

# A closing price is stamped a little after the close: Hong Kong's auction ends at about 16:08, New York's prints
# come seconds after 16:00. What carries a later time was not traded in the session.
_LAST_STAMP = {Exchange.HONG_KONG: time(16, 15), Exchange.NEW_YORK: time(16, 15)}
# Hong Kong's auction may match from its fifth minute on; the mainland's matches at its end.
_AUCTION_MATCHES = {Exchange.HONG_KONG: timedelta(minutes=5), Exchange.NEW_YORK: timedelta()}
_MAINLAND_AUCTION = timedelta(minutes=3)


def zone(exchange: Exchange) -> ZoneInfo:
    """Return the time zone that `exchange` lives in."""
    return _ZONES.get(exchange, SHANGHAI)


@lru_cache(maxsize=4096)
def local_date(exchange: Exchange, at: datetime) -> date:
    """Return the exchange's date of `at`: the session that a quote of that time belongs to."""
    return at.astimezone(zone(exchange)).date()


@cache
def _calendar(exchange: Exchange) -> Mapping[date, str]:
    return financial_holidays(_CALENDARS.get(exchange, "XSHE"))


@cache
def _half_days(exchange: Exchange) -> Mapping[date, str]:
    return financial_holidays(_CALENDARS[exchange], categories=(HALF_DAY,)) if exchange in _HALF else {}


def session(exchange: Exchange, day: date) -> bool:
    """Whether the calendar has a session on `day`."""
    return day.weekday() < SATURDAY and day not in _calendar(exchange)


def half_day(exchange: Exchange, day: date) -> bool:
    """Whether the calendar has a session of half a day on `day`."""
    return day in _half_days(exchange)


def _hours(exchange: Exchange, day: date) -> Hours:
    return _HALF[exchange] if half_day(exchange, day) else _FULL[exchange]


@lru_cache(maxsize=512)
def _spells(exchange: Exchange, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """Return when trading time passes on `day`, taken for a session: from, to."""
    hours = _hours(exchange, day)
    times = [datetime.combine(day, begin, zone(exchange)) for begin, _ in hours]
    return tuple((times[n], times[n + 1]) for n, (_, phase) in enumerate(hours) if phase.trading)


@lru_cache(maxsize=512)
def _universal(exchange: Exchange, day: date) -> tuple[tuple[datetime, datetime], ...]:
    """Return the same in UTC: a poll compares thousands of times, and other zones are slow at it."""
    return tuple((begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in _spells(exchange, day))


def open_of(exchange: Exchange, day: date) -> datetime:
    """Return when continuous trading begins on `day`, taken for a session."""
    return _spells(exchange, day)[0][0]


def close_of(exchange: Exchange, day: date) -> datetime:
    """Return when continuous trading ends on `day`, taken for a session; an auction may follow."""
    return _spells(exchange, day)[-1][1]


@lru_cache(maxsize=512)
def waking(exchange: Exchange, day: date) -> tuple[datetime, datetime]:
    """Return from when to when new figures come on `day`, taken for a session, to whoever looks.

    New York's pre-market and after-hours count; elsewhere nothing is traded before the opening. The close's own
    figures come late.
    """
    hours = _hours(exchange, day)
    extended = next((begin for begin, phase in hours if phase is Phase.PRE_MARKET), None)
    begins = open_of(exchange, day) if extended is None else datetime.combine(day, extended, zone(exchange))
    closes = datetime.combine(day, hours[-1][0], zone(exchange))
    return begins, closes + _AFTERMATH.get(exchange, _MAINLAND_AFTERMATH)


def phase(exchange: Exchange, at: datetime) -> Phase:
    """Return the part of its day that `exchange` is in."""
    local = at.astimezone(zone(exchange))
    if local.weekday() >= SATURDAY:
        return Phase.WEEKEND
    if not session(exchange, local.date()):
        return Phase.HOLIDAY
    hours = _hours(exchange, local.date())
    return hours[bisect_right([begin for begin, _ in hours], local.time()) - 1][1]


def session_date(exchange: Exchange, at: datetime) -> date:
    """Return the date of the session that is on at `at`, or of the last one that was."""
    day = local_date(exchange, at)
    if at < open_of(exchange, day):
        day -= DAY
    while not session(exchange, day):
        day -= DAY
    return day


def inside(exchange: Exchange, quoted: datetime) -> bool:
    """Whether a price of that time can be one of its day's session, lunch and closing auction included."""
    local = quoted.astimezone(zone(exchange)).time()
    return time(9, 30) <= local <= _LAST_STAMP.get(exchange, time(15, 15))


def final(exchange: Exchange, quoted: datetime) -> bool:
    """Whether a price of that time is its day's close: one that the closing auction has set, where there is one."""
    close = close_of(exchange, local_date(exchange, quoted))
    return quoted >= close + _AUCTION_MATCHES.get(exchange, _MAINLAND_AUCTION)


def trading_minutes(exchange: Exchange, start: datetime, end: datetime) -> float:
    """Return the minutes of trading between two times, lunch and closed hours left out; 0 where `end` is not later.

    The date of `start`, when something was traded, counts as a session whatever the calendar says; later dates as it
    says.
    """
    first, day = local_date(exchange, start), local_date(exchange, end)
    passed = _NO_TIME
    while day >= first:
        if day == first or session(exchange, day):
            for begin, finish in _universal(exchange, day):
                since, until = max(start, begin), min(end, finish)
                if until > since:
                    passed += until - since
        day -= DAY
    return passed / _MINUTE


def quoting_minutes(exchange: Exchange, start: datetime, end: datetime) -> float:
    """Return the minutes between two times of one day in which figures come: trading, and New York's hours around it.

    Lunch and the closing auction are left out.
    """
    day = local_date(exchange, start)
    hours = [(datetime.combine(day, begin, zone(exchange)), phase) for begin, phase in _hours(exchange, day)]
    ends = [*(begin for begin, _ in hours[1:]), datetime.combine(day + DAY, time(0), zone(exchange))]
    spells = ((begin, finish) for (begin, phase), finish in zip(hours, ends, strict=True) if phase.quoting)
    passed = (max(min(end, finish) - max(start, begin), timedelta()) for begin, finish in spells)
    return sum(passed, timedelta()) / timedelta(minutes=1)


def awake(exchange: Exchange, at: datetime) -> bool:
    """Whether the market may have a new figure at `at`."""
    day = local_date(exchange, at)
    begins, ends = waking(exchange, day)
    return begins <= at < ends and session(exchange, day)


def fell_asleep(exchange: Exchange, at: datetime) -> datetime:
    """Return when the last figures of a session came that is over at `at`: who looked since then has its close."""
    day = local_date(exchange, at)
    while not session(exchange, day) or waking(exchange, day)[1] > at:
        day -= DAY
    return waking(exchange, day)[1]
