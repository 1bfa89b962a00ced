"""How many requests many commands for the same cold symbol cause, when they come at once."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.load import line, typed
from tests.benchmarks.market import DELAY, HUNDRED

TOGETHER = 200
SYMBOLS = 3


async def measure(ground: Ground) -> Sequence[Pair]:
    """Open 200 connections, and ask by all at once."""
    async with ground.bot("live") as bot, AsyncExitStack() as stack:
        stack.enter_context(ground.yahoo.taking(DELAY))
        kept = [await stack.enter_async_context(line(bot.url)) for _ in range(TOGETHER)]
        await kept[0].post(typed("hsi"))
        pairs = []
        for symbol in HUNDRED[:SYMBOLS]:
            before = ground.yahoo.polls
            await asyncio.gather(*(each.post(typed(symbol)) for each in kept))
            pairs.append(Pair(ground.yahoo.polls - before, TOGETHER))
    return pairs


BENCHMARK = Benchmark(
    "cold-requests",
    "quote requests of 200 simultaneous commands for a cold symbol",
    "requests / commands",
    1 / TOGETHER,
    Better.LOWER,
    measure,
)
