"""How many requests an hour of six hundred symbols takes, against one for each symbol."""

from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.polling import planned, single


async def measure(_: Ground) -> Sequence[Pair]:
    """Count them."""
    return [Pair(len(planned()), len(single()))]


BENCHMARK = Benchmark(
    "hour-requests",
    "requests of an hour that keeps 600 symbols fresh / with one for each symbol",
    "requests",
    1 / 200,
    Better.LOWER,
    measure,
)
