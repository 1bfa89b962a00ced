"""What a reader is told about the age of a price."""

from datetime import timedelta

import pytest

from bot.market.freshness import Freshness, shown
from tests.bot.market.samples import at, quote


@pytest.mark.parametrize(
    ("time", "now", "freshness"),
    [
        ("14:02", "14:17", Freshness.DELAYED),
        ("14:02", "14:23", Freshness.DELAYED),
        ("14:02", "14:24", Freshness.STALE),
        ("12:00", "12:59", Freshness.DELAYED),
        ("16:08", "16:25", Freshness.LAST_CLOSE),
        ("16:08", "23:00", Freshness.LAST_CLOSE),
        ("2025-07-14 16:08", "09:44", Freshness.LAST_CLOSE),
        ("2025-07-14 16:08", "09:52", Freshness.STALE),
        ("2025-07-14 15:59", "09:31", Freshness.STALE),
        ("2025-07-11 16:08", "2025-07-14 08:45", Freshness.LAST_CLOSE),
        ("2025-07-11 16:08", "2025-07-12 11:00", Freshness.LAST_CLOSE),
    ],
)
def test_a_hong_kong_price_by_its_age(time: str, now: str, freshness: Freshness) -> None:
    """Delayed within the source's delay and three polls, the last close until the next session is on, else stale."""
    assert shown(quote(24300, time), at(now)).freshness is freshness


@pytest.mark.parametrize(
    ("time", "now", "freshness"),
    [
        ("21:30", "21:36", Freshness.LIVE),
        ("21:30", "21:37", Freshness.STALE),
        ("2025-07-15 04:00", "09:45", Freshness.LAST_CLOSE),
    ],
)
def test_a_new_york_price_by_its_age(time: str, now: str, freshness: Freshness) -> None:
    """What comes without delay is live for three polls."""
    sample = quote(108, time, "BABA", currency="USD", delay_minutes=0)
    assert shown(sample, at(now)).freshness is freshness


def test_the_age_is_never_negative() -> None:
    """A source whose clock is ahead gives a price of no age."""
    assert shown(quote(24300, "10:00"), at("10:16")).age == timedelta(minutes=16)
    assert shown(quote(24300, "10:16", delay_minutes=0), at("10:15")).age == timedelta()
