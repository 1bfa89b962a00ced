"""How many messages a second leave a durable outbox, against the bare client that posts the same."""

from collections.abc import Sequence

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Bot, Ground
from tests.benchmarks.mail import CROWD

ROUNDS = 5
DELAY = 0.2


async def measure(ground: Ground) -> Sequence[Pair]:
    """Post a thousand messages from both in turns, over one session; Slack takes a fifth of a second, as it often does.

    The bare client has them made, and posts them all at once: the session's hundred connections are its only limit.
    """
    async with ground.bot("courier") as bot:
        with ground.slack.open(delay=DELAY):
            return [await _pair(bot) for _ in range(ground.times(ROUNDS))]


async def _pair(bot: Bot) -> Pair:
    await bot.order("crowd")
    ours = await bot.order("deliver")
    await bot.order("make")
    return Pair(CROWD / ours, CROWD / await bot.order("post"))


BENCHMARK = Benchmark(
    "posts-unpaced",
    "messages out of the outbox, unpaced / bare AsyncWebClient over the same session, Slack at 200 ms",
    "messages a second",
    0.8,
    Better.HIGHER,
    measure,
)
