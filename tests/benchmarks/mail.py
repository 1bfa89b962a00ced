"""Mail for benchmarks: bots that post direct messages, each about one person's rule that has just rung."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any, cast

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.alert import Audience, Reason
from bot.alerts.book import Event
from bot.clock import wall
from bot.market.provider import Source
from bot.settings import Reconcile
from bot.storage import ledger
from bot.storage.database import Database
from bot.storage.delivery_tables import deliveries
from bot.storage.outbox import StoredOutbox
from bot.storage.parcels import load
from bot.storage.rows import event_row
from bot.storage.tables import events
from handlers.cards.alert_post import post
from handlers.delivery import EVENT_TYPE, Courier
from handlers.jobs import DELIVER_SECONDS
from handlers.service import TIMEOUT
from handlers.session import Session
from tests.bot.day import UP_5, alert, database, percent

# As many people in a workspace as its bucket holds posts: nobody is paced.
AT_ONCE, CROWD = 20, 1000
PEOPLE = 100
SOURCE = Source("Yahoo")


async def refused(team: str, error: str) -> None:
    """Hear of a workspace that refuses Surge; none does here."""
    raise AssertionError(f"{team}: {error}")


@asynccontextmanager
async def lines(api: str) -> AsyncIterator[tuple[AsyncWebClient, AsyncWebClient]]:
    """Open a client as Surge makes it, and one as most would; they share one session."""
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        own = cast("aiohttp.ClientSession", Session(session, api))
        yield (
            AsyncWebClient("xoxb-benchmark", base_url=api, session=own, retry_handlers=[]),
            AsyncWebClient("xoxb-benchmark", base_url=api, session=session),
        )


def courier(client: AsyncWebClient, outbox: StoredOutbox) -> Courier:
    """Return the product's courier."""
    parts: dict[str, Any] = {"client": client, "outbox": outbox, "source": SOURCE, "wall": wall}
    return Courier(**parts, reconcile=Reconcile.NONE, owner="benchmark", on_refused=refused)


class Mail:
    """An outbox on SQLite, its courier, and the bare client that posts the same messages."""

    def __init__(self, kept: Database, ours: AsyncWebClient, bare: AsyncWebClient) -> None:
        self._kept, self._bare = kept, bare
        self._outbox = StoredOutbox(kept)
        self._courier = courier(ours, self._outbox)
        self._people = self._teams = 0
        self._made: list[dict[str, Any]] = []

    async def crowd(self) -> float:
        """Have a thousand messages wait, in so many workspaces that all may go out at once."""
        for _ in range(CROWD // AT_ONCE):
            await self._fill(AT_ONCE)
        return self._people

    async def workspace(self) -> float:
        """Have a message wait for each of a hundred people in one further workspace."""
        await self._fill(PEOPLE)
        return self._people

    async def deliver(self) -> float:
        """Deliver all that waits, as often as the schedule does; return how many seconds it took."""
        begun = perf_counter()
        while await self._outbox.next_due(wall()) is not None:
            if not await self._courier.deliver():
                await asyncio.sleep(DELIVER_SECONDS)
        return perf_counter() - begun

    async def make(self) -> float:
        """Make the newest thousand messages once more, for the bare client."""
        async with self._kept.read() as connection:
            newest = await load(connection, deliveries.c.id > self._people - CROWD)
        self._made = [_made(post(each, SOURCE), each.destination, each.token) for each in newest]
        return len(self._made)

    async def post(self) -> float:
        """Post those by the bare client; return how many seconds it took."""
        begun = perf_counter()
        await asyncio.gather(*(self._bare.chat_postMessage(**each) for each in self._made))
        return perf_counter() - begun

    async def _fill(self, people: int) -> None:
        self._teams += 1
        rung = [rang(self._people + number, f"T{self._teams}") for number in range(1, people + 1)]
        self._people += people
        await keep(self._kept, rung, wall())


def rang(number: int, team: str) -> Event:
    """Return a crossing of a person's rule."""
    person = f"{team}-U{number}"
    own = replace(alert(UP_5, Audience.PERSON), id=number, team=team, destination=person, creator=person)
    sample = percent("5.25", 15)
    return Event(
        alert=own,
        threshold=own.condition.thresholds(None)[0],  # type: ignore[arg-type]  # it has no baseline
        sample=sample,
        before=None,
        reason=Reason.CROSSED,
        generation=0,
        detected_at=sample.time,
        id=number,
    )


async def keep(kept: Database, rung: Sequence[Event], now: datetime) -> None:
    """Record crossings with the messages they cause."""
    async with kept.write() as connection:
        await connection.execute(events.insert(), [{**event_row(each, now), "id": each.id} for each in rung])
        await ledger.send(kept, connection, rung, now)


def _made(card: Any, destination: str, token: str) -> dict[str, Any]:  # noqa: ANN401 - a card
    about = {"event_type": EVENT_TYPE, "event_payload": {"delivery": token}}
    looks = {"unfurl_links": False, "unfurl_media": False}
    return {"channel": destination, "text": card.text, "blocks": list(card.blocks), "metadata": about, **looks}


@asynccontextmanager
async def mail() -> AsyncIterator[dict[str, Callable[[], Awaitable[float]]]]:
    """Open it; give what it can be told to do."""
    kept = await database(Path(os.environ["SURGE_HOME"]))
    async with lines(os.environ["SLACK_API_URL"]) as (ours, bare):
        room = Mail(kept, ours, bare)
        every = (room.crowd, room.workspace, room.deliver, room.make, room.post)
        yield {order.__name__: order for order in every}
    await kept.close()
