"""Quiet hours: from one time of day to another, by somebody's own clock. Pure.

They begin when the clock first shows their start, and end when it first shows their end or has gone past it: where
clocks are put back, an hour that comes twice is not quiet twice; where they are put forward, a time that no clock
shows stands for the moment after it.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.errors import BadRule

NO_HOURS = "Say from when to when, by the clock: `quiet 22:00-08:00`. `quiet off` and `quiet default` work too."
ALL_DAY = "From {0} to {0} is the whole day or no time at all. To hear nothing, remove or snooze what speaks."
_TIME = r"([01]?[0-9]|2[0-4])(?:[:.]?([0-5][0-9]))? ?(am|pm)?"
_HOURS = re.compile(rf"(?:from )?{_TIME} ?(?:-|–|—|~|to|until|till|至|到) ?{_TIME}(?=\s|$)")
_DAY = timedelta(days=1)
NOON = 12


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to before `end`, across midnight where `end` is the earlier one. The two differ."""

    start: time
    end: time

    def words(self) -> str:
        """Write them as they are typed: "22:00-08:00"."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def ending(self, at: datetime, zone: ZoneInfo) -> datetime | None:
        """Return when the quiet that `at` (aware) lies in is over, None where it lies in none."""
        return _ending(self.start, self.end, at, zone)


USUAL = QuietHours(time(23), time(7))


# Thousands of people keep the same hours, and a sweep asks for all of them at one moment.
@lru_cache(maxsize=1024)
def _ending(start: time, end: time, at: datetime, zone: ZoneInfo) -> datetime | None:
    today = at.astimezone(zone).date()
    for day in (today - _DAY, today):
        begins = instant(day, start, zone)
        over = instant(day + _DAY if end < start else day, end, zone)
        if begins <= at < over:
            # Where a whole date was left out of the calendar, the next quiet may follow at once.
            return _ending(start, end, over, zone) or over
    return None


def instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return when the clocks of `zone` first show `at` on `day`, or leap over it; in UTC."""
    shown = datetime.combine(day, at, zone)
    found = shown.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == shown.replace(tzinfo=None):
        return found
    ahead = shown.replace(fold=1)
    found, after = ahead.astimezone(UTC), ahead.utcoffset()
    while found.astimezone(zone).utcoffset() != after:
        found += timedelta(minutes=1)
    return found


def parse_hours(text: str) -> QuietHours:
    """Read "22:00-08:00", "22-8", "10pm to 8am", "2200–0800". Raises BadRule where that is no time of quiet."""
    hours, rest = first_hours(text)
    if rest:
        raise BadRule(NO_HOURS)
    return hours


def first_hours(text: str) -> tuple[QuietHours, str]:
    """Read the hours that `text` begins with; return what follows as well. Raises BadRule."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    found = _HOURS.match(folded)
    if found is None:
        raise BadRule(NO_HOURS)
    start, end = _time(*found.group(1, 2, 3)), _time(*found.group(4, 5, 6))
    if start == end:
        raise BadRule(ALL_DAY.format(f"{start:%H:%M}"))
    return QuietHours(start, end), folded[found.end() :].strip()


def _time(hours: str, minutes: str | None, half: str | None) -> time:
    """Return a time of day; 24:00 is midnight. Raises BadRule."""
    hour, minute = int(hours), int(minutes or 0)
    if half:
        if not 1 <= hour <= NOON:
            raise BadRule(NO_HOURS)
        hour = hour % NOON + (NOON if half == "pm" else 0)
    if hour == 2 * NOON and minute:
        raise BadRule(NO_HOURS)
    return time(hour % (2 * NOON), minute)
