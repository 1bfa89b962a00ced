"""The memory of a process that only answers, once it has imported what it needs for that."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import PATIENCE, Ground
from tests.benchmarks.memory import resident
from tests.tree import ROOT

ALLOWED = 90.0
PROGRAM = "import bot.bootstrap, handlers.service; print(); input()"


async def measure(ground: Ground) -> Sequence[Pair]:
    """Import in a new process, and look at it."""
    pairs = []
    for _ in range(ground.times(3)):
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", PROGRAM, cwd=ROOT, stdin=PIPE, stdout=PIPE)
        assert process.stdout
        await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        pairs.append(Pair(resident(process.pid), ALLOWED))
        await asyncio.wait_for(process.communicate(b"\n"), PATIENCE)
    return pairs


BENCHMARK = Benchmark("memory-web", "memory of a web-only import / 90 MB", "MB", 1.0, Better.LOWER, measure)
