"""Who somebody is in the workspace."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from handlers.people import LIFETIME, MOST, People, read
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[AsyncWebClient]:
    """Give a client of a workspace."""
    async with serving(Sandbox(tmp_path, patience=0.6)) as address:
        yield AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[])


def nowhere() -> AsyncWebClient:
    """Return a client whose workspace does not answer."""
    return AsyncWebClient("xoxb-test", base_url="http://127.0.0.1:9/api/", retry_handlers=[])


@pytest.mark.parametrize(
    ("profile", "admin", "guest"),
    [
        ({}, False, False),
        ({"is_admin": True}, True, False),
        ({"is_owner": True}, True, False),
        ({"is_restricted": True}, False, True),
        ({"is_ultra_restricted": True}, False, True),
        ({"is_stranger": True}, False, True),
        ({"team_id": "T02"}, False, True),
        ({"team_id": "T01"}, False, False),
    ],
)
def test_rights_are_read(profile: dict[str, Any], admin: bool, guest: bool) -> None:  # noqa: FBT001 - a table of cases
    """Admins and owners may more, guests and people of other organisations less."""
    actor = read("T01", "U1", profile)
    assert (actor.admin, actor.guest, actor.known) == (admin, guest, True)


async def test_a_person_is_looked_up_once_in_a_while(client: AsyncWebClient) -> None:
    """Within some minutes the same person costs no second call."""
    now = [0.0]
    people = People(lambda: now[0])
    assert (await people.asker(client, "T01", "U04ADMIN")()).admin
    assert (await people.actor(nowhere(), "T01", "U04ADMIN")).admin
    now[0] = LIFETIME + 1
    assert not (await people.actor(nowhere(), "T01", "U04ADMIN")).known


async def test_who_cannot_be_looked_up_is_unknown(client: AsyncWebClient) -> None:
    """Neither an unknown user nor a silent workspace makes anybody an admin, and neither is remembered."""
    people = People(lambda: 0.0)
    assert not (await people.actor(client, "T01", "U0NOBODY")).known
    assert not (await people.actor(nowhere(), "T01", "U03GUEST")).known
    assert (await people.actor(client, "T01", "U03GUEST")).guest


async def test_memory_is_bounded(client: AsyncWebClient) -> None:
    """However many people change something, only the latest are remembered."""
    people = People(lambda: 0.0)
    await people.actor(client, "T01", "U01TRADER")
    for number in range(MOST):
        people._keep(read("T01", f"U{number}", {}))  # noqa: SLF001 - a thousand calls would show the same
    assert not (await people.actor(nowhere(), "T01", "U01TRADER")).known
