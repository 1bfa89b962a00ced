"""What branch coverage pays for greenlets, in which SQLAlchemy runs each statement: something at a switch, not a call.

Told of greenlets (`concurrency`), coverage looks up in Python which one it is in, at each call and each return of any
function: a third of what our tests took. To coverage a greenlet may as well be a thread, of which each has a tracer of
its own. So each greenlet gets one here, as threads do, and leaves it to the next when it is dead.

Coverage finds this by its name in `pyproject.toml`, in each process that it measures. Only the thread that starts it
is looked after: no other thread of ours runs greenlets.
"""

import sys
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from greenlet import greenlet, settrace

if TYPE_CHECKING:
    from _typeshed import TraceFunction


class Tracers:
    """The tracer of each greenlet of a thread, and those that dead greenlets have left."""

    def __init__(self) -> None:
        """Know none yet."""
        self._of: WeakKeyDictionary[greenlet, TraceFunction | None] = WeakKeyDictionary()
        self._spare: list[TraceFunction] = []

    def switched(self, _event: str, switch: tuple[greenlet, greenlet]) -> None:
        """Put away the tracer of the greenlet that is left, and take out that of the one that is entered."""
        left, entered = switch
        tracer = sys.gettrace()
        if not left.dead:
            self._of[left] = tracer
        elif tracer is not None:
            self._spare.append(tracer)
        sys.settrace(self._of[entered] if entered in self._of else self._new())

    def _new(self) -> "TraceFunction | None":
        """Return a spare tracer, or else what coverage has a new thread begin with."""
        return self._spare.pop() if self._spare else threading.gettrace()


def coverage_init(_registry: object, _options: Mapping[str, str]) -> None:
    """Begin; coverage calls this before it starts."""
    settrace(Tracers().switched)
