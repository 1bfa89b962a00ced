"""How long one command in a hundred takes over Socket Mode, against a bare Bolt app that only says the words back."""

from collections.abc import Sequence

from tests.benchmarks import pairs
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground


async def measure(ground: Ground) -> Sequence[Pair]:
    """Type the same command to both, in turns."""
    async with pairs.by_socket(ground, "surge-by-socket", "echo-by-socket") as bots:
        return await pairs.p99(ground, bots)


BENCHMARK = Benchmark(
    "socket-p99", "p99 of a warm /surge hsi over Socket Mode / bare Bolt echo", "ms", 1.5, Better.LOWER, measure
)
