"""Time zones as people name them: "Asia/Hong_Kong", "hong kong", "HKT", "london"."""

import unicodedata
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from bot.clock import HONG_KONG
from bot.errors import BadRule

# What traders write; names that several zones share ("CST", "IST") are refused.
_SHORT = {
    "hkt": "Asia/Hong_Kong",
    "hk": "Asia/Hong_Kong",
    "hongkong": "Asia/Hong_Kong",
    "香港": "Asia/Hong_Kong",
    "beijing": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "sgt": "Asia/Singapore",
    "jst": "Asia/Tokyo",
    "et": "America/New_York",
    "ny": "America/New_York",
    "nyc": "America/New_York",
    "san francisco": "America/Los_Angeles",
    "utc": "UTC",
    "gmt": "UTC",
}
_AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
UNKNOWN = "I know no time zone of that name. Write it as `Asia/Hong_Kong`, or a city: `london`, `new york`."


def parse_zone(text: str) -> ZoneInfo:
    """Read a zone by its IANA name, its city or what traders call it. Raises BadRule where none is meant."""
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())
    name = _SHORT.get(folded) or _names().get(folded)
    if name is None:
        raise BadRule(UNKNOWN)
    return ZoneInfo(name)


def zone_of(*names: str) -> ZoneInfo:
    """Return the zone of the first of these IANA names that there is ("" is none), else Hong Kong's."""
    for name in filter(None, names):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            continue  # of a newer list of zones than this machine's
    return HONG_KONG


@cache
def _names() -> dict[str, str]:
    """Return the IANA names by how they are typed: whole, or the city alone."""
    places = [name for name in available_timezones() if name.partition("/")[0] in _AREAS]
    # A city with two names ("America/Argentina/Buenos_Aires" too) is one zone: the shorter name comes last, and wins.
    ordered = sorted(places, key=lambda name: (-name.count("/"), name))
    cities = {name.rpartition("/")[2]: name for name in ordered}
    return {
        typed.replace("_", " ").casefold(): name
        for typed, name in (*cities.items(), *((name, name) for name in places))
    }
