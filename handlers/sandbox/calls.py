"""Every call the Web API received, for tests and curious people; tokens are masked."""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Call:
    """One call: when, what, with which arguments, and what was answered (None: nothing)."""

    at: float
    method: str
    token: str
    args: Mapping[str, object]
    status: int | None
    answer: object


@dataclass(slots=True)
class Calls:
    """The latest calls, oldest first."""

    kept: deque[Call] = field(default_factory=lambda: deque(maxlen=KEPT))

    def as_json(self) -> list[dict[str, object]]:
        """Return the calls for the door."""
        return [asdict(call) for call in self.kept]


def masked(token: str) -> str:
    """Return a token one may print: its kind only."""
    kind, dash, secret = token.partition("-")
    return f"{kind}-…" if dash and secret else "…" if token else ""
