"""The roof: `python -m bot [all|web|clock|worker|migrate|doctor]`. Only this file sees both `bot/` and `handlers/`."""

import asyncio
import fcntl
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from dotenv import dotenv_values

import bot.checkups
import handlers.checkups
from bot import logs
from bot.alerts.book import Delivery
from bot.bootstrap import build, migrated
from bot.checkup import Checkup, Mark, examine
from bot.clock import Clock
from bot.clock import wall as real_time
from bot.errors import ConfigurationError
from bot.plugins import found_in
from bot.settings import Settings
from handlers.delivery import Step, unwatched
from handlers.http import EVERYWHERE, LOOPBACK, make_app, serving
from handlers.sandbox.offered import offered
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import mount
from handlers.service import Service, at_work

ROLES = ("all", "web", "clock", "worker", "migrate", "doctor")
ARRIVAL_SECONDS = 20.0  # the sandbox's page opens before Surge has come in
SANDBOX_TOKENS = {"slack_bot_token": "xoxb-sandbox", "slack_app_token": "xapp-sandbox"}


def main(arguments: list[str]) -> int:
    """Start the role that is asked for; return the exit status: 0 as asked, 1 ills found by the doctor, 2 no start."""
    try:
        role = _role(arguments)
        settings = Settings.from_env(_environment())
        # The doctor's lines say all that a person needs.
        logs.configure("CRITICAL" if role == "doctor" else settings.surge_log_level, settings.secrets)
        if role == "doctor":
            return asyncio.run(_examined(settings))
        if role == "migrate":
            print(asyncio.run(migrated(settings)))
            return 0
        with _locked(settings.home):
            asyncio.run(_run(settings))
    except ConfigurationError as error:
        print("Surge cannot start:", *(f"  - {complaint}" for complaint in error.complaints), sep="\n", file=sys.stderr)
        return 2
    return 0


def _role(arguments: list[str]) -> str:
    role = arguments[0] if arguments else "all"
    if role not in ROLES or len(arguments) > 1:
        raise ConfigurationError([f"There is no role {' '.join(arguments)!r}. Roles: {', '.join(ROLES)}."])
    if role not in {"all", "migrate", "doctor"}:
        raise ConfigurationError([f"There is no {role!r} yet. `python -m bot all` does everything in one process."])
    return role


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


async def _run(settings: Settings) -> None:
    """Work until asked to stop (SIGTERM, SIGINT), or until something cannot go on."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    async with started(settings) as (service, url):
        _greet(settings, url)
        work, stopped = asyncio.create_task(service.run()), asyncio.create_task(stop.wait())
        await asyncio.wait({work, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work


@asynccontextmanager
async def started(
    settings: Settings, on_step: Callable[[Step, Delivery], None] = unwatched, wall: Clock = real_time
) -> AsyncIterator[tuple[Service, str]]:
    """Put the house together and open its door: the service (not yet running) and the door's address.

    `on_step` hears of each step of each delivery; `wall` tells real time. Raises ConfigurationError.
    """
    async with AsyncExitStack() as stack:
        surge = await stack.enter_async_context(build(settings, wall))
        services: list[Service] = []
        web = make_app(
            lambda: services[0].checks() if services else {"started": False},
            (lambda: services[0].hear if services else None) if settings.by_http else None,
            lambda: services[0].metrics() if services else None,
        )
        sandbox = Sandbox(surge.home, [offered()]) if settings.sandbox else None
        if sandbox is not None:
            mount(sandbox, web)
        host = LOOPBACK if sandbox else EVERYWHERE
        url = await stack.enter_async_context(serving(web, host, settings.http_port))
        if sandbox is not None:
            sandbox.workspace.host = url.removeprefix("http://")
            sandbox.workspace.link.arrival = ARRIVAL_SECONDS
            settings = replace(settings, slack_api_url=f"{url}/api/", **SANDBOX_TOKENS)
        service = await stack.enter_async_context(at_work(surge, settings, on_step))
        services.append(service)
        yield service, url


def _greet(settings: Settings, url: str) -> None:
    if settings.sandbox:
        print(f"Surge's sandbox is open: {url}/   (Ctrl+C closes it)", flush=True)
    else:
        print(f"Surge is starting; its health is at {url}/readyz   (Ctrl+C stops it)", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
