"""How long one command in a hundred takes while a hundred symbols are refreshed all the time, against an idle time."""

from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.load import Line, line, percentile, typed

ROUNDS, TURNS, COMMANDS, WARM_UP = 9, 3, 150, 300


async def measure(ground: Ground) -> Sequence[Pair]:
    """Type warm commands while the bot refreshes, and while it does not, in turns."""
    async with ground.bot("live") as bot, line(bot.url) as kept:
        await bot.order("poll")
        await _asked(kept, ground.times(WARM_UP))
        pairs = []
        for _ in range(ground.times(ROUNDS)):
            idle: list[float] = []
            busy: list[float] = []
            for _ in range(TURNS):
                idle += await _asked(kept, COMMANDS)
                await bot.order("refresh")
                busy += await _asked(kept, COMMANDS)
                await bot.order("rest")
            pairs.append(Pair(percentile(busy, 0.99), percentile(idle, 0.99)))
    return pairs


async def _asked(kept: Line, number: int) -> list[float]:
    return [await kept.timed(request) for request in [typed("hsi") for _ in range(number)]]


BENCHMARK = Benchmark(
    "refresh-p99",
    "p99 of a warm /surge hsi while 100 symbols are refreshed 5 times a second / while idle",
    "ms",
    1.25,
    Better.LOWER,
    measure,
)
