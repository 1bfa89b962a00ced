"""Who does not play a tape stands where it was brought to, in the run that it is in."""

from pathlib import Path

from bot.market.desk import QuoteDesk
from bot.market.instruments import named
from bot.market.providers.replay import ReplayProvider
from bot.replay import Cursor, Run
from bot.spectator import Spectator
from bot.storage.caches.memory import MemoryCache
from bot.storage.replay_log import StoredReplayLog
from tests.bot.day import database
from tests.bot.market.samples import prices

HSI = named("^HSI")


async def test_a_spectator_follows_the_cursor(tmp_path: Path) -> None:
    """Before the tape is played it stands at the first line, then at the last played; another run forgets this one."""
    opened = await database(tmp_path)
    provider, run, log = ReplayProvider(prices(("09:45", 24300), ("09:46", 24310))), Run(), StoredReplayLog(opened)
    desk = QuoteDesk(provider, MemoryCache(), lambda: provider.at)
    spectator = Spectator(provider=provider, desk=desk, log=log, run=run, digest="tape")
    await spectator.turn()
    assert (provider.line, run.number) == (0, 1)
    await log.save("tape", Cursor(line=1, speed=1))
    await spectator.turn()
    assert (provider.line, run.number) == (1, 1)
    await desk.quote(HSI)
    assert desk.latest("^HSI")
    await log.save("tape", Cursor(run=2, line=0, speed=1))
    await spectator.turn()
    assert (provider.line, run.number, desk.latest("^HSI")) == (0, 2, None)
    await opened.close()
