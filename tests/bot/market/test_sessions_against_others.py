"""Our sessions, held to another calendar over ten years: sessions, half days, openings and closings, in every zone.

`exchange_calendars` is a development dependency; what it is known to have wrong is excepted by name.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.market.instruments import Exchange
from bot.market.sessions import Phase, close_of, final, half_day, open_of, phase, session, trading_minutes

FIRST, LAST = date(2016, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
CODES = {Exchange.HONG_KONG: "XHKG", Exchange.SHANGHAI: "XSHG", Exchange.NEW_YORK: "XNYS"}
# Typhoon Saola, and black rain: nothing was traded, and the other calendar does not know.
SHUT = {Exchange.HONG_KONG: {date(2023, 9, 1), date(2023, 9, 8)}}
# The other calendar of the mainland ends with 2026: nothing beyond can be held to it.
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A session by the other calendar: its hours, and its lunch where it has one."""

    opens: datetime
    closes: datetime
    lunch: tuple[datetime, datetime] | None


Theirs = dict[date, Day]


@pytest.fixture(name="theirs", scope="session")
def others() -> Callable[[Exchange], Theirs]:
    """The other calendars, each read once; importing them takes longer than all that is asked of them."""
    with warnings.catch_warnings():
        # On pandas 3 it does what pandas 4 will not let it do.
        warnings.simplefilter("ignore")
        import exchange_calendars  # noqa: PLC0415 - half a second that nobody else is to pay

        calendars = {
            each: exchange_calendars.get_calendar(code, start=FIRST.isoformat(), end=LAST.isoformat())
            for each, code in CODES.items()
        }
        read = {each: _days(calendar.schedule) for each, calendar in calendars.items()}
    return read.__getitem__


def _days(schedule: Any) -> Theirs:  # noqa: ANN401 - pandas has no types here
    columns = [schedule[name].dt.to_pydatetime() for name in ("open", "close", "break_start", "break_end")]
    days = zip(schedule.index.date, *columns, strict=True)
    # A time that is not there is unequal to itself.
    return {day: Day(opens, closes, (noon, one) if noon == noon else None) for day, opens, closes, noon, one in days}  # noqa: PLR0124 - that is how


@pytest.mark.parametrize("exchange", CODES)
def test_ten_years_of_sessions(theirs: Callable[[Exchange], Theirs], exchange: Exchange) -> None:
    """Both know the same sessions, but for the closures that the other is known to have missed."""
    known = theirs(exchange)
    assert {day for day in DAYS if session(exchange, day)} == known.keys() - SHUT.get(exchange, set())
    assert len(known) > 2600


@pytest.mark.parametrize("exchange", CODES)
def test_ten_years_of_hours(theirs: Callable[[Exchange], Theirs], exchange: Exchange) -> None:
    """Every session opens and closes at the same moment, summer time and winter time, half days and whole ones."""
    for day, other in theirs(exchange).items():
        # The mainland's closing auction is part of what the other calls its session.
        closes = other.closes - timedelta(minutes=3) if exchange is Exchange.SHANGHAI else other.closes
        assert (open_of(exchange, day), close_of(exchange, day)) == (other.opens, closes), day
        assert not final(exchange, other.closes - SECOND), day


@pytest.mark.parametrize("exchange", CODES)
def test_ten_years_of_half_days(theirs: Callable[[Exchange], Theirs], exchange: Exchange) -> None:
    """The half days are those whose last hour comes early; Hong Kong's have no afternoon, the mainland has none."""
    known = theirs(exchange)
    usual = max(other.closes.astimezone(other.opens.tzinfo) - other.opens for other in known.values())
    short = {day for day, other in known.items() if other.closes - other.opens < usual - timedelta(minutes=30)}
    assert {day for day in known if half_day(exchange, day)} == short
    assert bool(short) is (exchange is not Exchange.SHANGHAI)


@pytest.mark.parametrize("exchange", CODES)
def test_ten_years_of_lunches(theirs: Callable[[Exchange], Theirs], exchange: Exchange) -> None:
    """No trading time passes over lunch, where there is one, and it does right before and after it."""
    for day, other in list(theirs(exchange).items())[::7]:
        if other.lunch is None or other.lunch[0] == other.lunch[1]:
            assert half_day(exchange, day) or exchange is Exchange.NEW_YORK
            continue
        noon, one = other.lunch
        if day not in SHUT.get(exchange, set()):
            assert [phase(exchange, each) for each in (noon - SECOND, noon, one - SECOND, one)] == [
                Phase.MORNING,
                Phase.LUNCH,
                Phase.LUNCH,
                Phase.AFTERNOON,
            ]
        assert trading_minutes(exchange, noon - 60 * SECOND, one + 60 * SECOND) == 2, day
