"""Starting and stopping the program: what it says, how it ends, and that nothing is lost in between."""

import signal
import socket
from pathlib import Path

import aiohttp
import pytest

from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.program import door, ended, program, stopped
from tests.stage import line, tape


async def refusal(folder: Path, *arguments: str, **env: str) -> str:
    """Return what the program says when it does not start."""
    end = await ended(folder, *arguments, **env)
    assert end.status == 2
    return end.complained


async def test_a_part_without_shared_stores_does_not_start(tmp_path: Path) -> None:
    """A role beside others exits with 2, and says in one sentence what it lacks."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "DATABASE_URL": "sqlite:///a.db"}
    said = await refusal(tmp_path, "clock", **tokens)
    assert "The role clock" in said
    assert "set DATABASE_URL (postgresql://…) and REDIS_URL" in said


async def test_a_role_that_does_not_exist_is_named(tmp_path: Path) -> None:
    """A mistyped role is answered with the list of roles."""
    assert "all, web, clock, worker, migrate" in await refusal(tmp_path, "al")


async def test_migrating_ends_well_and_changes_nothing_twice(tmp_path: Path) -> None:
    """`python -m bot migrate` makes the schema in the database that is named, says so and exits 0, each time."""
    for _ in range(2):
        end = await ended(tmp_path, "migrate", DATABASE_URL=f"sqlite:///{tmp_path}/a/surge.db")
        assert (end.status, end.said) == (0, "SQLite is up to date.\n")
    assert (tmp_path / "a" / "surge.db").is_file()


async def test_a_database_that_is_not_there_does_not_start(tmp_path: Path) -> None:
    """A database that does not answer exits with 2 and says what it is, without its password."""
    url = "postgres://surge:5ecret@127.0.0.1:1/surge"
    for role, env in (("migrate", {}), ("all", {"SURGE_REPLAY_STORES": "1"})):
        said = await refusal(tmp_path, role, DATABASE_URL=url, **env)
        assert "PostgreSQL cannot be used: connection failed" in said
        assert "5ecret" not in said


async def test_a_file_named_env_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    """`.env` is read from the folder Surge starts in; the real environment has the last word."""
    (tmp_path / ".env").write_text("PORT=http\nSURGE_REPLAY_SPEED=fast\n")
    said = await refusal(tmp_path)
    assert "SURGE_REPLAY_SPEED must be" in said
    assert "PORT" not in said


async def test_a_partial_set_of_tokens_does_not_start(tmp_path: Path) -> None:
    """One token alone exits with 2 and names the other."""
    assert "SLACK_APP_TOKEN is missing" in await refusal(tmp_path, SLACK_BOT_TOKEN="xoxb-1")


async def test_a_port_that_is_taken_does_not_start(tmp_path: Path) -> None:
    """A busy port exits with 2 and says what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"PORT {port} cannot be opened" in await refusal(tmp_path, PORT=str(port))


async def test_a_threshold_that_cannot_be_read_does_not_start(tmp_path: Path) -> None:
    """A first rule that makes no sense exits with 2 and names its variable."""
    assert "SURGE_TECH_ALERT: " in await refusal(tmp_path, SURGE_TECH_ALERT="plenty")


async def test_a_home_that_cannot_be_written_does_not_start(tmp_path: Path) -> None:
    """A file where the folder should be is complained of."""
    (tmp_path / "file").write_text("")
    assert "SURGE_HOME cannot be written" in await refusal(tmp_path, SURGE_HOME=str(tmp_path / "file"))


async def test_two_programs_do_not_share_a_home(tmp_path: Path) -> None:
    """The second Surge in one folder is sent away while the first is at work, and the first stops cleanly."""
    first = await program(tmp_path)
    async with aiohttp.ClientSession() as http:
        await door(first, http)
        assert "Another Surge is at work" in await refusal(tmp_path)
    assert await stopped(first) == 0


@pytest.mark.parametrize(("method", "variable"), [("auth.test", "BOT"), ("apps.connections.open", "APP")])
async def test_a_token_that_is_refused_ends_the_program(tmp_path: Path, method: str, variable: str) -> None:
    """A refused token exits with 2 and names its variable, not its value."""
    sandbox = Sandbox(tmp_path / "slack")
    async with serving(sandbox) as address:
        await sandbox.fault(Fault(method, "error", "invalid_auth", times=9))
        env = {"SLACK_API_URL": address.base_url, "SLACK_BOT_TOKEN": "xoxb-5ecret", "SLACK_APP_TOKEN": "xapp-5ecret"}
        said = await refusal(tmp_path, SURGE_PROVIDER="replay", **env)
    assert f"SLACK_{variable}_TOKEN is refused (invalid_auth)" in said
    assert "5ecret" not in said


async def test_what_was_made_survives_a_stop_and_a_kill(tmp_path: Path) -> None:
    """Alerts and messages are there again after a proper stop, and after `kill -9` the replay goes on where it was."""
    lines = [line(minute, ("HSTECH.HK", 103), turnover=240 + 4 * minute) for minute in range(60)]
    env = {"SURGE_TAPE": str(tape(tmp_path, lines)), "SURGE_REPLAY_SPEED": "100000"}
    async with aiohttp.ClientSession() as http:
        first = await program(tmp_path, **env)
        here = await door(first, http)
        await here.replay("play")
        await here.played()
        assert len(await here.texts()) == 2
        assert "#3" in await here.surge("alert turnover above 900bn")
        first.send_signal(signal.SIGKILL)
        await first.wait()

        second = await program(tmp_path, **env)
        here = await door(second, http)
        assert len(await here.texts()) == 2
        assert (await here.replay("status"))["run"] == 1
        assert "#3" in await here.surge("alerts")
        assert await stopped(second) == 0

        third = await program(tmp_path, **env)
        here = await door(third, http)
        assert (await here.replay("status"))["run"] == 2
        assert await stopped(third) == 0
