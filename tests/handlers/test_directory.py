"""The workspace's directory: who is where, and who is called what."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import NotAllowed
from handlers import directory
from handlers.directory import called, joined
from handlers.people import People
from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving

EVERYWHERE = frozenset(("C01MARKETS", "C02GENERAL"))


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[tuple[Sandbox, AsyncWebClient]]:
    """Give a workspace, and a client of it."""
    sandbox = Sandbox(tmp_path)
    async with serving(sandbox) as address:
        yield sandbox, AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[])


async def test_all_pages_are_read(slack: tuple[Sandbox, AsyncWebClient], monkeypatch: pytest.MonkeyPatch) -> None:
    """However short the pages are, every channel and every person is found."""
    monkeypatch.setattr(directory, "PAGE", 1)
    assert await joined(slack[1], "U01TRADER") == EVERYWHERE
    assert await called(slack[1], "ada") == "U04ADMIN"


@pytest.mark.parametrize(
    ("name", "user"), [("@alex", "U02ANALYST"), ("ALEX", "U02ANALYST"), ("zoe", ""), ("surge", "")]
)
async def test_names(slack: tuple[Sandbox, AsyncWebClient], name: str, user: str) -> None:
    """People are known by what stands behind their @; robots are nobody."""
    assert await called(slack[1], name) == user


async def test_somebody_named_is_looked_up(slack: tuple[Sandbox, AsyncWebClient]) -> None:
    """A mention and a name both lead to the person with their channels; an unknown name leads to nobody."""
    find = People().finder(slack[1], "T01", "C01MARKETS")
    for name in ("@U02ANALYST", "U02ANALYST", "@alex"):
        found = await find(name)
        assert found
        assert (found.user, found.channels, found.known) == ("U02ANALYST", EVERYWHERE, True)
    assert await find("zoe") is None
    await slack[0].fault(Fault("users.list", "error", "missing_scope", times=1))
    with pytest.raises(NotAllowed, match="could not be looked up"):
        await find("zoe")


async def test_who_is_not_seen_in_a_channel_is_asked_for_again(slack: tuple[Sandbox, AsyncWebClient]) -> None:
    """Who joined a moment ago is not refused for minutes; without the scope nobody's rights are known."""
    sandbox, client = slack
    people = People(lambda: 0.0)
    assert (await people.actor(client, "T01", "U01TRADER", "C01MARKETS")).known
    await sandbox.fault(Fault("users.conversations", "error", "missing_scope", times=1))
    assert (await people.actor(client, "T01", "U01TRADER", "C01MARKETS")).known
    assert not (await people.actor(client, "T01", "U01TRADER", "C09NEW")).known
    assert (await people.actor(client, "T01", "U01TRADER", "C09NEW")).known
