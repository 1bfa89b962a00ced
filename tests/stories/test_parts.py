"""Surge in parts: clocks and workers that are killed again and again post what one process would."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

from bot.alerts.alert import Audience
from bot.role import Role
from bot.storage.alert_book import StoredAlertBook
from bot.storage.database import open_database
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.backends import postgresql, sqlite
from tests.bot.day import TRADER, line
from tests.crew import Crew
from tests.mailroom import rising
from tests.servers import valkey
from tests.stage import Door, tape, until

CHANNELS, DM = ("C01MARKETS", "C02GENERAL"), "D01TRADER"
SHARES = [f"{8101 + number}.HK" for number in range(9)]
EACH = 4  # lines of the day for each share
LAST = EACH * len(SHARES) - 1
KILLS = 3
LONG_AFTER = 120.0  # seconds of real time by which leases are over and posts have settled
LIVE = "'waiting', 'sending', 'doubtful'"

# Where each message was posted, and its first line; and the key of each event.
Told = tuple[list[tuple[str, str]], list[str]]
Play = Callable[[Crew, Door, str], Awaitable[None]]


def moves() -> list[str]:
    """Return the lines of a day on which one share after the other rises past its level, and on."""
    return [line(number, **{SHARES[number // EACH]: 1 + 1.5 * (number % EACH)}) for number in range(LAST + 1)]


async def planted(place: str) -> None:
    """Make a rule on each share: for one of two channels, or for one person."""
    database = open_database(place)
    for number, share in enumerate(SHARES):
        person = number % 3 == 2
        whom = TRADER if person else CHANNELS[number % 3]
        audience = Audience.PERSON if person else Audience.CHANNEL
        await StoredAlertBook(database).add(rising(share, 3, audience, destination=whom))
    await database.close()


async def asked(place: str, question: str) -> list[str]:
    """Ask a database for one column."""
    database = open_database(place)
    async with database.read() as connection:
        found = [str(row[0]) for row in await connection.exec_driver_sql(question)]
    await database.close()
    return found


async def line_reached(place: str) -> int:
    """Return the line of the day that was played last."""
    return int((await asked(place, "SELECT line FROM replay_cursors") or ["-1"])[0])


async def delivered(place: str) -> bool:
    """Say whether the day is over, and nothing waits to be sent."""
    waiting = await asked(place, f"SELECT id FROM deliveries WHERE state IN ({LIVE})")  # noqa: S608 - our own words
    return await line_reached(place) == LAST and not waiting


async def at_line(place: str, line: int, killed: int) -> int:
    """Wait until the day has come to a line, and a clock is on duty that was not killed; return its number."""
    numbers = [killed]

    async def there() -> bool:
        numbers[:] = [int(owner.partition("-")[0]) for owner in await asked(place, "SELECT owner FROM leases")]
        return numbers not in ([], [killed]) and await line_reached(place) >= line

    await until(there)
    return numbers[0]


async def told(folder: Path, place: str, play: Play, **env: str) -> Told:
    """Have a crew play the day into a workspace of its own; return what that was told."""
    await planted(place)
    sandbox = Sandbox(folder / "slack")
    known = {
        "SLACK_BOT_TOKEN": "xoxb-parts",
        "SLACK_APP_TOKEN": "xapp-parts",
        "SURGE_PROVIDER": "replay",
        "SURGE_REPLAY_STORES": "1",
        "SURGE_RECONCILE": "history",
        "SURGE_CHANNEL": "C0NOBODY",
        "SURGE_TAPE": str(tape(folder, moves())),
        "SURGE_HOME": str(folder / "bot"),
        "DATABASE_URL": place,
        "PORT": "0",
    }
    async with serving(sandbox) as address, aiohttp.ClientSession() as http:
        with Crew({**known, "SLACK_API_URL": address.base_url, **env}) as crew:
            await play(crew, Door(http, address.url), place)
    posts = [(each.channel, each.text.splitlines()[0]) for where in (*CHANNELS, DM) for each in sandbox.messages(where)]
    return sorted(posts), sorted(await asked(place, "SELECT dedupe_key FROM events"))


async def alone(crew: Crew, door: Door, place: str) -> None:
    """Have one process do everything."""

    async def begun() -> bool:
        return (await door.post("replay", do="play"))["replay"] is not None

    crew.start(Role.ALL)
    await until(begun)
    await until(lambda: delivered(place))


async def in_parts(crew: Crew, _: Door, place: str) -> None:
    """Have three clocks and three workers, and kill the clock that is on duty and a worker, again and again."""
    for _number in range(3):
        crew.start(Role.WORKER)
        crew.start(Role.CLOCK)
    killed = 0
    for number in range(KILLS):
        killed = await at_line(place, (number + 1) * LAST // (KILLS + 2), killed)
        await crew.kill(Role.CLOCK, killed)
        await crew.kill(Role.WORKER)
        crew.start(Role.CLOCK)
        crew.start(Role.WORKER)
    await at_line(place, LAST, killed)
    for _number in range(3):
        await crew.kill(Role.WORKER)
    crew.start(Role.WORKER, later=LONG_AFTER)
    await until(lambda: delivered(place))
    assert int((await asked(place, "SELECT epoch FROM leases"))[0]) > KILLS


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """Return where there are empty databases: a file for one process, a server's for many."""
    for name in ("one", "many"):
        (tmp_path / name).mkdir()
    return {"one": sqlite(tmp_path / "one"), "many": postgresql(tmp_path)}


async def test_parts_that_are_killed_post_what_one_process_would(tmp_path: Path, places: dict[str, str]) -> None:
    """Three clocks and three workers, one of each killed every few seconds, tell what one process does, each once."""
    one, many = await asyncio.gather(
        told(tmp_path / "one", places["one"], alone, SURGE_REPLAY_SPEED="100000"),
        told(tmp_path / "many", places["many"], in_parts, SURGE_REPLAY_SPEED="600", REDIS_URL=valkey()),
    )
    assert many == one
    assert len(one[0]) == len(SHARES)
