"""What is old is forgotten, in every database; what lives, and what a rule's state hangs on, is not."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Table, func, select, update

from bot.alerts.alert import Reason, Standing
from bot.alerts.audit import Deed, entry
from bot.alerts.book import Change, Delivery, Event, Posted, Sweep
from bot.alerts.condition import Direction, Threshold
from bot.alerts.retention import KEPT, Retention
from bot.storage import archive
from bot.storage.alert_book import StoredAlertBook
from bot.storage.archive import StoredArchive
from bot.storage.database import Database, open_database
from bot.storage.delivery_tables import courses, deliveries, living, told
from bot.storage.outbox import StoredOutbox
from bot.storage.tables import audits, events, standings
from tests.backends import BACKENDS
from tests.bot.day import OPEN, TEAM, WALL, alert, percent

DAY = timedelta(days=1)
TABLES = (deliveries, told, living, events, courses, audits)


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


@pytest.fixture
async def database(place: str) -> AsyncIterator[Database]:
    """Open it."""
    opened = open_database(place)
    yield opened
    await opened.close()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have everything done in parts of two rows, so that there are several."""
    monkeypatch.setattr(archive, "PART", 2)


async def ring(database: Database, now: datetime, session: str, generation: int = 0) -> Event:
    """Record a crossing of a new rule in a session, at wall time `now`."""
    book = StoredAlertBook(database)
    kept = await book.add(alert())
    sample = replace(percent(6, 2, session), time=OPEN + timedelta(minutes=2))
    event = Event(
        alert=kept,
        threshold=Threshold(Direction.UP, Decimal(5), None),
        sample=sample,
        before=None,
        reason=Reason.CROSSED,
        generation=generation,
        detected_at=sample.time,
    )
    (recorded,) = await book.record(Sweep((_change(event),), (event,)), now)
    return recorded


def _change(event: Event) -> Change:
    sample = event.sample
    stands = Standing(sample.session, sample.value, sample.time, beyond=True, armed=False)
    return Change(event.alert.id, TEAM, event.alert.edition, Direction.UP, None, stands)


async def send(database: Database, now: datetime) -> list[Delivery]:
    """Post all that waits."""
    outbox, sent = StoredOutbox(database), []
    for second in range(9):
        for each in await outbox.claim("me", now + timedelta(seconds=second)):
            await outbox.intend(each, now)
            await outbox.sent(each, "C1", f"{each.id}.0", now, Posted(shown="x"))
            sent.append(each)
    return sent


async def later(database: Database, *sessions: str) -> None:
    """Let every message freeze, every course end, and every rule stand in another session than these."""
    async with database.write() as connection:
        await connection.execute(update(living).values(frozen=True))
        await connection.execute(update(courses).values(over=True))
        await connection.execute(update(standings).where(standings.c.session.in_(sessions)).values(session="later"))


async def counts(database: Database, *tables: Table) -> list[int]:
    """Count the rows of tables."""
    async with database.read() as connection:
        return [await connection.scalar(select(func.count()).select_from(each)) or 0 for each in tables]


async def prune(database: Database, wall: datetime, market: datetime = OPEN) -> int:
    """Forget what is too old by these times."""
    return await Retention(StoredArchive(database), lambda: market, lambda: wall).turn()


async def test_what_is_old_goes_in_parts(database: Database) -> None:
    """After ninety days messages, crossings and courses are gone; what is a day younger stays, whole."""
    for number in range(3):
        await ring(database, WALL, f"old-{number}")
    await send(database, WALL)
    await ring(database, WALL + DAY, "young")
    await send(database, WALL + DAY)
    await later(database, "old-0", "old-1", "old-2", "young")
    assert await prune(database, WALL + KEPT) == 0
    assert await prune(database, WALL + KEPT + DAY / 2) > 0
    assert await counts(database, *TABLES) == [1, 1, 1, 1, 1, 8]
    assert await prune(database, WALL + KEPT + DAY / 2) == 0
    async with database.read() as connection:
        assert await connection.scalar(select(events.c.session)) == "young"


async def test_the_record_of_rules_goes_by_market_time(database: Database) -> None:
    """What happened to a rule is forgotten after ninety days of market time, and the rule itself is not."""
    book = StoredAlertBook(database)
    kept = await book.add(alert())
    await book.change(kept, entry(kept, Deed.SNOOZED, OPEN))
    await prune(database, WALL, kept.made_at + KEPT + DAY / 2)
    assert [each.what for each in await book.story(TEAM, kept.id)] == ["snoozed"]
    await prune(database, WALL, OPEN + KEPT + DAY)
    assert (await book.story(TEAM, kept.id), await book.alert(TEAM, kept.id)) == ([], kept)


@pytest.mark.parametrize("why", ["waiting", "living", "standing", "running", "under"])
async def test_what_lives_stays(database: Database, why: str) -> None:
    """However old: what waits to be sent, may be edited, is hung on by a rule or a course, or has others under it."""
    event = await ring(database, WALL, "old")
    if why != "waiting":
        await send(database, WALL)
    if why != "standing":
        await later(database, "old")
    else:
        await later(database)
    async with database.write() as connection:
        if why == "living":
            await connection.execute(update(living).values(frozen=False))
        if why == "running":
            await connection.execute(update(courses).values(over=False))
        if why == "under":
            row = {**(await connection.execute(select(deliveries))).mappings().one()}
            reply = {**row, "id": row["id"] + 1, "token": "reply", "root_id": row["id"], "made_at": WALL + KEPT}
            await connection.execute(deliveries.insert().values(reply))
    await prune(database, WALL + KEPT + DAY)
    kept = {"waiting": (1, 1), "living": (1, 1), "standing": (0, 1), "running": (0, 1), "under": (2, 1)}[why]
    assert await counts(database, deliveries, events) == list(kept)
    again = await StoredAlertBook(database).record(Sweep((), (event,)), WALL + KEPT)
    assert not again


async def test_what_was_said_of_a_crossing_is_not_said_again(database: Database) -> None:
    """A crossing of a session that a rule still stands in keeps its key: it is recorded once, whenever it comes."""
    event = await ring(database, WALL, "old")
    await send(database, WALL)
    await later(database)
    await prune(database, WALL + KEPT + DAY)
    book = StoredAlertBook(database)
    stands = (await book.standings([event.alert])).values()
    before = next(iter(stands))
    change = replace(_change(event), was=before, now=replace(before, armed=True))
    assert await book.record(Sweep((change,), (event,)), WALL + KEPT + DAY) == []
