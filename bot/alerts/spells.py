"""For how long an alert can be kept quiet by a button: market times. Pure."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.alerts.alert import Alert
from bot.alerts.targets import exchange_of
from bot.market.instrument import Exchange
from bot.market.sessions import close_of, local_date, open_of, session

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def to_the_close(alert: Alert, now: datetime) -> datetime:
    """Return when the session that is on, or else the next one, ends."""
    exchange = exchange_of(alert.condition.target)
    return _next(exchange, now, close_of)


def to_the_open(alert: Alert, now: datetime) -> datetime:
    """Return when the next session of the alert's market begins: today's only where it has not begun."""
    exchange = exchange_of(alert.condition.target)
    return _next(exchange, now, open_of)


def _next(exchange: Exchange, now: datetime, moment: Callable[[Exchange, date], datetime]) -> datetime:
    day = local_date(exchange, now)
    while not session(exchange, day) or moment(exchange, day) <= now:
        day += DAY
    return moment(exchange, day)


# As the values of buttons name them.
SPELLS: dict[str, Callable[[Alert, datetime], datetime]] = {
    "close": to_the_close,
    "open": to_the_open,
}
