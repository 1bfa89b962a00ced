"""The roof: `python -m bot [all|web|clock|worker|migrate|doctor]`. Only this file sees both `bot/` and `handlers/`."""

import asyncio
import fcntl
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from dotenv import dotenv_values

import bot.checkups
import handlers.checkups
from bot import logs
from bot.alerts.book import Delivery
from bot.bootstrap import build, leases, migrated
from bot.checkup import Checkup, Mark, examine
from bot.clock import Clock
from bot.clock import wall as real_time
from bot.errors import ConfigurationError
from bot.lease import Seat
from bot.market.follower import LOOKING
from bot.plugins import found_in
from bot.role import Role, refusal
from bot.settings import Settings
from handlers.delivery import Step, unwatched
from handlers.http import EVERYWHERE, LOOPBACK, make_app, serving
from handlers.sandbox.offered import offered
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import mount
from handlers.service import Service, at_work
from handlers.shift import Shift

# What is done once, and ends.
ERRANDS = ("migrate", "doctor")
ARRIVAL_SECONDS = 20.0  # the sandbox's page opens before Surge has come in
SANDBOX_TOKENS = {"slack_bot_token": "xoxb-sandbox", "slack_app_token": "xapp-sandbox"}


def main(arguments: list[str]) -> int:
    """Start the role that is asked for; return the exit status: 0 as asked, 1 ills found by the doctor, 2 no start."""
    try:
        name = _name(arguments)
        settings = Settings.from_env(_environment())
        # The doctor's lines say all that a person needs.
        logs.configure("CRITICAL" if name == "doctor" else settings.surge_log_level, settings.secrets)
        if name == "doctor":
            return asyncio.run(_examined(settings))
        if name == "migrate":
            print(asyncio.run(migrated(settings)))
            return 0
        _work(Role(name), settings)
    except ConfigurationError as error:
        print("Surge cannot start:", *(f"  - {complaint}" for complaint in error.complaints), sep="\n", file=sys.stderr)
        return 2
    return 0


def _name(arguments: list[str]) -> str:
    name, known = arguments[0] if arguments else Role.ALL.value, (*Role, *ERRANDS)
    if name not in known or len(arguments) > 1:
        raise ConfigurationError([f"There is no role {' '.join(arguments)!r}. Roles: {', '.join(known)}."])
    return name


def _work(role: Role, settings: Settings) -> None:
    """Do the part of `role`. Who works alone has the folder alone; the others meet in the database."""
    if sentence := refusal(role, settings):
        raise ConfigurationError([sentence])
    with _locked(settings.home) if role is Role.ALL else nullcontext():
        asyncio.run(_run(settings, role))


async def _examined(settings: Settings) -> int:
    """Go through all checkups, a line for each; return 1 where something is ill."""
    ill = 0
    async for name, finding in examine(
        (*found_in(bot.checkups, Checkup), *found_in(handlers.checkups, Checkup)), settings
    ):
        print(f"{finding.mark} {name:<8} {finding.text}", flush=True)
        ill += finding.mark is Mark.ILL
    print(f"{ill} to be mended." if ill else "All is well.")
    return int(ill > 0)


def _environment() -> Mapping[str, str]:
    """Read `.env` under the real environment, and take secrets out of reach of libraries and children."""
    found = {name: value or "" for name, value in dotenv_values(".env").items()} | dict(os.environ)
    for name in [name for name in os.environ if name.startswith("SLACK_")]:
        del os.environ[name]
    return found


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    """Hold the folder for this process alone; the lock dies with the process, however it dies."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = (home / "lock").open("w")
    except OSError as error:
        raise ConfigurationError([f"SURGE_HOME cannot be written: {home} ({error.strerror})."]) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConfigurationError(
                [f"Another Surge is at work in {home}. Stop it, or set SURGE_HOME to another folder."]
            ) from error
        yield


async def _run(settings: Settings, role: Role) -> None:
    """Work until asked to stop (SIGTERM, SIGINT), or until something cannot go on."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with started(settings, role=role) as (service, url):
        _greet(settings, role, url)
        work, stopped = asyncio.create_task(service.run()), asyncio.create_task(stop.wait())
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work


@asynccontextmanager
async def started(
    settings: Settings,
    on_step: Callable[[Step, Delivery], None] = unwatched,
    wall: Clock = real_time,
    role: Role = Role.ALL,
) -> AsyncIterator[tuple[Service | Shift, str]]:
    """Put the house together and open its door: the service (not yet running) and the door's address.

    `on_step` hears of each step of each delivery; `wall` tells real time. Raises ConfigurationError.
    """
    async with AsyncExitStack() as stack:
        surge = None if role is Role.CLOCK else await stack.enter_async_context(build(settings, wall, role))
        services: list[Service | Shift] = []
        web = make_app(
            lambda: services[0].checks() if services else {"started": False},
            (lambda: services[0].hear if services else None) if settings.by_http and role.answers else None,
            lambda: services[0].metrics() if services else None,
        )
        sandbox = Sandbox(surge.home, [offered()]) if surge and settings.sandbox else None
        if sandbox is not None:
            mount(sandbox, web)
        host = LOOPBACK if sandbox else EVERYWHERE
        url = await stack.enter_async_context(serving(web, host, settings.http_port))
        if sandbox is not None:
            sandbox.workspace.host = url.removeprefix("http://")
            sandbox.workspace.link.arrival = ARRIVAL_SECONDS
            settings = replace(settings, slack_api_url=f"{url}/api/", **SANDBOX_TOKENS)
        opened = _shift(settings, wall) if surge is None else at_work(surge, settings, on_step)
        services.append(await stack.enter_async_context(opened))
        yield services[0], url


@asynccontextmanager
async def _shift(settings: Settings, wall: Clock) -> AsyncIterator[Shift]:
    """Make the clock ready: it builds the rest of Surge when its turn comes."""
    async with leases(settings) as known:
        seat = Seat(known, LOOKING, f"{os.getpid()}-{secrets.token_hex(4)}", wall)
        yield Shift(seat, partial(build, settings, wall, Role.CLOCK))


def _greet(settings: Settings, role: Role, url: str) -> None:
    if settings.sandbox:
        print(f"Surge's sandbox is open: {url}/   (Ctrl+C closes it)", flush=True)
    else:
        part = "" if role is Role.ALL else f" ({role})"
        print(f"Surge{part} is starting; its health is at {url}/readyz   (Ctrl+C stops it)", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
