"""How long a refresh of a hundred symbols takes, against yfinance's own way."""

from collections.abc import Sequence
from statistics import median

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Bot, Ground

ROUNDS, POLLS = 5, 9


async def measure(ground: Ground) -> Sequence[Pair]:
    """Poll and download in turns; the stand-in answers both at once."""
    async with ground.bot("live") as ours, ground.bot("usual") as other:
        # What only a first request does: imports, the cookie, the crumb, the symbols' time zones.
        await ours.order("fetch")
        await other.order("download")
        return [await _pair(ours, other) for _ in range(ground.times(ROUNDS))]


async def _pair(ours: Bot, other: Bot) -> Pair:
    polls = [await ours.order("fetch") for _ in range(POLLS)]
    return Pair(median(polls), await other.order("download"))


BENCHMARK = Benchmark(
    "refresh",
    "refresh of 100 symbols / yf.download of their day (1m)",
    "ms",
    1 / 500,
    Better.LOWER,
    measure,
)
