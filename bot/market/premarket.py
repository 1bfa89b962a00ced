"""Trading before and after New York's regular session: what may be said of it, and when. Pure.

The source's market state decides: PRE is the pre-market; POST, POSTPOST, CLOSED and PREPRE (the small hours) follow
the regular session, whose after-hours price stays the newest. In REGULAR there is only the regular price.
"""

from datetime import datetime, timedelta

from bot.market.quotes import Extended, Hours

_HOURS = {"PRE": Hours.PRE} | dict.fromkeys(("POST", "POSTPOST", "CLOSED", "PREPRE"), Hours.POST)
# After hours end four hours after the close; over the longest holiday the next pre-market is within five days.
_REACH = {Hours.PRE: timedelta(days=5), Hours.POST: timedelta(hours=5)}


def extended_hours(state: str) -> Hours | None:
    """Return which price outside the regular session a market state lets be said; None where it lets none."""
    return _HOURS.get(state)


def follows(extended: Extended, closed: datetime) -> bool:
    """Whether the price is of the extended hours that follow the regular price of `closed`: newer, not by too much."""
    return timedelta() < extended.time - closed <= _REACH[extended.hours]
