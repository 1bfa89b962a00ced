"""`python -m bot doctor`, as somebody runs it who wonders why Surge does not start."""

from pathlib import Path

import aiohttp

from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.program import door, ended, program, stopped

SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-5ecret",
    "SLACK_APP_TOKEN": "xapp-5ecret",
    "REDIS_URL": "redis://:5ecret@127.0.0.1:9",
}


async def doctor(folder: Path, **env: str) -> tuple[int | None, dict[str, str], str]:
    """Run it; return its exit status, the mark of each checkup, and all that was said."""
    end = await ended(folder, "doctor", **env)
    lines = end.said.splitlines()
    marks = {line.split()[1]: line[0] for line in lines if line[0] in "✓✗–"}
    return end.status, marks, "\n".join((*lines, end.complained))


async def test_a_fresh_checkout_is_well(tmp_path: Path) -> None:
    """With no settings at all nothing is ill, and the doctor exits 0."""
    status, marks, said = await doctor(tmp_path)
    assert status == 0
    assert set(marks.values()) == {"✓", "–"}
    assert said.endswith("All is well.\n")


async def test_a_workspace_is_looked_at(tmp_path: Path) -> None:
    """Against a workspace that answers, tokens, scopes, socket and clock are well."""
    env = {**SECRETS, "SURGE_PROVIDER": "replay", "SURGE_RECONCILE": "none"}
    async with serving(Sandbox(tmp_path / "slack")) as address:
        status, marks, said = await doctor(tmp_path, SLACK_API_URL=address.base_url, **env)
    assert status == 0
    assert [marks[name] for name in ("token", "scopes", "socket", "clock")] == ["✓"] * 4
    assert "5ecret" not in said


async def test_what_is_ill_is_counted(tmp_path: Path) -> None:
    """A refused token and a cache that is away are two ills: exit 1, each with what to do, and no secret told."""
    sandbox = Sandbox(tmp_path / "slack")
    env = {**SECRETS, "SURGE_PROVIDER": "replay", "SURGE_REPLAY_STORES": "1", "SURGE_LOG_LEVEL": "DEBUG"}
    async with serving(sandbox) as address:
        await sandbox.fault(Fault("apps.connections.open", "error", "not_allowed_token_type", times=9))
        status, marks, said = await doctor(tmp_path, SLACK_API_URL=address.base_url, SURGE_RECONCILE="none", **env)
    assert status == 1
    assert [name for name, mark in marks.items() if mark == "✗"] == ["cache", "socket"]
    assert "SLACK_APP_TOKEN is refused (not_allowed_token_type). Copy it anew" in said
    assert "2 to be mended." in said
    assert "5ecret" not in said


async def test_settings_that_cannot_be_read_are_told_as_at_a_start(tmp_path: Path) -> None:
    """Where the settings do not stand there is nothing to look at: exit 2."""
    status, marks, said = await doctor(tmp_path, SLACK_BOT_TOKEN="xoxb-5ecret")
    assert (status, marks) == (2, {})
    assert "SLACK_APP_TOKEN is missing" in said


async def test_a_surge_at_work_does_not_mind(tmp_path: Path) -> None:
    """Beside a running Surge the doctor finds it at work, and neither disturbs the other."""
    at_work = await program(tmp_path)
    async with aiohttp.ClientSession() as http:
        here = await door(at_work, http)
        status, marks, said = await doctor(tmp_path, PORT=here.url.rpartition(":")[2])
        assert (status, marks["port"]) == (0, "✓")
        assert "Surge is at work on" in said
        assert "Surge" in await here.surge("help")
    assert await stopped(at_work) == 0
