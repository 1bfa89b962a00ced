"""The way to Slack, well and ill: tokens, scopes, clock and port."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from bot.checkup import Checkup, Finding, Mark
from bot.errors import ConfigurationError
from bot.settings import Settings
from handlers.checkups import clock, port, scopes, socket, token
from handlers.http import LOOPBACK, make_app
from handlers.http import serving as opened
from handlers.sandbox.faults import Fault
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from handlers.scopes import ALWAYS

NOBODY = "http://127.0.0.1:9/api/"
HISTORY = {"SURGE_RECONCILE": "history"}
HTTP = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "5ecret"}
OF_SLACK = (clock.CHECKUP, scopes.CHECKUP, socket.CHECKUP, token.CHECKUP)


def given(url: str, **env: str) -> Settings:
    """Return the settings of a workspace at `url`."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SURGE_RECONCILE": "none"}
    return Settings.from_env({**tokens, "SLACK_API_URL": url, "PORT": "0", **env})


async def seen(checkup: Checkup, url: str, **env: str) -> tuple[Mark, str]:
    """Return what a checkup finds in the workspace at `url`."""
    finding = await checkup.look(given(url, **env))
    return finding.mark, finding.text


async def of_stranger(checkup: Checkup, header: Mapping[str, str], **env: str) -> tuple[Mark, str]:
    """Return what a checkup finds where auth.test answers no more than "ok", with these headers."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": True}, headers=header)

    app = web.Application()
    app.router.add_route("*", "/api/auth.test", answer)
    async with opened(app, LOOPBACK, 0) as url:
        return await seen(checkup, f"{url}/api/", **env)


@pytest.mark.parametrize("checkup", OF_SLACK, ids=lambda each: each.name)
async def test_the_sandbox_needs_none_of_it(checkup: Checkup) -> None:
    """Without SLACK_* there is nothing to ask Slack for."""
    assert (await checkup.look(Settings())).mark is Mark.SKIPPED


@pytest.mark.parametrize("checkup", OF_SLACK, ids=lambda each: each.name)
async def test_a_workspace_like_ours_is_well(tmp_path: Path, checkup: Checkup) -> None:
    """In the sandbox, as in a workspace with all the manifest asks for, everything is well."""
    async with serving(Sandbox(tmp_path)) as address:
        mark, _ = await seen(checkup, address.base_url)
    # The sandbox gives all scopes but the one for private channels, which nothing needs by default.
    assert mark is Mark.WELL


async def test_the_token_says_whose_it_is(tmp_path: Path) -> None:
    """The bot's name and its workspace are told, so that a wrong one is noticed."""
    async with serving(Sandbox(tmp_path)) as address:
        _, text = await seen(token.CHECKUP, address.base_url)
    assert text.startswith("SLACK_BOT_TOKEN is surge in ")


@pytest.mark.parametrize(
    ("checkup", "mark"),
    [(token, Mark.ILL), (socket, Mark.ILL), (scopes, Mark.SKIPPED), (clock, Mark.SKIPPED)],
)
async def test_a_slack_that_is_away(checkup: object, mark: Mark) -> None:
    """Where nobody answers, the tokens are ill for want of a way, and the rest cannot be told."""
    found, text = await seen(checkup.CHECKUP, NOBODY)  # type: ignore[attr-defined]  # a module
    assert found is mark
    assert mark is Mark.SKIPPED or "Check the network, HTTPS_PROXY and SLACK_API_URL" in text


@pytest.mark.parametrize(
    ("checkup", "method", "variable"),
    [(token, "auth.test", "SLACK_BOT_TOKEN"), (socket, "apps.connections.open", "SLACK_APP_TOKEN")],
)
async def test_a_refused_token_is_named(tmp_path: Path, checkup: object, method: str, variable: str) -> None:
    """A token that Slack refuses raises its variable's name; a Slack in trouble is said to be that."""
    sandbox = Sandbox(tmp_path)
    async with serving(sandbox) as address:
        await sandbox.fault(Fault(method, "error", "internal_error"))
        assert await seen(checkup.CHECKUP, address.base_url) == (  # type: ignore[attr-defined]  # a module
            Mark.ILL,
            "Slack answers 'internal_error'. Try again in a minute.",
        )
        await sandbox.fault(Fault(method, "error", "invalid_auth"))
        with pytest.raises(ConfigurationError, match=rf"{variable} is refused \(invalid_auth\)"):
            await seen(checkup.CHECKUP, address.base_url)  # type: ignore[attr-defined]  # a module


async def test_http_mode_has_no_socket() -> None:
    """Where Slack posts to us, no app-level token is looked for."""
    mark, text = await seen(socket.CHECKUP, NOBODY, **HTTP)
    assert mark is Mark.SKIPPED
    assert "/slack/events" in text


async def test_missing_scopes_are_named_with_their_reasons() -> None:
    """Each scope that these settings need and the workspace does not give is named, with what it is for."""
    header = {"X-OAuth-Scopes": ", ".join(set(ALWAYS) - {"users:read"})}
    mark, text = await of_stranger(scopes.CHECKUP, header)
    assert mark is Mark.ILL
    assert text.startswith(f"Missing: users:read ({ALWAYS['users:read']}). Add them under OAuth & Permissions")
    mark, text = await of_stranger(scopes.CHECKUP, {"X-OAuth-Scopes": ",".join(ALWAYS)}, **HISTORY)
    assert mark is Mark.ILL
    assert all(scope in text for scope in ("channels:history", "groups:history", "im:write"))
    assert await of_stranger(scopes.CHECKUP, {}) == (Mark.SKIPPED, "Not told by this Slack.")


async def test_a_token_that_does_not_say_whose_it_is_is_well() -> None:
    """A Slack that answers no more than "ok" has taken the token."""
    assert await of_stranger(token.CHECKUP, {}) == (Mark.WELL, "SLACK_BOT_TOKEN is a bot in a workspace.")


@pytest.mark.parametrize("date", ["", "yesterday"])
async def test_an_answer_without_a_time_tells_nothing(date: str) -> None:
    """A Slack that does not say what time it is is nothing to compare with."""
    mark, _ = await of_stranger(clock.CHECKUP, {"Date": date})
    assert mark is Mark.SKIPPED


async def test_a_refusal_has_a_time_too(tmp_path: Path) -> None:
    """The clock is compared even where the token is refused: a clock may be why."""
    sandbox = Sandbox(tmp_path)
    async with serving(sandbox) as address:
        await sandbox.fault(Fault("auth.test", "error", "invalid_auth"))
        mark, _ = await seen(clock.CHECKUP, address.base_url)
    assert mark is Mark.WELL


@pytest.mark.parametrize(
    ("off", "finding"),
    [
        (0, (Mark.WELL, "Within a minute")),
        (-60, (Mark.WELL, "Within a minute")),
        (61, (Mark.ILL, "61 s ahead of Slack")),
        (-3600, (Mark.ILL, "3600 s behind Slack")),
    ],
)
def test_clocks_a_minute_apart_are_named(off: int, finding: tuple[Mark, str]) -> None:
    """A minute does no harm; more is told, with its direction."""
    theirs = datetime(2025, 7, 15, 8, 0, tzinfo=UTC)
    found: Finding = clock.compared(theirs, theirs + timedelta(seconds=off))
    assert found.mark is finding[0]
    assert finding[1] in found.text


async def test_a_free_port_is_well_and_any_port_is_skipped() -> None:
    """A port that can be opened is free, and closed again; 0 needs no look."""
    async with opened(web.Application(), LOOPBACK, 0) as url:
        number = url.rpartition(":")[2]
    assert await seen(port.CHECKUP, NOBODY, PORT=number) == (Mark.WELL, f"{number} is free.")
    assert await seen(port.CHECKUP, NOBODY, PORT=number) == (Mark.WELL, f"{number} is free.")
    assert (await port.CHECKUP.look(given(NOBODY, PORT="0"))).mark is Mark.SKIPPED


async def test_a_port_with_surge_on_it_is_well() -> None:
    """A Surge that is at work may keep its port; anybody else's is ill."""
    async with opened(make_app(dict), LOOPBACK, 0) as url:
        number = url.rpartition(":")[2]
        assert await seen(port.CHECKUP, NOBODY, PORT=number) == (Mark.WELL, f"Surge is at work on {number}.")
    async with opened(web.Application(), LOOPBACK, 0) as url:
        mark, text = await seen(port.CHECKUP, NOBODY, PORT=url.rpartition(":")[2])
        assert mark is Mark.ILL
        assert "set PORT to another one" in text
