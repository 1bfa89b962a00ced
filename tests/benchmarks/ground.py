"""The ground that benchmarks stand on: stand-ins of Slack and of Yahoo on loopback, and bots in their own processes."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.market import Market
from tests.benchmarks.workspace import Workspace, opened
from tests.foreign import SECRET
from tests.tree import ROOT
from tests.yahoo_standin import serving

PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot in a process of its own; `url` is where Slack posts to it."""

    url: str
    process: Process

    async def order(self, word: str, patience: float = PATIENCE) -> float:
        """Tell it to do something, and return the number it answers when that is done."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{word}\n".encode())
        return float(await asyncio.wait_for(self.process.stdout.readline(), patience))

    async def cpu(self) -> float:
        """Return the CPU time that it has taken so far, in seconds."""
        return await self.order("cpu")


@dataclass(frozen=True, slots=True)
class Ground:
    """`thoroughness` is 1 for figures worth quoting, and less for a try."""

    slack: Workspace
    yahoo: Market
    home: Path
    thoroughness: float = 1.0

    def times(self, number: int) -> int:
        """Return how often to do what is worth doing `number` times."""
        return max(round(number * self.thoroughness), 2)

    @asynccontextmanager
    async def bot(self, name: str) -> AsyncIterator[Bot]:
        """Start a bot out of `bots.py`; it ends with the block, and at the latest with this process."""
        home = self.home / f"{name}-{len(list(self.home.iterdir()))}"
        home.mkdir()
        around = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SURGE_HOME": str(home),
            "SLACK_API_URL": self.slack.api,
            "SLACK_BOT_TOKEN": "xoxb-benchmark",
            "SLACK_SIGNING_SECRET": SECRET,
            "YAHOO_PORT": str(self.yahoo.port),
        }
        command = (sys.executable, "-m", "tests.benchmarks.bots", name)
        process = await asyncio.create_subprocess_exec(*command, cwd=home, env=around, stdin=PIPE, stdout=PIPE)
        try:
            assert process.stdout
            url = await asyncio.wait_for(process.stdout.readline(), PATIENCE)
            yield Bot(url.decode().strip(), process)
        finally:
            await _ended(process)


async def _ended(process: Process) -> None:
    """End a bot by the end of its orders, or else by force."""
    try:
        await asyncio.wait_for(process.communicate(), 10)
    except TimeoutError:
        process.kill()
        await process.wait()


@asynccontextmanager
async def ground(thoroughness: float = 1.0) -> AsyncIterator[Ground]:
    """Open the stand-ins."""
    async with AsyncExitStack() as stack:
        home = Path(stack.enter_context(TemporaryDirectory(prefix="surge-bench-")))
        slack = await stack.enter_async_context(opened())
        yahoo = Market()
        await stack.enter_async_context(serving(yahoo))
        yield Ground(slack, yahoo, home, thoroughness)
