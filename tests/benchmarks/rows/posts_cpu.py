"""What a message costs that is claimed, made, posted and recorded, against a bare post of it."""

from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Bot, Ground
from tests.benchmarks.mail import CROWD

ROUNDS = 3


async def measure(ground: Ground) -> Sequence[Pair]:
    """Post a thousand messages from both in turns, to a Slack that answers at once."""
    async with ground.bot("courier") as bot:
        return [await _pair(bot) for _ in range(ground.times(ROUNDS))]


async def _pair(bot: Bot) -> Pair:
    await bot.order("crowd")
    ours = await _cost(bot, "deliver")
    await bot.order("make")
    return Pair(ours, await _cost(bot, "post"))


async def _cost(bot: Bot, word: str) -> float:
    begun = await bot.cpu()
    await bot.order(word)
    return (await bot.cpu() - begun) / CROWD * 1e6


BENCHMARK = Benchmark(
    "posts-cpu",
    "CPU of a message out of the outbox, crash-proof / of a bare AsyncWebClient post",
    "µs a message",
    6.0,
    Better.LOWER,
    measure,
)
