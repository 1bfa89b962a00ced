"""Lives of Surge that end by `kill -9`, each at a named point of its work, and are followed by the next.

A life is a process of its own: it takes up what the database holds, plays the day on, and dies where it is told to.
Python's fork server makes them, so that each costs milliseconds. On their day one share after the other moves, and each
share's message meets one death: so a day tells of all of them.
"""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.alerts.alert import Audience
from bot.alerts.book import Delivery
from bot.settings import Reconcile
from handlers.delivery import Step
from tests.bot.day import line
from tests.forks import FORKS
from tests.mailroom import Mailroom, mailroom, rising

LIFETIME = 60.0  # a bound for a busy machine, not a wait
LONG_AFTER = 120.0  # seconds of wall time from one life to the next: leases are over, posts have settled


class Kind(StrEnum):
    """What a message is: a channel's first of a move, a further level under it, a ping for one person."""

    POST = "post"
    REPLY = "reply"
    PING = "ping"


class Point(StrEnum):
    """The points that are no `Step`: those of a sweep, and those in a transaction, just before it is committed."""

    LOOKING = "looking"
    READ = "read"
    JUDGED = "judged"
    COMMITTING = "committing"
    COMMITTED = "committed"
    CLAIMING = "claiming"
    INTENDING = "intending"
    RECORDING = "recording"
    KEEPING = "keeping"


SWEEP = (Point.LOOKING, Point.READ, Point.JUDGED, Point.COMMITTING, Point.COMMITTED)
SENDING = (Step.INTENDED, Step.POSTED, Point.RECORDING, Step.RECORDED)
DELIVERY = (Point.CLAIMING, Step.CLAIMED, Point.INTENDING, *SENDING)
EDIT = (Step.EDITING, Point.KEEPING, Step.EDITED)


@dataclass(frozen=True, slots=True)
class Death:
    """A point of the work on one message, where a life ends. The message tells of the `number`th share."""

    number: int
    point: str
    kind: Kind

    @property
    def symbol(self) -> str:
        """The share."""
        return f"{8101 + self.number}.HK"

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels of the share's rules in per cent; the message that meets its death tells of the last."""
        return (3, 5) if self.kind is Kind.REPLY else (3,)

    @property
    def moves(self) -> tuple[float, ...]:
        """How the share moves, in per cent: past each level, and then on."""
        return (1, *(level + 1 for level in self.levels), self.levels[-1] + 1.5)


# Until it is sent, a message is as any other.
POINTS = {Kind.POST: (*SWEEP, *DELIVERY, *EDIT), Kind.REPLY: SENDING, Kind.PING: SENDING}
DEATHS = tuple(
    Death(number, point, kind)
    for number, (kind, point) in enumerate((kind, point) for kind, points in POINTS.items() for point in points)
)
MOVES = tuple((death, move) for death in DEATHS for move in death.moves)


def day() -> Iterator[str]:
    """Yield the lines of the day, two minutes apart: each tells of one share."""
    for number, (death, move) in enumerate(MOVES):
        yield line(2 * number, **{death.symbol: move})


@dataclass(frozen=True, slots=True)
class Life:
    """The `number`th life over a database, at a workspace; `death` is how it ends (None: with the day)."""

    place: str
    api: str
    reconcile: Reconcile
    number: int
    death: Death | None


async def lived(life: Life) -> int | None:
    """Let a process live this life; return how it ended: 0 with the day, -9 by its death."""
    process = FORKS.Process(target=_live, args=(life,))
    process.start()
    await asyncio.to_thread(process.join, LIFETIME)
    return process.exitcode


def _live(life: Life) -> None:
    asyncio.run(_lives(life))


async def _lives(life: Life) -> None:
    fuse = Fuse(life.death)
    later = life.number * LONG_AFTER
    async with mailroom(life.place, tuple(day()), life.api, life.reconcile, later=later, on_step=fuse.stepped) as room:
        if life.number == 0:
            for death in DEATHS:
                await _rule(room, death)
        fuse.lay(room)
        await room.play()


async def _rule(room: Mailroom, death: Death) -> None:
    """Make the rules on a share."""
    audience = Audience.PERSON if death.kind is Kind.PING else Audience.CHANNEL
    for level in death.levels:
        await room.day.book.add(rising(death.symbol, level, audience))


class Fuse:
    """Kills this process at a death's point, as `kill -9` does."""

    def __init__(self, death: Death | None) -> None:
        """Kill it nowhere, where there is no death."""
        self._death = death
        # What is being done that will be committed, if it is about the message.
        self._doing = ""
        event.listen(Engine, "commit", lambda _: self._pass(self._doing))

    def stepped(self, step: str, delivery: Delivery) -> None:
        """Pass a step of a delivery."""
        if self._is_of(delivery):
            self._pass(step)

    def lay(self, room: Mailroom) -> None:
        """Lay it at all other points of a mailroom."""
        day, provider = room.day, room.day.provider
        crossing = MOVES.index((self._death, self._death.levels[-1] + 1)) if self._death else -1

        def here(*_: object) -> bool:
            return provider.line == crossing

        def ours(delivery: Delivery, *_: object) -> bool:
            return self._is_of(delivery)

        self._around(day.desk, "look", here, (Point.LOOKING, "", Point.READ))
        self._around(day.book, "record", here, (Point.JUDGED, Point.COMMITTING, Point.COMMITTED))
        self._around(day.outbox, "claim", here, ("", Point.CLAIMING, ""))
        self._around(day.outbox, "intend", ours, ("", Point.INTENDING, ""))
        self._around(day.outbox, "sent", ours, ("", Point.RECORDING, ""))
        self._around(room.living, "edited", lambda message, _: ours(message.delivery), ("", Point.KEEPING, ""))

    def _around(
        self,
        owner: object,
        name: str,
        counts: Callable[..., bool],
        points: tuple[str, str, str],
    ) -> None:
        """Have a method of `owner` pass the points before, within and after it, where the call `counts`.

        Only where one of them is meant: methods that run beside each other would not know whose commit it is.
        """
        if self._death is None or self._death.point not in points:
            return
        method: Callable[..., Awaitable[object]] = getattr(owner, name)
        before, within, after = points

        async def fused(*arguments: object) -> object:
            if not counts(*arguments):
                return await method(*arguments)
            self._pass(before)
            self._doing = within
            result = await method(*arguments)
            self._doing = ""
            self._pass(after)
            return result

        setattr(owner, name, fused)

    def _is_of(self, delivery: Delivery) -> bool:
        """Whether a delivery is the message that meets its death."""
        kind = Kind.REPLY if delivery.thread else Kind.PING if delivery.audience == Audience.PERSON else Kind.POST
        symbols = {each.sample.target for each in delivery.events}
        return self._death is not None and (kind, symbols) == (self._death.kind, {self._death.symbol})

    def _pass(self, point: str) -> None:
        if self._death and point == self._death.point:
            os.kill(os.getpid(), signal.SIGKILL)
