"""How soon a command is answered whose symbol nobody has asked for yet, against what the source takes."""

from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.load import line, typed
from tests.benchmarks.market import DELAY, HUNDRED

SYMBOLS = 15
ALLOWED = 10.0


async def measure(ground: Ground) -> Sequence[Pair]:
    """Ask for one new symbol after the other."""
    async with ground.bot("live") as bot, line(bot.url) as kept:
        # The first request of all also fetches cookie and crumb.
        await kept.post(typed("hsi"))
        with ground.yahoo.taking(DELAY):
            took = [await kept.timed(typed(symbol)) for symbol in HUNDRED[: ground.times(SYMBOLS)]]
    return [Pair(each, DELAY * 1000 + ALLOWED) for each in took]


BENCHMARK = Benchmark("cold", "cold /surge symbol / Yahoo's 80 ms and 10 ms more", "ms", 1.0, Better.LOWER, measure)
