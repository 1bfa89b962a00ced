"""How long one command in a hundred takes while a hundred symbols are refreshed all the time, against an idle time."""

from collections.abc import Sequence
from time import perf_counter

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.load import Line, line, percentile, typed

ROUNDS, WARM_UP = 9, 300
# Seconds: five refreshes. A shorter spell that begins with one would be far more than five a second.
SPELL = 1.0


async def measure(ground: Ground) -> Sequence[Pair]:
    """Type warm commands while the bot refreshes, and while it does not, in turns."""
    async with ground.bot("live") as bot, line(bot.url) as kept:
        await bot.order("poll")
        for _ in range(ground.times(WARM_UP)):
            await kept.timed(typed("hsi"))
        pairs = []
        for _ in range(ground.times(ROUNDS)):
            idle = await _asked(kept)
            await bot.order("refresh")
            busy = await _asked(kept)
            await bot.order("rest")
            pairs.append(Pair(percentile(busy, 0.99), percentile(idle, 0.99)))
    return pairs


async def _asked(kept: Line) -> list[float]:
    """Return how long each command took that was typed in a spell, one as soon as the last was answered."""
    took: list[float] = []
    ends = perf_counter() + SPELL
    while perf_counter() < ends:
        took.append(await kept.timed(typed("hsi")))
    return took


BENCHMARK = Benchmark(
    "refresh-p99",
    "p99 of a warm /surge hsi while 100 symbols are refreshed 5 times a second / while idle",
    "ms",
    1.25,
    Better.LOWER,
    measure,
)
