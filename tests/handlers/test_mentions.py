"""What Surge takes for itself in a conversation."""

from typing import Any

import pytest

from handlers.mentions import REMEMBERED, Seen, meant


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({"type": "app_mention", "user": "U1"}, True),
        ({"type": "message", "channel_type": "im", "user": "U1"}, True),
        ({"type": "message", "channel_type": "channel", "user": "U1"}, False),
        ({"type": "message", "channel_type": "im", "user": "U1", "bot_id": "B1"}, False),
        ({"type": "message", "channel_type": "im", "subtype": "message_changed"}, False),
        ({"type": "app_mention", "user": "U1", "edited": {"ts": "1"}}, False),
        ({"type": "message", "channel_type": "im"}, False),
    ],
)
def test_what_is_meant_for_surge(event: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 - a table of cases
    """Mentions and direct messages of people; never robots, edits, or talk of others."""
    assert meant(event) is expected


def test_an_event_is_handled_once() -> None:
    """Slack sends an event again where it doubts that it arrived; one without a name is always new."""
    seen = Seen()
    assert [seen.first("Ev1"), seen.first("Ev1"), seen.first("Ev2")] == [True, False, True]
    assert [seen.first(""), seen.first("")] == [True, True]


def test_the_memory_is_bounded() -> None:
    """Only the latest events are remembered."""
    seen = Seen()
    for number in range(REMEMBERED + 1):
        seen.first(f"Ev{number}")
    assert seen.first("Ev0")
    assert not seen.first(f"Ev{REMEMBERED}")
