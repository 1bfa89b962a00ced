"""Quiet hours go by somebody's own clock, also where clocks are put forward or back."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.audience.quiet import QuietHours, parse_hours
from bot.audience.zones import parse_zone, zone_of
from bot.clock import HONG_KONG
from bot.errors import BadRule

# With and without summer time, by half an hour (Lord Howe), at midnight (Beirut, Havana), without a whole day (Apia).
ZONES = [
    ZoneInfo(name)
    for name in (
        *("Asia/Hong_Kong", "America/New_York", "Europe/London", "Australia/Lord_Howe"),
        *("Asia/Beirut", "America/Havana", "Pacific/Apia", "Asia/Kathmandu"),
    )
]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
hours = st.builds(QuietHours, times, times).filter(lambda quiet: quiet.start != quiet.end)
moments = st.integers(1_170_000_000, 1_800_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
NEW_YORK = ZoneInfo("America/New_York")


def shown(quiet: QuietHours, at: time) -> bool:
    """Whether a clock that shows `at` shows a time of quiet."""
    if quiet.start < quiet.end:
        return quiet.start <= at < quiet.end
    return at >= quiet.start or at < quiet.end


@given(hours, moments, st.sampled_from(ZONES))
@settings(max_examples=200, deadline=None)
def test_what_the_clock_shows_decides(quiet: QuietHours, at: datetime, zone: ZoneInfo) -> None:
    """On a day on which no clock is changed, it is quiet exactly while the clock shows a time of quiet."""
    assume(len({(at + n * timedelta(hours=6)).astimezone(zone).utcoffset() for n in range(-8, 9)}) == 1)
    end = quiet.ending(at, zone)
    assert (end is not None) == shown(quiet, at.astimezone(zone).time())
    if end:
        assert at < end <= at + DAY
        assert end.astimezone(zone).time() == quiet.end


@given(hours, moments, st.sampled_from(ZONES))
@settings(max_examples=200, deadline=None)
def test_every_quiet_ends(quiet: QuietHours, at: datetime, zone: ZoneInfo) -> None:
    """When it is over it is over, it was quiet all the while, and no change of clocks makes two days of a night."""
    end = quiet.ending(at, zone)
    assume(end is not None)
    assert end is not None
    assert quiet.ending(end, zone) is None
    assert quiet.ending(at + (end - at) / 2, zone) == end
    assert quiet.ending(end - timedelta(seconds=1), zone) == end
    assert end - at <= 2 * DAY


@pytest.mark.parametrize(
    ("words", "at", "end"),
    [
        # 9 March 2025: clocks go from 01:59 to 03:00; 2 November 2025: from 01:59 back to 01:00 (US law).
        ("23:00-02:30", "2025-03-09T00:00:00-05:00", "2025-03-09T03:00:00-04:00"),
        ("02:30-07:00", "2025-03-09T03:00:00-04:00", "2025-03-09T07:00:00-04:00"),
        ("02:30-07:00", "2025-03-09T01:59:00-05:00", ""),
        ("02:10-02:50", "2025-03-09T03:00:00-04:00", ""),
        ("23:00-01:30", "2025-11-02T01:29:00-04:00", "2025-11-02T01:30:00-04:00"),
        ("23:00-01:30", "2025-11-02T01:15:00-05:00", ""),
        ("01:30-07:00", "2025-11-02T01:10:00-05:00", "2025-11-02T07:00:00-05:00"),
        ("23:00-07:00", "2025-11-01T23:00:00-04:00", "2025-11-02T07:00:00-05:00"),
        ("23:00-07:00", "2025-11-02T07:00:00-05:00", ""),
        ("12:00-13:00", "2025-07-15T12:59:59-04:00", "2025-07-15T13:00:00-04:00"),
    ],
)
def test_nights_on_which_clocks_are_changed(words: str, at: str, end: str) -> None:
    """An hour that comes twice is not quiet twice, and a time that no clock shows is the moment after it."""
    found = parse_hours(words).ending(datetime.fromisoformat(at), NEW_YORK)
    assert found == (datetime.fromisoformat(end) if end else None)


def test_a_date_that_was_left_out() -> None:
    """Samoa had no 30 December 2011: the night that would have ended there goes on to the next morning."""
    night = QuietHours(time(23), time(7))
    end = night.ending(datetime.fromisoformat("2011-12-29T23:30:00-10:00"), ZoneInfo("Pacific/Apia"))
    assert end == datetime.fromisoformat("2011-12-31T07:00:00+14:00")


@given(hours)
def test_hours_are_read_as_they_are_written(quiet: QuietHours) -> None:
    """What is kept reads back as it was."""
    assert parse_hours(quiet.words()) == quiet


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("22-8", "22:00-08:00"),
        ("10pm to 8am", "22:00-08:00"),
        ("2230–0815", "22:30-08:15"),
        ("from 12am until 12pm", "00:00-12:00"),
        ("２２：００－８：００", "22:00-08:00"),
        ("24:00-7", "00:00-07:00"),
        ("22.30 至 8", "22:30-08:00"),
    ],
)
def test_hours_as_people_write_them(text: str, words: str) -> None:
    """Twelve hours or twenty-four, with or without colons, any dash."""
    assert parse_hours(text).words() == words


@pytest.mark.parametrize(
    "text", ["", "22:00", "22-22", "25-7", "13pm-2am", "24:30-7", "22:00-08:000", "8-9 london", "noon"]
)
def test_what_is_no_time_of_quiet(text: str) -> None:
    """Half hours, whole days and nonsense are refused with a sentence."""
    with pytest.raises(BadRule):
        parse_hours(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        *(("Asia/Hong_Kong", "Asia/Hong_Kong"), ("asia/hong kong", "Asia/Hong_Kong"), ("HKT", "Asia/Hong_Kong")),
        *(("london", "Europe/London"), ("New York", "America/New_York"), ("buenos aires", "America/Buenos_Aires")),
        *(("北京", "Asia/Shanghai"), ("utc", "UTC")),
    ],
)
def test_zones_as_people_name_them(text: str, name: str) -> None:
    """By IANA name, by city, or by what traders call them."""
    assert parse_zone(text).key == name


@pytest.mark.parametrize("text", ["", "cst", "atlantis", "../../etc/passwd", "localtime"])
def test_what_is_no_zone(text: str) -> None:
    """What several zones share, what is none, and no file of this machine."""
    with pytest.raises(BadRule):
        parse_zone(text)


def test_a_zone_that_this_machine_does_not_know() -> None:
    """The next best counts, and Hong Kong's in the end."""
    assert zone_of("Mars/Olympus", "Europe/Paris").key == "Europe/Paris"
    assert zone_of("", "../etc/passwd") is HONG_KONG
