"""How many bytes an hour of six hundred symbols takes, against a request for each symbol."""

from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.polling import planned, single, transferred


async def measure(_: Ground) -> Sequence[Pair]:
    """Add them up."""
    return [Pair(transferred(planned()), transferred(single()))]


BENCHMARK = Benchmark(
    "hour-bytes",
    "bytes of an hour that keeps 600 symbols fresh / with a request for each symbol",
    "MB",
    0.75,
    Better.LOWER,
    measure,
)
