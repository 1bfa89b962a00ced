"""What a warm command costs over HTTP, against a bare Bolt app that only says the words back."""

from collections.abc import Sequence

from tests.benchmarks import pairs
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground


async def measure(ground: Ground) -> Sequence[Pair]:
    """Type the same command to both, in turns."""
    async with pairs.by_http(ground, "surge", "echo") as bots:
        return await pairs.cpu(ground, bots)


BENCHMARK = Benchmark(
    "http-cpu", "CPU of a warm /surge hsi over HTTP / bare Bolt echo", "µs a command", 1.25, Better.LOWER, measure
)
