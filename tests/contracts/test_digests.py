"""What quiet hours hold back, in every database: one message for each place, neither lost nor sent twice."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.alerts.alert import Alert, Audience, Reason, Standing
from bot.alerts.audit import Deed, entry
from bot.alerts.book import AlertBook, Change, Event, Outbox, State, Sweep
from bot.audience.choices import Choices
from bot.audience.preferences import OFF, QUIET, ZONE
from bot.storage.alert_book import StoredAlertBook
from bot.storage.choices import StoredChoices
from bot.storage.database import open_database
from bot.storage.migrate import migrate
from bot.storage.outbox import StoredOutbox
from tests.backends import BACKENDS
from tests.bot.day import CHANNEL, SESSION, TEAM, TRADER, UP_5, WALL, alert, percent
from tests.forks import FORKS

NIGHT = datetime.fromisoformat("2025-07-15T23:30:00+08:00")
MORNING = datetime.fromisoformat("2025-07-16T07:00:00+08:00")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LATER = WALL + 8 * 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Store:
    """The books over one database; `other` ones are another process's."""

    book: AlertBook
    outbox: Outbox
    choices: Choices
    other_book: AlertBook
    other_outbox: Outbox

    async def ring(
        self,
        at: datetime,
        audience: Audience = Audience.PERSON,
        book: AlertBook | None = None,
        of: Alert | None = None,
    ) -> Event:
        """Let a rule ring at a market time, a new one where none is given; return the event."""
        kept = of or await self.book.add(alert(UP_5, audience))
        value = percent(6, 2)
        now = Standing(SESSION, value.value, value.time, beyond=True, armed=False)
        crossed = Event(
            alert=kept,
            threshold=kept.thresholds(None)[0],  # type: ignore[arg-type]  # it has no baseline
            sample=value,
            before=None,
            reason=Reason.CROSSED,
            generation=0,
            detected_at=at,
        )
        change = Change(kept.id, TEAM, 1, crossed.threshold.direction, None, now)
        (told,) = await (book or self.book).record(Sweep((change,), (crossed,)), WALL)
        return told


@pytest.fixture(params=BACKENDS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where there is an empty database of each kind."""
    return BACKENDS[request.param](tmp_path)


@asynccontextmanager
async def opened(place: str) -> AsyncIterator[Store]:
    """Open the books over a database."""
    mine, yours = open_database(place), open_database(place)
    await migrate(mine)
    yield Store(
        StoredAlertBook(mine),
        StoredOutbox(mine),
        StoredChoices(mine),
        StoredAlertBook(yours),
        StoredOutbox(yours),
    )
    await mine.close()
    await yours.close()


@pytest.fixture
async def store(place: str) -> AsyncIterator[Store]:
    """Open the books over an empty database."""
    async with opened(place) as books:
        yield books


async def test_a_night(store: Store) -> None:
    """What rings by night waits as one message, does not grow old, and is claimed in the morning with all of it."""
    rung = [await store.ring(NIGHT + n * MINUTE) for n in range(3)]
    assert await store.outbox.held(TEAM, TRADER) == 3
    assert await store.outbox.counts() == {State.HELD: 1}
    assert await store.outbox.next_due(WALL) is None
    assert await store.outbox.release(MORNING - MINUTE, LATER) == 0
    assert list(await store.outbox.claim("me", LATER)) == []
    assert await store.outbox.release(MORNING, LATER) == 1
    (digest,) = await store.outbox.claim("me", LATER + 3 * DAY)
    assert (digest.held_until, digest.events) == (MORNING, tuple(rung))
    assert await store.outbox.held(TEAM, TRADER) == 0
    assert await store.outbox.release(MORNING + DAY, LATER) == 0
    assert await store.outbox.of_event(rung[1].id) == replace(digest, ts="")


async def test_by_day_and_for_channels_nothing_is_held(store: Store) -> None:
    """People hear at once by day, and channels at any hour unless they have chosen quiet ones."""
    await store.ring(MORNING)
    await store.ring(NIGHT, Audience.CHANNEL)
    assert await store.outbox.counts() == {State.WAITING: 2}
    await store.choices.choose(TEAM, CHANNEL, {QUIET: "23:00-06:00"})
    await store.ring(NIGHT, Audience.CHANNEL)
    assert await store.outbox.counts() == {State.WAITING: 2, State.HELD: 1}


async def test_what_is_no_alert_comes_after_the_night(store: Store) -> None:
    """That a rule is about to end wakes nobody: it comes in the morning by itself, and by day at once."""
    for at in (NIGHT, MORNING):
        kept = await store.book.add(alert(UP_5, Audience.PERSON))
        await store.book.warn(kept, entry(kept, Deed.WARNED, at), WALL)
    (first,) = await store.outbox.claim("me", WALL)
    assert first.ending is not None
    assert (first.ending.id, first.made_at) == (2, WALL)
    await store.outbox.give_up(first, "seen")
    assert await store.outbox.next_due(WALL + MINUTE) == WALL + (MORNING - NIGHT)
    (second,) = await store.outbox.claim("me", WALL + DAY)
    assert second.ending is not None
    assert second.ending.id == 1


@pytest.mark.parametrize(
    ("chosen", "waits", "comes"),
    [
        ({QUIET: OFF}, None, NIGHT),
        ({QUIET: "23:00-23:40"}, NIGHT + 9 * MINUTE, NIGHT + 10 * MINUTE),
        ({QUIET: "22:00-09:00"}, MORNING, MORNING + 120 * MINUTE),
        ({ZONE: "Asia/Tokyo"}, MORNING - 61 * MINUTE, MORNING - 60 * MINUTE),
        ({ZONE: "Europe/London"}, None, NIGHT),
    ],
)
async def test_other_choices_meanwhile(
    store: Store, chosen: dict[str, str], waits: datetime | None, comes: datetime
) -> None:
    """What somebody chooses while something is held counts at once: it comes sooner, later, or now."""
    await store.ring(NIGHT)
    await store.choices.choose(TEAM, TRADER, chosen)
    if waits:
        assert await store.outbox.release(waits, LATER) == 0
    assert await store.outbox.release(comes, LATER) == 1
    assert len(await store.outbox.claim("me", LATER)) == 1


async def test_a_crowd(store: Store) -> None:
    """Whoever records and whoever lets out at the same moment, each event is in one digest, and that in one claim."""
    for _ in range(3):
        rings = [store.ring(NIGHT, book=book) for book in (store.book, store.other_book) * 3]
        frees = [outbox.release(MORNING, LATER) for outbox in (store.outbox, store.other_outbox) * 3]
        await asyncio.gather(*rings, *frees)
    await store.outbox.release(MORNING, LATER)
    taken: list[int] = []
    now = LATER
    while due := [*await store.outbox.claim("me", now), *await store.other_outbox.claim("you", now)]:
        for each in due:
            assert await store.outbox.intend(each, now)
            assert await store.outbox.sent(each, "D", str(len(taken)), now)
            taken += [told.id for told in each.events]
        now += MINUTE
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 18


@pytest.mark.parametrize("fatal", ["hold", "release"])
async def test_a_kill_leaves_it_held_or_let_out(store: Store, place: str, fatal: str) -> None:
    """Whether a process dies as it holds something back or as it lets it out, there is one digest with all of it."""
    first = await store.ring(NIGHT)
    died = FORKS.Process(target=_dies, args=(place, fatal))
    died.start()
    await asyncio.to_thread(died.join, 60)
    assert died.exitcode == -signal.SIGKILL
    assert await store.outbox.held(TEAM, TRADER) == (1 if fatal == "hold" else 2)
    last = await store.ring(NIGHT)
    assert await store.outbox.release(MORNING, LATER) == 1
    (digest,) = await store.outbox.claim("me", LATER)
    assert (digest.events[0], digest.events[-1]) == (first, last)
    assert len(digest.events) == (2 if fatal == "hold" else 3)


def _dies(place: str, fatal: str) -> None:
    """Hold something back and let it out, but for a kill just before one of the two is committed."""
    asyncio.run(_lives(place, fatal))


async def _lives(place: str, fatal: str) -> None:
    async with opened(place) as store:
        if fatal == "release":
            await store.ring(NIGHT)
            event.listen(Engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
            await store.outbox.release(MORNING, LATER)
        kept = await store.book.add(alert(UP_5, Audience.PERSON))
        event.listen(Engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
        await store.ring(NIGHT, of=kept)


async def test_a_new_run_and_an_end_of_time(store: Store) -> None:
    """A replay's new run drops what is held, and its end lets it out though the night is not over."""
    await store.ring(NIGHT)
    assert await store.outbox.cancel("again") == 1
    await store.ring(NIGHT)
    assert await store.outbox.release(None, LATER) == 1
    assert await store.outbox.counts() == {State.EXPIRED: 1, State.WAITING: 1}


async def test_who_is_forgotten_hears_nothing_more(store: Store) -> None:
    """Forgetting somebody deletes what is held for them, and what they chose."""
    await store.choices.choose(TEAM, TRADER, {QUIET: "22:00-08:00"})
    await store.ring(NIGHT)
    gone = await store.book.forget(TEAM, TRADER)
    assert (gone.messages, gone.crossings, gone.settings) == (1, 1, 1)
    assert await store.outbox.release(MORNING, LATER) == 0
    assert await store.choices.preferences(TEAM, TRADER, Audience.PERSON) == await store.choices.preferences(
        TEAM, "U02", Audience.PERSON
    )
