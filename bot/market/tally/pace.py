"""Is it much for this time of day? Today's turnover against earlier sessions' at the same minute of trading. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.market.instrument import Exchange
from bot.market.sessions import final, half_day, local_date, open_of, trading_minutes
from bot.market.turnover import MEAN_OF, Turnover

ENOUGH = 10
# Between two samples further apart than this nobody knows how the day went.
_WIDEST = 20


@dataclass(frozen=True, slots=True)
class Sample:
    """HK$ traded on `day` up to a minute of trading (0 at the open, lunch left out)."""

    day: date
    minute: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Pace:
    """How many earlier sessions were sampled at this minute, and today's turnover as a multiple of their mean.

    `times` is None while there are fewer than 10.
    """

    sessions: int
    times: Decimal | None = None

    @property
    def collecting(self) -> bool:
        """Whether there are too few sessions yet."""
        return self.sessions < ENOUGH


def minute(time: datetime) -> int:
    """Return the minute of trading that `time` is in."""
    return int(trading_minutes(Exchange.HONG_KONG, open_of(Exchange.HONG_KONG, _day(time)), time))


def pace(samples: Iterable[Sample], turnover: Turnover, halves: Iterable[date] = ()) -> Pace | None:
    """Return the pace of `turnover`; `samples` are of its scope. None where the day is over, or half a day."""
    today, left_out = _day(turnover.time), set(halves)
    if final(Exchange.HONG_KONG, turnover.time) or _half(today, left_out):
        return None
    by_day: dict[date, dict[int, Decimal]] = {}
    for each in samples:
        if each.day < today and not _half(each.day, left_out):
            by_day.setdefault(each.day, {})[each.minute] = each.value
    now = minute(turnover.time)
    found = [value for day in sorted(by_day, reverse=True) if (value := _at(by_day[day], now)) is not None][:MEAN_OF]
    if len(found) < ENOUGH:
        return Pace(len(found))
    return Pace(len(found), turnover.value / (sum(found, Decimal()) / len(found)))


def _at(samples: Mapping[int, Decimal], now: int) -> Decimal | None:
    """Return the value at a minute, on the straight line between the samples around it."""
    minutes: Sequence[int] = sorted(samples)
    place = bisect_left(minutes, now)
    if place < len(minutes) and minutes[place] == now:
        return samples[now]
    if not 0 < place < len(minutes) or minutes[place] - minutes[place - 1] > _WIDEST:
        return None
    before, after = minutes[place - 1], minutes[place]
    return samples[before] + (samples[after] - samples[before]) * (now - before) / (after - before)


def _day(time: datetime) -> date:
    return local_date(Exchange.HONG_KONG, time)


def _half(day: date, halves: set[date]) -> bool:
    return day in halves or half_day(Exchange.HONG_KONG, day)
