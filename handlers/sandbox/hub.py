"""Who is told what happens: the page's streams, and whoever waits for an answer."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from handlers.sandbox.message import Message
from handlers.sandbox.world import OWNER


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened: its name and data as the page gets them, and whom it concerns.

    `user` alone may see it, when given; `cause` is the response_url or trigger id it came by.
    """

    name: str
    data: Mapping[str, object]
    user: str | None = None
    cause: str | None = None
    message: Message | None = None

    def seen_by(self, user: str | None) -> bool:
        """Tell whether a person may see it (None: somebody who watches everything)."""
        owner = OWNER.get(self.message.channel) if self.message else None
        return user is None or (self.user in (None, user) and (owner is None or owner.id == user))


Listener = asyncio.Queue[Event | None]


@dataclass(slots=True)
class Hub:
    """Tells all who listen; None in a queue means that it is over.

    `limit` is how many events one may lag behind; `ping` how many seconds a stream stays quiet at most.
    """

    limit: int = 2000
    ping: float = 15.0
    listeners: set[Listener] = field(default_factory=set)

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        """Listen for as long as the context lasts."""
        listener: Listener = asyncio.Queue(self.limit)
        self.listeners.add(listener)
        try:
            yield listener
        finally:
            self.listeners.discard(listener)

    def publish(self, event: Event) -> None:
        """Tell everybody; one who does not keep up is left behind, and starts anew."""
        for listener in [*self.listeners]:
            if listener.full():
                self._dismiss(listener)
            else:
                listener.put_nowait(event)

    def end(self) -> None:
        """Send every listener home."""
        for listener in [*self.listeners]:
            self._dismiss(listener)

    def _dismiss(self, listener: Listener) -> None:
        self.listeners.discard(listener)
        while not listener.empty():
            listener.get_nowait()
        listener.put_nowait(None)
