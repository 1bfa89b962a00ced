"""How soon a warm command is answered, against the bot that most people would write."""

from collections.abc import Sequence

from tests.benchmarks import pairs
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.market import DELAY

ROUNDS, COMMANDS = 7, 5


async def measure(ground: Ground) -> Sequence[Pair]:
    """Type the same command to both, in turns; Yahoo takes its usual time, whoever asks it."""
    async with pairs.by_http(ground, "surge", "usual") as bots:
        await pairs.warmed(ground, bots, COMMANDS)
        with ground.yahoo.taking(DELAY):
            return [await _pair(bots) for _ in range(ground.times(ROUNDS))]


async def _pair(bots: Sequence[pairs.Asked]) -> Pair:
    ours, other = [sum(await each.ask(COMMANDS)) / 1000 for each in bots]
    return Pair(COMMANDS / ours, COMMANDS / other)


BENCHMARK = Benchmark(
    "usual-bot",
    "warm /surge hsi / Bolt as it comes with yf.history per command, Yahoo at 80 ms",
    "commands a second",
    50,
    Better.HIGHER,
    measure,
)
