"""How many requests commands for a warm symbol cause."""

from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.load import line, typed

COMMANDS = 200


async def measure(ground: Ground) -> Sequence[Pair]:
    """Ask for the same symbol again and again."""
    async with ground.bot("live") as bot, line(bot.url) as kept:
        await kept.post(typed("hsi"))
        before = ground.yahoo.polls
        for _ in range(COMMANDS):
            await kept.post(typed("hsi"))
        return [Pair(ground.yahoo.polls - before, COMMANDS)]


BENCHMARK = Benchmark(
    "warm-requests", "quote requests of 200 warm commands", "requests / commands", 0.0, Better.LOWER, measure
)
