"""Where on a tape a person wants to be: "14:30", "open", "close", "us", or an ISO time. Pure."""

from datetime import datetime, timedelta

from bot.clock import HONG_KONG
from bot.errors import RequestError
from bot.market.instrument import Exchange
from bot.market.sessions import close_of, open_of
from bot.market.tape import Tape


def line_at(tape: Tape, when: str) -> int:
    """Return the first line of `tape` at or after `when`, Hong Kong time unless it names a zone.

    Raises RequestError where that is no time, or one after the tape's end.
    """
    time = _time(tape, when.strip().casefold())
    for number, line in enumerate(tape.lines):
        if line.at >= time:
            return number
    ends = tape.lines[-1].at.astimezone(HONG_KONG)
    raise RequestError(f"The tape ends before that: at {ends:%H:%M} Hong Kong time.")


def _time(tape: Tape, when: str) -> datetime:
    named = {
        "open": open_of(Exchange.HONG_KONG, tape.day),
        "close": close_of(Exchange.HONG_KONG, tape.day),
        "us": open_of(Exchange.NEW_YORK, tape.day),
    }
    if when in named:
        return named[when]
    try:
        return _clock_time(tape, when) if len(when) <= len("09:30") else _iso_time(when)
    except ValueError:
        raise RequestError("Jump to a time such as `14:30`, or to `open`, `close` or `us`.") from None


def _iso_time(when: str) -> datetime:
    time = datetime.fromisoformat(when)
    return time if time.tzinfo else time.replace(tzinfo=HONG_KONG)


def _clock_time(tape: Tape, when: str) -> datetime:
    """Read a time of the tape's day; one before the tape begins is the next day's, if the tape goes that far."""
    clock = datetime.strptime(when, "%H:%M").time()  # noqa: DTZ007 - the zone comes with the day
    time = datetime.combine(tape.day, clock, HONG_KONG)
    later = time + timedelta(days=1)
    return later if time < tape.lines[0].at and later <= tape.lines[-1].at else time
