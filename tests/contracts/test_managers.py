"""What every database keeps to that a channel's managers are listed in, and who may list them."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.alerts.audit import Deed
from bot.audience.managers import appoint, dismiss
from bot.audience.rights import Actor
from bot.errors import NotAllowed
from bot.storage.alert_book import StoredAlertBook
from bot.storage.database import Database, open_database
from bot.storage.managers import StoredManagers
from tests.backends import BACKENDS
from tests.bot.day import CHANNEL, MINUTE, OPEN, TEAM, admin, analyst, guest, trader

ELSEWHERE = replace(analyst, channels=frozenset(("C02GENERAL",)))


@pytest.fixture(params=sorted(BACKENDS))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Name an empty database."""
    return BACKENDS[request.param](tmp_path)


@pytest.fixture
async def database(place: str) -> AsyncIterator[Database]:
    """Open it."""
    opened = open_database(place)
    yield opened
    await opened.close()


async def test_managers_are_listed_once_each_change_remembered(database: Database) -> None:
    """An admin lists one, who lists another and takes the first off: who, by whom, and one audit line each."""
    kept, book = StoredManagers(database), StoredAlertBook(database)
    assert await appoint(kept, admin, analyst, CHANNEL, OPEN)
    assert not await appoint(kept, admin, analyst, CHANNEL, OPEN)
    assert await appoint(kept, analyst, trader, CHANNEL, OPEN + MINUTE)
    found = [(each.person, each.by, each.since) for each in await kept.of(TEAM, CHANNEL)]
    assert found == [(analyst.user, admin.user, OPEN), (trader.user, analyst.user, OPEN + MINUTE)]
    assert [*await kept.of(TEAM, "C02GENERAL")] == [*await kept.of("T02", CHANNEL)] == []
    assert await dismiss(kept, trader, analyst.user, CHANNEL, OPEN + MINUTE)
    assert not await dismiss(kept, trader, analyst.user, CHANNEL, OPEN + MINUTE)
    story = [(each.what, each.who, each.details["person"]) for each in await book.story(TEAM, 0)]
    assert story == [
        (Deed.UNLISTED, trader.user, analyst.user),
        (Deed.LISTED, analyst.user, trader.user),
        (Deed.LISTED, admin.user, analyst.user),
    ]


@pytest.mark.parametrize(
    ("actor", "person", "reason"),
    [
        (trader, analyst, "Only workspace admins"),
        (guest, analyst, "Guests"),
        (admin, guest, "Guests and people of other organisations"),
        (admin, ELSEWHERE, "not in this channel"),
        (admin, replace(analyst, known=False), "could not be looked up"),
        (replace(admin, known=False), analyst, "could not be checked"),
    ],
)
async def test_who_may_not(database: Database, actor: Actor, person: Actor, reason: str) -> None:
    """Members list nobody, and nobody lists a guest, a stranger or somebody who is elsewhere."""
    kept = StoredManagers(database)
    with pytest.raises(NotAllowed, match=reason):
        await appoint(kept, actor, person, CHANNEL, OPEN)
    assert [*await kept.of(TEAM, CHANNEL)] == []


async def test_a_person_who_is_forgotten_manages_nothing(database: Database) -> None:
    """They are off every list; where they listed others, or were listed, a pseudonym stands."""
    kept, book = StoredManagers(database), StoredAlertBook(database)
    await appoint(kept, admin, analyst, CHANNEL, OPEN)
    await appoint(kept, analyst, trader, CHANNEL, OPEN)
    gone = (await book.forget(TEAM, analyst.user)).pseudonym
    assert [(each.person, each.by) for each in await kept.of(TEAM, CHANNEL)] == [(trader.user, gone)]
    assert [(each.who, each.details["person"]) for each in await book.story(TEAM, 0)] == [
        (gone, trader.user),
        (admin.user, gone),
    ]
