"""How long it takes to find which of a million rules a tick may make ring, against a plain loop over them."""

from collections.abc import Sequence
from time import perf_counter

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.rules import MILLION, index, looped, rules, ticks, touched, whole

ROUNDS = 9


async def measure(ground: Ground) -> Sequence[Pair]:
    """Evaluate the same ticks both ways: what the loop finds, the index must have found."""
    wired, every = index(MILLION), tuple(rules(MILLION))
    pairs = []
    for moves in ticks(ground.times(ROUNDS)):
        begun = perf_counter()
        found = touched(wired, moves)
        ours = perf_counter() - begun
        cut = whole(moves)
        begun = perf_counter()
        crossed = looped(every, cut)
        pairs.append(Pair(ours * 1000, (perf_counter() - begun) * 1000))
        assert crossed
        assert set(crossed) <= set(found)
    return pairs


BENCHMARK = Benchmark(
    "rules-loop",
    "evaluation of a tick of 200 symbols, 1,000,000 rules / a plain loop over them",
    "ms",
    1 / 100,
    Better.LOWER,
    measure,
)
