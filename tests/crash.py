"""Surge that dies at a named step of its first delivery, as by `kill -9`: `python -m tests.crash STEP LATER`.

`LATER` is how many seconds of real time have passed since the last start: nobody wants to wait for a lease.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta

from bot import logs
from bot.__main__ import started
from bot.alerts.book import Delivery
from bot.clock import wall
from bot.settings import Settings
from handlers.delivery import Step


async def main(fatal: str, later: float) -> None:
    """Run until the step, or for ever."""

    def on_step(step: Step, _: Delivery) -> None:
        if step == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def clock() -> datetime:
        return wall() + timedelta(seconds=later)

    settings = Settings.from_env(dict(os.environ))
    logs.configure("WARNING", settings.secrets)
    async with started(settings, on_step, clock) as (service, _):
        await service.run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2])))
