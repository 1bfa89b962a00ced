"""What expires: trigger ids after 3 seconds, response_urls after 30 minutes."""

from http import HTTPStatus

import pytest

from handlers.sandbox.hooks import Hooks
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.triggers import Triggers


class Clock:
    """A clock that stands until it is set."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_trigger_lasts_three_seconds() -> None:
    """A trigger id is good for 3 seconds and not longer."""
    clock = Clock()
    triggers = Triggers(clock)
    late, in_time = triggers.issue("U1"), triggers.issue("U2")
    clock.now = 3.0
    assert triggers.exchange(in_time) == "U2"
    clock.now = 3.1
    with pytest.raises(SlackError, match="expired_trigger_id"):
        triggers.exchange(late)


def test_response_url_lasts_thirty_minutes() -> None:
    """A response_url is good for 30 minutes; then, or when made up, it is not found."""
    clock = Clock()
    hooks = Hooks(clock)
    hook = hooks.issue("U1", "C1")
    clock.now = 1800.0
    assert hooks.use(hook.id) is hook
    clock.now = 1800.1
    for name, error in ((hook.id, "expired_url"), ("made-up", "no_service")):
        with pytest.raises(SlackError, match=error) as caught:
            hooks.use(name)
        assert caught.value.status == HTTPStatus.NOT_FOUND
