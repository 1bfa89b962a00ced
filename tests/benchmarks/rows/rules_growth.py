"""How much longer a tick takes with ten times the rules."""

from collections.abc import Sequence
from time import perf_counter

from bot.alerts.tripwires import Tripwires
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.rules import MILLION, Move, index, ticks, touched

ROUNDS = 199


async def measure(ground: Ground) -> Sequence[Pair]:
    """Evaluate the same ticks against a million rules, and against a hundred thousand."""
    many, fewer = index(MILLION), index(MILLION // 10)
    return [Pair(_timed(many, moves), _timed(fewer, moves)) for moves in ticks(ground.times(ROUNDS))]


def _timed(wired: Tripwires, moves: Sequence[Move]) -> float:
    begun = perf_counter()
    touched(wired, moves)
    return (perf_counter() - begun) * 1e6


BENCHMARK = Benchmark(
    "rules-growth",
    "evaluation of a tick of 200 symbols, 1,000,000 rules / 100,000 rules",
    "µs",
    1.3,
    Better.LOWER,
    measure,
)
