"""The parts of one Surge, each in a process of its own that a story may kill."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from typing import Self

from bot import logs
from bot.__main__ import started
from bot.clock import wall
from bot.role import Role
from bot.settings import Settings
from tests.forks import FORKS

PATIENCE = 20.0  # a bound for a busy machine, not a wait


@dataclass(slots=True)
class Crew:
    """Starts parts with the settings `env`, and kills them; those that are left are killed in the end."""

    env: Mapping[str, str]
    parts: list[tuple[Role, ForkServerProcess]] = field(default_factory=list)

    def __enter__(self) -> Self:
        """Give it, with nobody in it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill everybody."""
        for _role, process in self.parts:
            process.kill()
            process.join(PATIENCE)

    def start(self, role: Role, later: float = 0) -> None:
        """Start a part; its wall clock is so many seconds ahead."""
        process = FORKS.Process(target=_part, args=(dict(self.env), role, later))
        process.start()
        self.parts.append((role, process))

    async def kill(self, role: Role, pid: int = 0) -> None:
        """Kill a part as `kill -9` does: the one with this number, or the first of its role."""
        for place, (its, process) in enumerate(self.parts):
            if its is role and pid in {0, process.pid}:
                del self.parts[place]
                process.kill()
                await asyncio.to_thread(process.join, PATIENCE)
                return
        raise LookupError(f"no {role} with the number {pid}")


def _part(env: Mapping[str, str], role: Role, later: float) -> None:
    asyncio.run(_run(env, role, timedelta(seconds=later)))


async def _run(env: Mapping[str, str], role: Role, later: timedelta) -> None:
    def clock() -> datetime:
        return wall() + later

    settings = Settings.from_env(env)
    logs.configure("WARNING", settings.secrets)
    async with started(settings, wall=clock, role=role) as (service, _):
        await service.run()
