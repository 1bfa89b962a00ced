"""A clock is a function that tells the time.

Surge lives in two kinds of time. *Market time* is what the samples carry and what rules are judged by; a replay
moves it. *Wall time* is what leases, timeouts and deliveries live by; nothing moves it. Whatever needs the time
is given one of the two, and says which.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
NEW_YORK = ZoneInfo("America/New_York")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def wall() -> datetime:
    """Return the real time, aware, in UTC."""
    return datetime.now(UTC)
