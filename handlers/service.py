"""Surge at work: the app, its line to the workspace, the courier and the schedule around one `Surge`, by its role."""

import os
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import cast

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts.book import Delivery
from bot.alerts.living import EVERY
from bot.settings import SLACK, Settings
from bot.surge import Surge
from handlers.app import build_app
from handlers.backstage import Backstage
from handlers.connection import Connection
from handlers.delivery import Courier, Step, unwatched
from handlers.http import Hear
from handlers.identity import Identity
from handlers.jobs import delivering, following, looking
from handlers.line import Line
from handlers.living import Editor
from handlers.once import Once
from handlers.people import People
from handlers.schedule import Job, Schedule
from handlers.seeds import plant
from handlers.services import Services
from handlers.session import Session
from handlers.sights.vitals import vitals
from handlers.tasks import Tasks
from handlers.token import Token
from handlers.webhook import Webhook

# Whoever waits for a connection for that long has surely sent nothing.
TIMEOUT = aiohttp.ClientTimeout(total=10, connect=5, sock_connect=5)
# A replayed day passes in minutes, and its messages must keep up with it.
REPLAYED_EVERY = timedelta(seconds=2)
DRAIN_SECONDS = 2.0
REPLAYABLE = timedelta(minutes=10)  # a signature counts for five minutes either way


@asynccontextmanager
async def at_work(
    surge: Surge, settings: Settings, on_step: Callable[[Step, Delivery], None] = unwatched
) -> AsyncIterator["Service"]:
    """Make the service ready; on leaving, nothing new is begun and what is under way is finished."""
    async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
        base = settings.slack_api_url or SLACK
        shared = cast("aiohttp.ClientSession", Session(session, base))

        def client(token: str | None) -> AsyncWebClient:
            return AsyncWebClient(token, base_url=base, session=shared, retry_handlers=[])

        service = Service(surge, client(settings.slack_bot_token), client(None), settings, on_step)
        try:
            yield service
        finally:
            await service.stop()


class Service:
    """Holds what runs; `run()` is the work itself, and returns only by an error or when cancelled."""

    def __init__(
        self,
        surge: Surge,
        client: AsyncWebClient,
        stranger: AsyncWebClient,
        settings: Settings,
        on_step: Callable[[Step, Delivery], None],
    ) -> None:
        """Put it together; `client` speaks as Surge, `stranger` has no token yet.

        `hear` answers what Slack posts, where it does (None: Socket Mode).
        """
        self._surge = surge
        self._identity = Identity(client)
        self._tasks = Tasks()
        self._services = Services(surge, People(), self._tasks)
        self.hear: Hear | None = None
        self._line = self._answering(stranger, settings) if surge.role.answers else Backstage(self._identity)
        self._token = Token(self._identity, surge.outbox, surge.wall)
        self._courier = self._delivering(client, on_step)
        self._editor = self._editing(client, on_step)
        self._schedule = Schedule(self._jobs())

    def _answering(self, stranger: AsyncWebClient, settings: Settings) -> Line:
        """Return the line by which people reach Surge."""
        app = build_app(self._services, stranger, self._identity)
        if not settings.by_http:
            return Connection(app, self._identity, settings.slack_app_token)
        once = Once(self._surge.receipts, self._surge.wall, REPLAYABLE)
        webhook = Webhook(app, self._identity, settings.slack_signing_secret, once, self._surge.wall)
        self.hear = webhook.hear
        return webhook

    def _delivering(self, client: AsyncWebClient, on_step: Callable[[Step, Delivery], None]) -> Courier:
        surge = self._surge
        return Courier(
            client=client,
            outbox=surge.outbox,
            source=surge.desk.source,
            reconcile=surge.settings.reconcile,
            owner=f"{os.getpid()}-{secrets.token_hex(4)}",
            wall=surge.wall,
            on_refused=self._token.refused,
            on_step=on_step,
        )

    def _editing(self, client: AsyncWebClient, on_step: Callable[[Step, Delivery], None]) -> Editor:
        surge = self._surge
        return Editor(
            client=client,
            living=surge.living,
            source=surge.desk.source,
            clock=surge.clock,
            wall=surge.wall,
            every=EVERY if surge.desk.source.replay is None else REPLAYED_EVERY,
            on_step=on_step,
        )

    async def run(self) -> None:
        """Take up what an earlier process left, then answer, watch and deliver.

        Where others may hold something, what a dead process has left is due when its leases are over.
        """
        settings = self._surge.settings
        if not (settings.shared_stores and settings.database_url):
            await self._surge.outbox.reclaim(self._surge.wall())
        await self._line.run(self._begin)

    def checks(self) -> Mapping[str, bool]:
        """Name what must be true for Surge to do its part."""
        token = {"token": self._token.good} if self._surge.role.delivers else {}
        working = self._schedule.running and not self._schedule.late()
        return {"connected": self._line.connected, **token, "jobs": working}

    async def metrics(self) -> bytes:
        """Return the numbers of the moment, as `/metrics` gives them. Raises StorageError."""
        from handlers.gauges import exposition  # noqa: PLC0415 - a tenth of a second, for who looks at them

        return exposition(await vitals(self._surge), self._services.latencies)

    async def stop(self) -> None:
        """Begin nothing new; finish what is under way, within 10 s in all."""
        await self._schedule.stop()
        await self._line.close()
        await self._tasks.drain(DRAIN_SECONDS)
        if self._surge.replay is not None:
            await self._surge.replay.stop()

    async def _begin(self) -> None:
        """Once the workspace is known: plant the first rules there, and start the clockwork."""
        identity = await self._identity.authorize()
        await plant(self._surge, identity.team_id or "")
        if not self._schedule.running:
            self._schedule.start()

    def _jobs(self) -> list[Job]:
        role = self._surge.role
        return [
            *(delivering(self._courier, self._editor, self._token) if role.delivers else ()),
            *(looking(self._surge) if role.looks else ()),
            *following(self._surge),
        ]
