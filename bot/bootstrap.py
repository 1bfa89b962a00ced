"""Choose the parts and put them together: real or replayed, as the settings say."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog

from bot.alerts.meter import Meter, Paced
from bot.alerts.registrar import Registrar
from bot.alerts.retention import Retention
from bot.alerts.rules import Rules
from bot.alerts.samples import SessionKey, session_key
from bot.alerts.watch import Watch
from bot.clock import Clock
from bot.clock import wall as real_time
from bot.lease import Leases
from bot.market.cache import YOUNG
from bot.market.catalogue import use
from bot.market.closes.desk import HistoryDesk
from bot.market.closes.reader import ClosesReader
from bot.market.desk import QuoteDesk
from bot.market.figures import Figures
from bot.market.follower import Follower, Following
from bot.market.live import LiveMarket
from bot.market.newsroom import NewsDesk
from bot.market.providers.replay import SHIPPED, ReplayProvider, load
from bot.market.providers.yahoo import SOURCE, YahooProvider
from bot.market.relay import Relay, Relayed
from bot.market.tally.room import furnished, reading_room
from bot.market.tape import Tape
from bot.replay import Replay, Run
from bot.role import Role
from bot.settings import Settings
from bot.spectator import Spectator
from bot.storage.alert_book import StoredAlertBook
from bot.storage.archive import StoredArchive
from bot.storage.choices import StoredChoices
from bot.storage.closes import StoredCloses
from bot.storage.figures import StoredFigures
from bot.storage.leases import StoredLeases
from bot.storage.living import StoredLiving
from bot.storage.managers import StoredManagers
from bot.storage.outbox import StoredOutbox
from bot.storage.receipts import StoredReceipts
from bot.storage.register import StoredRegister
from bot.storage.relay import StoredRelay
from bot.storage.replay_log import StoredReplayLog
from bot.storage.request_log import StoredRequestLog
from bot.storage.stores import Stores, open_stores
from bot.storage.tallies import StoredTallies
from bot.surge import Surge

log = structlog.get_logger()

DATABASE = "surge.db"


@dataclass(frozen=True, slots=True)
class Recording:
    """The tape to be replayed, what identifies it, and the folder that its replay lives in."""

    tape: Tape
    digest: str
    home: Path

    @classmethod
    def of(cls, settings: Settings) -> "Recording":
        """Read the tape that the settings name. Raises ConfigurationError where it is none."""
        path = Path(settings.surge_tape) if settings.surge_tape else SHIPPED
        tape = load(path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        # Two tapes may tell of the same day; each has its own alerts and its own runs.
        name = tape.day.isoformat() if path == SHIPPED else f"{tape.day.isoformat()}-{digest[:8]}"
        return cls(tape, digest, settings.home / "sandbox" / name)


@asynccontextmanager
async def build(settings: Settings, wall: Clock = real_time, role: Role = Role.ALL) -> AsyncIterator[Surge]:
    """Open all that Surge needs for its role and give it; close it in the end. Raises ConfigurationError."""
    use(settings.home)
    parts = _replayed if settings.replaying else _live if role.looks else _following
    async with parts(settings, wall, role) as surge:
        surge.desk.remember(await surge.book.admitted())
        yield replace(surge, role=role)


@asynccontextmanager
async def _replayed(settings: Settings, wall: Clock, role: Role) -> AsyncIterator[Surge]:
    """Build Surge around a tape: market time is the tape's, and sessions carry the run's number."""
    recording, run = Recording.of(settings), Run()
    for fault in recording.tape.faults:
        log.warning(fault.sentence, line=fault.number)
    provider = ReplayProvider(recording.tape)

    def clock() -> datetime:
        return provider.at

    async with _stores(settings, recording.home, recording.digest[:8]) as stores:
        desk = QuoteDesk(provider, stores.cache, clock)
        surge = _together(settings, recording.home, stores, desk, clock, wall, run.session)
        cursors, digest = StoredReplayLog(stores.database), recording.digest
        if not role.looks:
            spectator = Spectator(provider=provider, desk=surge.desk, log=cursors, run=run, digest=digest)
            await spectator.turn()
            yield replace(surge, follow=spectator.turn)
            return
        replay = Replay(
            provider=provider,
            watch=surge.watch,
            desk=surge.desk,
            outbox=surge.outbox,
            log=cursors,
            run=run,
            digest=digest,
            speed=settings.replay_speed,
        )
        await replay.resume()
        yield replace(surge, replay=replay)


@asynccontextmanager
async def _live(settings: Settings, wall: Clock, role: Role) -> AsyncIterator[Surge]:
    """Build Surge around Yahoo: market time is real time."""
    async with _stores(settings, settings.home) as stores:
        logs = partial(StoredRequestLog, stores.database)
        provider = YahooProvider(settings.home, logs("yahoo"), wall)
        tallies, choice = StoredTallies(stores.database), settings.surge_turnover_source
        newsroom, figures = NewsDesk(provider.news, wall), Figures(StoredFigures(stores.database))
        histories = HistoryDesk(StoredCloses(stores.database), provider.closes, wall, free=provider.free)
        room = furnished(choice, tallies, logs, provider.manners, provider.listed, wall)
        try:
            async with room as (tally, chores), AsyncExitStack() as stack:
                market = LiveMarket(provider, tally, wall)
                desk = QuoteDesk(market, stores.cache, wall, histories)
                surge = _together(settings, settings.home, stores, desk, wall, wall, session_key, tally.pace)
                relay = Relay(StoredRelay(stores.database), desk, newsroom, wall)
                stack.push_async_callback(relay.close)
                yield replace(
                    surge,
                    pace=lambda: provider.pace,
                    newsroom=newsroom,
                    tally=tally,
                    chores=partial(chores.turn, desk, wall),
                    histories=histories,
                    figures=figures,
                    relay=None if role is Role.ALL else relay,
                )
        finally:
            await histories.close()
            await newsroom.close()
            await provider.close()


@asynccontextmanager
async def _following(settings: Settings, wall: Clock, _: Role) -> AsyncIterator[Surge]:
    """Build Surge without a source of its own: another process asks, and what it knows is read."""
    async with _stores(settings, settings.home, young=0) as stores:
        database = stores.database
        store, tally = StoredRelay(database), reading_room(settings.surge_turnover_source, StoredTallies(database))
        relayed = Relayed(store, SOURCE, tally.history, wall)
        desk = Follower(relayed, stores.cache, wall, ClosesReader(StoredCloses(database), wall))
        figures = Figures(StoredFigures(database))
        following = Following(desk, tally, figures, store, StoredLeases(database), wall)
        surge = _together(settings, settings.home, stores, desk, wall, wall, session_key, tally.pace)
        newsroom = NewsDesk(relayed.news, wall)
        surge = replace(surge, follow=following.turn, told=lambda: desk.bulletin)
        try:
            yield replace(surge, newsroom=newsroom, tally=tally, figures=figures)
        finally:
            await newsroom.close()


def _together(  # noqa: PLR0913, PLR0917 - the parts that differ, and nothing else
    settings: Settings,
    home: Path,
    stores: Stores,
    desk: QuoteDesk,
    clock: Clock,
    wall: Clock,
    session: SessionKey,
    paced: Paced | None = None,
) -> Surge:
    """Put the parts around a desk."""
    meter = Meter(desk, clock, session, paced)
    book, managers = StoredAlertBook(stores.database), StoredManagers(stores.database)
    registrar = Registrar(desk, StoredRegister(stores.database), clock, wall, session)
    return Surge(
        settings=settings,
        home=home,
        clock=clock,
        wall=wall,
        database=stores.database.kind,
        cache=stores.cache,
        desk=desk,
        book=book,
        outbox=StoredOutbox(stores.database),
        living=StoredLiving(stores.database),
        choices=StoredChoices(stores.database),
        managers=managers,
        receipts=StoredReceipts(stores.database),
        rules=Rules(book, managers, desk, clock, session, meter),
        watch=Watch(desk, book, clock, wall, session, meter, registrar),
        retention=Retention(StoredArchive(stores.database), clock, wall),
    )


@asynccontextmanager
async def leases(settings: Settings) -> AsyncIterator[Leases]:
    """Open the leases by which processes agree; close them in the end. Raises ConfigurationError."""
    async with open_stores(place(settings, settings.home)) as stores:
        yield StoredLeases(stores.database)


async def migrated(settings: Settings) -> str:
    """Bring the shared database's schema up to date; say so. Raises ConfigurationError."""
    async with open_stores(settings.database_url or settings.home / DATABASE) as stores:
        return f"{stores.database.kind} is up to date."


def _stores(
    settings: Settings, home: Path, room: str = "live", young: float = YOUNG
) -> AbstractAsyncContextManager[Stores]:
    """Open the stores that the settings name; a replay keeps to its own folder unless asked."""
    return open_stores(place(settings, home), settings.redis_url if settings.shared_stores else "", room, young)


def place(settings: Settings, home: Path) -> str | Path:
    """Return where the database is of a Surge that writes in `home`."""
    return (settings.shared_stores and settings.database_url) or home / DATABASE
