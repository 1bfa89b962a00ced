"""The whole way of an alert, from the market to a workspace, without a program around it.

A made-up day, a courier and an editor, put together as the bootstrap does it: over any database, over real sockets, at
a time that the test tells. What would take a program seconds takes milliseconds here.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import cast

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.alert import Alert, Audience
from bot.alerts.book import Delivery, State
from bot.alerts.condition import Direction
from bot.alerts.conditions.moves import Moves
from bot.alerts.living import Living
from bot.settings import Reconcile
from bot.storage.database import open_database
from bot.storage.living import StoredLiving
from handlers.delivery import Courier, Step, unwatched
from handlers.living import Editor
from handlers.session import Session
from tests.bot.day import MINUTE, WALL, Day, alert, tape

LIVE = {State.WAITING, State.SENDING, State.DOUBTFUL}
TURN = 2.0  # seconds between two turns: one line of the day, two market minutes apart
QUIET_TURNS = 2


def rising(symbol: str, level: int, audience: Audience = Audience.CHANNEL, **changes: object) -> Alert:
    """Return an alert on a symbol that rises by so many per cent. Its words would take longer to read than the rest."""
    return alert(Moves(symbol, Decimal(level), (Direction.UP,)), audience, name=symbol, **changes)


@dataclass(frozen=True, slots=True)
class Mailroom:
    """A day whose alerts go to a workspace."""

    day: Day
    courier: Courier
    editor: Editor
    living: Living

    async def turn(self) -> int:
        """Post what is due, edit what has changed, and let a moment pass; return how much that was."""
        done = await self.courier.deliver() + await self.editor.edit()
        await self.day.tick(TURN)
        return done

    async def play(self) -> None:
        """Play the day to its end, until nothing is left to post or to edit."""
        await self.day.replay.begin()
        quiet = 0
        while quiet < QUIET_TURNS:
            done = await self.turn()
            busy = done or not self.day.replay.over or LIVE & (await self.day.outbox.counts()).keys()
            quiet = 0 if busy else quiet + 1

    def later(self, seconds: float) -> None:
        """Let wall time pass."""
        self.day.now[0] += timedelta(seconds=seconds)


@asynccontextmanager
async def mailroom(  # noqa: PLR0913 - a place, a day, a workspace, and what may differ
    place: str,
    lines: Sequence[str],
    api: str,
    reconcile: Reconcile = Reconcile.HISTORY,
    *,
    later: float = 0,
    patience: float = 10,
    on_step: Callable[[Step, Delivery], None] = unwatched,
) -> AsyncIterator[Mailroom]:
    """Open one over the database at `place`, which posts to the Web API at `api`.

    It opens so many seconds `later` than the first one, and waits `patience` seconds for each answer.
    """
    database = open_database(place)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=patience)) as http:
        day = await Day(tape(lines), database, [WALL + timedelta(seconds=later)]).start()
        shared = cast("aiohttp.ClientSession", Session(http, api))
        client = AsyncWebClient("xoxb-mail", base_url=api, session=shared, retry_handlers=[])

        async def refused(team: str, error: str) -> None:
            await day.outbox.refuse(team, error, day.wall() + MINUTE)

        living = StoredLiving(database)
        courier = Courier(
            client=client,
            outbox=day.outbox,
            source=day.desk.source,
            reconcile=reconcile,
            owner="mail",
            wall=day.wall,
            on_refused=refused,
            on_step=on_step,
        )
        editor = Editor(
            client=client,
            living=living,
            source=day.desk.source,
            clock=day.clock,
            wall=day.wall,
            every=timedelta(seconds=1),
            on_step=on_step,
        )
        yield Mailroom(day, courier, editor, living)
    await database.close()
