"""Live: the program with two tokens, a Slack on this machine and a Yahoo behind a proxy, nothing changed in it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.program import door, program, stopped
from tests.stage import Door, until
from tests.yahoo_standin import Yahoo, entry
from tests.yahoo_tls import behind_tls, needs_openssl

CLOSED = datetime(2025, 7, 15, 8, 8, tzinfo=UTC)


@asynccontextmanager
async def live(folder: Path, yahoo: Yahoo) -> AsyncIterator[Door]:
    """Start `python -m bot` as a team does, and give the door of the Slack that it joined."""
    sandbox = Sandbox(folder / "slack")
    async with serving(sandbox) as address, behind_tls(yahoo, folder) as way, aiohttp.ClientSession() as http:
        tokens = {"SLACK_BOT_TOKEN": "xoxb-live", "SLACK_APP_TOKEN": "xapp-live", "SLACK_API_URL": address.base_url}
        process = await program(folder, **tokens, **way)
        await door(process, http)
        here = Door(http, address.url)
        await until(lambda: looked(here))
        yield here
        assert await stopped(process) == 0


async def looked(here: Door) -> bool:
    """Say whether Surge has looked at the markets: its first request comes with a cookie and a crumb."""
    return "last look" in await here.surge("status")


async def paused(here: Door) -> bool:
    """Say whether Surge has been told to ask no more for a while: a question may have to wait for its turn before."""
    return "pause until" in await here.surge("status")


def members(price: float) -> Yahoo:
    """Return a Yahoo that quotes the index and two shares as of a close long past."""
    yahoo = Yahoo()
    yahoo.put(
        entry("^HSI", 24590.12, CLOSED, 24203.32, longName="HANG SENG INDEX"),
        entry("HSTECH.HK", 5431.0, CLOSED, 5284.0, quoteType="INDEX"),
        entry("0700.HK", price, CLOSED, 500.0, longName="TENCENT"),
        entry("9999.HK", 209.0, CLOSED, 205.0, longName="NTES-S"),
    )
    return yahoo


@needs_openssl
async def test_a_team_with_two_tokens_gets_live_figures(tmp_path: Path) -> None:
    """Surge answers with Yahoo's figures and their age, one batched request for all that is asked."""
    yahoo = members(517.5)
    async with live(tmp_path, yahoo) as here:
        card = await here.surge("hsi")
        assert "Hang Seng Index 24,590.12 ▲ +386.80 (+1.60%)" in card
        assert "REPLAY" not in card
        assert "Yahoo" in card
        assert "stale" in card.lower()
        await asyncio.gather(*(here.surge("0700") for _ in range(5)))
        assert "No" in await here.surge("ZZZZ")
        asked = [seen.query["symbols"] for seen in yahoo.requests if "/quote" in seen.path]
        assert len(asked) <= 4
        assert "Watching for you" in await here.surge("watch tencent up 5%")
        status = await here.surge("status")
        assert "in the last hour, of 300" in status
        assert "SQLite; quotes in" in status


@needs_openssl
async def test_a_source_that_asks_for_a_pause_is_left_alone(tmp_path: Path) -> None:
    """After a 429 nothing more is asked, and what is known still answers."""
    yahoo = members(517.5)
    async with live(tmp_path, yahoo) as here:
        assert "24,590.12" in await here.surge("hsi")
        yahoo.faults += [("quote", "429")] * 9
        await here.surge("baba")
        await until(lambda: paused(here))
        asked = len(yahoo.requests)
        assert "24,590.12" in await here.surge("hsi")
        status = await here.surge("status")
        assert "has trouble" in status
        assert len(yahoo.requests) == asked
