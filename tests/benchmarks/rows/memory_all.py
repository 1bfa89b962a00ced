"""The memory of the whole of Surge, sandbox and all, when it has replayed its day."""

from collections.abc import Sequence

import aiohttp

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.memory import resident
from tests.program import door, program, stopped

ALLOWED = 200.0


async def measure(ground: Ground) -> Sequence[Pair]:
    """Start it as people do, at a higher speed, and look at it when the day is over."""
    folder = ground.home / "memory-all"
    folder.mkdir()
    process = await program(folder, SURGE_REPLAY_SPEED="20000")
    try:
        async with aiohttp.ClientSession() as http:
            opened = await door(process, http)
            await opened.surge("hsi")
            await opened.played()
            return [Pair(resident(process.pid), ALLOWED)]
    finally:
        await stopped(process)


BENCHMARK = Benchmark(
    "memory-all", "memory of `python -m bot` after the replayed day / 200 MB", "MB", 1.0, Better.LOWER, measure
)
