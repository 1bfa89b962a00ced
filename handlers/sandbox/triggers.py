"""Trigger ids: proof that a person did something just now. Valid for 3 seconds, and once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count

from handlers.sandbox.refusal import SlackError

LIFETIME = 3.0


@dataclass(slots=True)
class Triggers:
    """Issues and takes back trigger ids; `clock` counts seconds and never steps back."""

    clock: Callable[[], float]
    _issued: dict[str, tuple[str, float]] = field(default_factory=dict)
    _spent: set[str] = field(default_factory=set)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def issue(self, user: str) -> str:
        """Return a new trigger id for what this person just did."""
        trigger = f"{next(self._numbers)}.1.sandbox"
        self._issued[trigger] = user, self.clock() + LIFETIME
        return trigger

    def exchange(self, trigger: str) -> str:
        """Return the person behind a trigger id, which is spent by that.

        Raises SlackError `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`.
        """
        if trigger in self._spent:
            raise SlackError("exchanged_trigger_id")
        if trigger not in self._issued:
            raise SlackError("invalid_trigger_id")
        user, until = self._issued[trigger]
        if self.clock() > until:
            raise SlackError("expired_trigger_id")
        self._spent.add(trigger)
        return user
