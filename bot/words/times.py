"""How dates, times and ages are written. Pure; names of months and days never depend on the machine's locale."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import HONG_KONG
from bot.words.language import Language, Phrase, same, spaced

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DURATION = re.compile(r"([0-9]{1,3}) ?(?:(m)(?:ins?|inutes?)?|(h)(?:ours?|rs?)?|(d)(?:ays?)?)")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

_WEEKDAYS = tuple(
    Phrase(en, f"星期{sign}", f"周{sign}")
    for en, sign in zip(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "一二三四五六日", strict=True)
)
_DAY = Phrase("{day} {month} {year}", "{year}年{month}月{day}日", "{year}年{month}月{day}日")
_WEEKDAY = Phrase("{name} {day} {month}", "{month}月{day}日（{name}）", "{month}月{day}日（{name}）")
_FULL = Phrase("{name} {day}", "{day}（{name}）", "{day}（{name}）")
# Hong Kong's time is the one that Chinese readers expect, so it goes without saying.
_AT = {
    "Asia/Hong_Kong": Phrase("{time} HKT", "{time}", "{time}"),
    "America/New_York": Phrase("{time} New York", "紐約時間{time}", "纽约时间{time}"),
    "Asia/Shanghai": Phrase("{time} Beijing time", "北京時間{time}", "北京时间{time}"),
}
_ELSEWHERE = same("{time} {zone}")
_SECONDS = Phrase("{n} s", "{n}秒", "{n}秒")
_MINUTES = Phrase("{n} min", "{n}分鐘", "{n}分钟")
_HOURS = Phrase("{n} h", "{n}小時", "{n}小时")
_DAYS = Phrase("{n} days", "{n}日", "{n}天")


def day(of: date, language: Language = Language.EN) -> str:
    """Write a date: "19 Mar 2025", "2025 年 3 月 19 日"."""
    return _DAY.in_(language, day=of.day, month=_month(of, language), year=of.year)


def weekday(of: date, language: Language = Language.EN) -> str:
    """Write a date of these weeks: "Mon 14 Jul", "7 月 14 日（星期一）"."""
    name = _WEEKDAYS[of.weekday()].in_(language)
    return _WEEKDAY.in_(language, name=name, day=of.day, month=_month(of, language))


def full(of: date, language: Language = Language.EN) -> str:
    """Write a date with its weekday: "Tue 15 Jul 2025", "2025 年 7 月 15 日（星期二）"."""
    return _FULL.in_(language, name=_WEEKDAYS[of.weekday()].in_(language), day=day(of, language))


def month(key: str, language: Language = Language.EN) -> str:
    """Write the month of a key: "2025-06" is "June", "6 月"."""
    number = int(key[5:7])
    return f"{number} 月" if language.chinese else MONTHS[number - 1]


def hour(at: datetime, zone: ZoneInfo = HONG_KONG) -> str:
    """Write a time of day without its zone: "14:17"."""
    return f"{at.astimezone(zone):%H:%M}"


def clock_time(at: datetime, zone: ZoneInfo = HONG_KONG, language: Language = Language.EN) -> str:
    """Write a time of day with its zone: "14:17 HKT"; in Chinese "14:17" is Hong Kong's, "紐約時間 09:30" is not."""
    return _AT.get(zone.key, _ELSEWHERE).in_(language, time=hour(at, zone), zone=zone.key)


def seconds(at: datetime, zone: ZoneInfo = HONG_KONG) -> str:
    """Write a time of day to the second: "14:17:05"."""
    return f"{at.astimezone(zone):%H:%M:%S}"


def moment(at: datetime, zone: ZoneInfo = HONG_KONG, language: Language = Language.EN) -> str:
    """Write day and time: "Tue 15 Jul 14:17 HKT", "7 月 15 日（星期二）14:17"."""
    of_day, time = weekday(at.astimezone(zone).date(), language), clock_time(at, zone, language)
    return spaced((of_day, time)) if language.chinese else f"{of_day} {time}"


def age(of: timedelta, language: Language = Language.EN) -> str:
    """Write how old something is: "20 s", "42 min", "3 h 5 min", "2 days"; "42 分鐘"."""
    seconds = max(0, int(of.total_seconds()))
    if of < MINUTE:
        return _SECONDS.in_(language, n=seconds)
    if of < HOUR:
        return _MINUTES.in_(language, n=seconds // 60)
    if of < 2 * DAY:
        hours, minutes = divmod(seconds // 60, 60)
        whole = _HOURS.in_(language, n=hours)
        return f"{whole} {_MINUTES.in_(language, n=minutes)}" if minutes else whole
    return _DAYS.in_(language, n=of.days)


def parse_duration(text: str) -> timedelta:
    """Read how long: "1h", "30 min", "2 hours", "1d". Raises ValueError where it is no time above zero."""
    found = _DURATION.fullmatch(text.strip().casefold())
    if found is None or not int(found[1]):
        raise ValueError(f"no duration: {text!r}")
    return int(found[1]) * {"m": MINUTE, "h": HOUR, "d": DAY}[found[found.lastindex or 0]]


def _month(of: date, language: Language) -> str:
    return str(of.month) if language.chinese else MONTHS[of.month - 1][:3]
