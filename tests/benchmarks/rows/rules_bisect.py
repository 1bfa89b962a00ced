"""How long it takes to find which of a million rules a tick may make ring, against bare bisections."""

from collections.abc import Sequence
from time import perf_counter

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.rules import MILLION, arrays, bisected, index, ticks, touched, whole

ROUNDS = 99


async def measure(ground: Ground) -> Sequence[Pair]:
    """Evaluate the same ticks both ways; the bare arrays are given figures that are whole numbers already."""
    wired, lines = index(MILLION), arrays(MILLION)
    pairs = []
    for moves in ticks(ground.times(ROUNDS)):
        cut = whole(moves)
        begun = perf_counter()
        found = touched(wired, moves)
        ours = perf_counter() - begun
        begun = perf_counter()
        bare = bisected(lines, cut)
        pairs.append(Pair(ours * 1e6, (perf_counter() - begun) * 1e6))
        assert sorted(found) == sorted(bare)
    return pairs


BENCHMARK = Benchmark(
    "rules-bisect",
    "evaluation of a tick of 200 symbols, 1,000,000 rules / bare bisections of the same arrays",
    "µs",
    2.0,
    Better.LOWER,
    measure,
)
