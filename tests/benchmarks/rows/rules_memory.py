"""How much memory the levels of a million rules take."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import PATIENCE, Ground
from tests.benchmarks.memory import resident
from tests.tree import ROOT

ALLOWED = 40.0
PROGRAM = (
    "from tests.benchmarks.rules import MILLION, Tripwires, wires; print(flush=True); input(); "
    "kept = Tripwires(wires(MILLION)); print(len(kept), flush=True); input()"
)


async def measure(ground: Ground) -> Sequence[Pair]:
    """Look at a new process before it has read them, and afterwards: what it needed meanwhile counts as well."""
    pairs = []
    for _ in range(ground.times(2)):
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", PROGRAM, cwd=ROOT, stdin=PIPE, stdout=PIPE)
        assert process.stdin
        assert process.stdout
        await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        before = resident(process.pid)
        process.stdin.write(b"\n")
        await asyncio.wait_for(process.stdout.readline(), PATIENCE)
        pairs.append(Pair(resident(process.pid) - before, ALLOWED))
        await asyncio.wait_for(process.communicate(b"\n"), PATIENCE)
    return pairs


BENCHMARK = Benchmark(
    "rules-memory", "memory of the levels of 1,000,000 rules / 40 MB", "MB", 1.0, Better.LOWER, measure
)
