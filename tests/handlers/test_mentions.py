"""What Surge takes for itself in a conversation."""

from typing import Any

import pytest

from handlers.mentions import meant


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
