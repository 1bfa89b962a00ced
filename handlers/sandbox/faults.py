"""What goes wrong on request: which calls fail next, and how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from handlers.sandbox.refusal import SlackError

KINDS = ("429", "500", "timeout", "drop-after-accept", "html", "truncated", "slow", "error", "pace")
TIMED = ("timeout", "slow")
NO_PAUSE = "absent"
SOCKET_KINDS = ("refuse-dial", "drop", "disconnect", "silent")
SOCKET = "socket"


@dataclass(slots=True)
class Fault:
    """A fault that strikes `times` more calls of `method` (`*`: of any).

    `value`: the Retry-After of a 429 (any text; "absent": none), the seconds of a `timeout` or of `slow`, the name of
    an error. With `accept` the call is done all the same, and only its answer fails. `slow` does the call and answers
    as it should, after its seconds: also when nobody waits any more. `truncated` ends in the middle of the answer.
    """

    method: str
    kind: str
    value: str = ""
    times: int = 1
    accept: bool = False


@dataclass(slots=True)
class Faults:
    """The faults still to come, oldest first; and the pace of posting, when one is asked for."""

    waiting: list[Fault] = field(default_factory=list)
    rate: float | None = None
    _posted: dict[str, float] = field(default_factory=dict)

    def add(self, fault: Fault) -> None:
        """Plan a fault; `pace` sets the messages per second a channel takes from now on (0: any number).

        Raises SlackError `unknown_fault` or `invalid_value`.
        """
        if fault.kind not in (SOCKET_KINDS if fault.method == SOCKET else KINDS):
            raise SlackError("unknown_fault")
        if fault.kind == "pace":
            self.rate = _seconds(fault.value or "1") or None
            return
        if fault.kind in TIMED:
            _seconds(fault.value or "0")
        self.waiting.append(fault)

    def take(self, method: str, kinds: Sequence[str] = KINDS) -> Fault | None:
        """Return the next fault that strikes this call, or None."""
        for fault in self.waiting:
            if fault.kind in kinds and (fault.method == method or (fault.method == "*" and method != SOCKET)):
                fault.times -= 1
                if fault.times < 1:
                    self.waiting.remove(fault)
                return fault
        return None

    def keep_pace(self, channel: str, now: float) -> None:
        """Refuse a message that comes too soon after the last; raises SlackError `ratelimited` (429)."""
        if self.rate is None:
            return
        early = self._posted.get(channel, float("-inf")) + 1 / self.rate - now
        if early > 0:
            raise SlackError("ratelimited", status=429, headers={"Retry-After": str(ceil(early))})
        self._posted[channel] = now

    def clear(self) -> None:
        """Let everything go well again."""
        self.waiting.clear()
        self._posted.clear()
        self.rate = None


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        raise SlackError("invalid_value") from None
    if not 0 <= seconds < float("inf"):
        raise SlackError("invalid_value")
    return seconds
