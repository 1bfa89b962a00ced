"""How dates, times and ages are written. Pure; names of months and days never depend on the machine's locale."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import HONG_KONG

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DURATION = re.compile(r"([0-9]{1,3}) ?(?:(m)(?:ins?|inutes?)?|(h)(?:ours?|rs?)?|(d)(?:ays?)?)")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ZONES = {"Asia/Hong_Kong": "HKT", "America/New_York": "New York", "Asia/Shanghai": "Beijing time"}
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def day(of: date) -> str:
    """Write a date: "19 Mar 2025"."""
    return f"{of.day} {_month(of)} {of.year}"


def weekday(of: date) -> str:
    """Write a date of these weeks: "Mon 14 Jul"."""
    return f"{DAYS[of.weekday()]} {of.day} {_month(of)}"


def full(of: date) -> str:
    """Write a date with its weekday: "Tue 15 Jul 2025"."""
    return f"{DAYS[of.weekday()]} {day(of)}"


def month(key: str) -> str:
    """Write the month of a key: "2025-06" is "June"."""
    return MONTHS[int(key[5:7]) - 1]


def hour(at: datetime, zone: ZoneInfo = HONG_KONG) -> str:
    """Write a time of day without its zone: "14:17"."""
    return f"{at.astimezone(zone):%H:%M}"


def clock_time(at: datetime, zone: ZoneInfo = HONG_KONG) -> str:
    """Write a time of day with its zone: "14:17 HKT"."""
    return f"{hour(at, zone)} {ZONES.get(zone.key, zone.key)}"


def seconds(at: datetime, zone: ZoneInfo = HONG_KONG) -> str:
    """Write a time of day to the second: "14:17:05"."""
    return f"{at.astimezone(zone):%H:%M:%S}"


def moment(at: datetime, zone: ZoneInfo = HONG_KONG) -> str:
    """Write day and time: "Tue 15 Jul 14:17 HKT"."""
    return f"{weekday(at.astimezone(zone).date())} {clock_time(at, zone)}"


def age(of: timedelta) -> str:
    """Write how old something is: "20 s", "42 min", "3 h 5 min", "2 days"."""
    seconds = max(0, int(of.total_seconds()))
    if of < MINUTE:
        return f"{seconds} s"
    if of < HOUR:
        return f"{seconds // 60} min"
    if of < 2 * DAY:
        hours, minutes = divmod(seconds // 60, 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{of.days} days"


def parse_duration(text: str) -> timedelta:
    """Read how long: "1h", "30 min", "2 hours", "1d". Raises ValueError where it is no time above zero."""
    found = _DURATION.fullmatch(text.strip().casefold())
    if found is None or not int(found[1]):
        raise ValueError(f"no duration: {text!r}")
    return int(found[1]) * {"m": MINUTE, "h": HOUR, "d": DAY}[found[found.lastindex or 0]]


def _month(of: date) -> str:
    return MONTHS[of.month - 1][:3]
