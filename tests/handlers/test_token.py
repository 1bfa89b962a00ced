"""Whether the workspace takes Surge's token: asked over HTTP, so that a pause begins and ends by itself."""

from datetime import timedelta
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.storage.outbox import StoredOutbox
from handlers.identity import Identity
from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from handlers.token import PAUSE, Token
from tests.bot.day import TEAM, WALL, database


async def test_a_refused_token_pauses_the_workspace_until_it_is_taken_again(tmp_path: Path) -> None:
    """A refusal pauses it by name; trouble on the way changes nothing; what is taken again is sent again."""
    store, sandbox = await database(tmp_path), Sandbox(tmp_path / "slack")
    outbox, now = StoredOutbox(store), [WALL]
    async with serving(sandbox) as address:
        client = AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[], timeout=1)
        token = Token(Identity(client), outbox, lambda: now[0])
        await token.check()
        assert (token.good, await outbox.obstacles(TEAM)) == (True, [])
        await sandbox.fault(Fault("auth.test", "error", "token_revoked", times=1))
        await token.check()
        assert not token.good
        assert [(each.destination, each.error) for each in await outbox.obstacles(TEAM)] == [("", "token_revoked")]
        for fault in (Fault("auth.test", "500", times=1), Fault("auth.test", "error", "internal_error", times=1)):
            await sandbox.fault(fault)
            await token.check()
            assert not token.good
        now[0] += PAUSE + timedelta(seconds=1)
        await token.check()
        assert (token.good, await outbox.obstacles(TEAM)) == (True, [])
    await token.check()
    assert token.good
    await store.close()
