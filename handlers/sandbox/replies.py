"""Gathering what answers a person: what came by their response_url, to them alone, or into their thread."""

import asyncio
from dataclasses import dataclass, field

from handlers.sandbox.hub import Event, Listener
from handlers.sandbox.message import Message
from handlers.sandbox.world import OWNER

# An answer is often two calls in a row; this is how long the second may take.
SETTLE = 0.1


@dataclass(frozen=True, slots=True)
class About:
    """What a person did, told by what may answer it.

    `causes` are the response_url and trigger id it came with; `origin` is the message acted upon or written;
    `thread` is where a reply would stand; `talk` says that any word of the bot in their DM is an answer. A view
    stands in no channel (None), so its answers may come anywhere.
    """

    user: str
    channel: str | None
    causes: frozenset[str] = frozenset()
    origin: str | None = None
    thread: str | None = None
    talk: bool = False

    def answered_by(self, event: Event) -> bool:
        """Tell whether this surely answers."""
        if event.cause is not None:
            return event.cause in self.causes
        message = event.message
        if message is None:
            return event.name in ("view", "home", "view_closed") and event.user == self.user
        if self.channel not in (None, message.channel) or not message.bot:
            return False
        if event.name != "message":
            return message.ts == self.origin
        owner = OWNER.get(message.channel)
        told = message.ephemeral_to == self.user or (self.talk and owner is not None and owner.id == self.user)
        return told or (self.thread is not None and message.thread_ts == self.thread)

    def perhaps(self, event: Event) -> bool:
        """Tell whether this may answer: the bot spoke here, to nobody in particular."""
        message = event.message
        here = message is not None and message.channel == self.channel
        return here and message is not None and message.bot and event.cause is None and not message.ephemeral_to


@dataclass(slots=True)
class Answers:
    """The answers so far, each in its latest wording."""

    about: About
    sure: dict[str, Message] = field(default_factory=dict)
    maybe: dict[str, Message] = field(default_factory=dict)
    answered: bool = False

    def take(self, event: Event) -> None:
        """Take note of one event."""
        sure = self.about.answered_by(event)
        self.answered = self.answered or sure
        if event.message is None or not (sure or self.about.perhaps(event)):
            return
        kept = self.sure if sure else self.maybe
        if event.name == "delete":
            kept.pop(event.message.ts, None)
        else:
            kept[event.message.ts] = event.message

    def replies(self) -> list[Message]:
        """Return the sure answers, or where there are none the possible ones."""
        return [*(self.sure if self.answered else self.maybe).values()]


async def gathered(about: About, events: Listener, until: float, settle: float = SETTLE) -> list[Message]:
    """Return what answers: `settle` seconds after something did, or else at loop time `until`."""
    answers = Answers(about)
    loop = asyncio.get_running_loop()
    while (event := await _next(events, until - loop.time())) is not None:
        answers.take(event)
        if answers.answered:
            until = min(until, loop.time() + settle)
    return answers.replies()


async def _next(events: Listener, seconds: float) -> Event | None:
    """Return the next event, waiting for it at most so long."""
    if not events.empty() or seconds <= 0:
        return None if events.empty() else events.get_nowait()
    try:
        return await asyncio.wait_for(events.get(), seconds)
    except TimeoutError:
        return None
