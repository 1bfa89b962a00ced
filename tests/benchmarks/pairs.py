"""Two bots under the same load, in turns: first the one, then the other, then the one again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from time import perf_counter

from tests.benchmarks.benchmark import Pair
from tests.benchmarks.ground import PATIENCE, Bot, Ground
from tests.benchmarks.load import line, percentile, typed

TEXT = "hsi"
ROUNDS, TURNS, COMMANDS = 9, 6, 60
# Python makes code faster once it ran often enough, and a figure is not to tell of the first seconds.
WARM_UP = 300
# Seconds to look at a bot's CPU, and the share of a core below which it is idle; not for ever.
LOOK, IDLE, LONGEST = 0.5, 0.05, 40.0

Ask = Callable[[int], Awaitable[list[float]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A bot that answers; `ask(n)` types n commands and returns how long each answer took, in milliseconds."""

    bot: Bot
    ask: Ask


@asynccontextmanager
async def by_http(ground: Ground, *names: str) -> AsyncIterator[Sequence[Asked]]:
    """Start bots that listen for HTTP."""
    async with AsyncExitStack() as stack:
        asked = []
        for name in names:
            bot = await stack.enter_async_context(ground.bot(name))
            kept = await stack.enter_async_context(line(bot.url))

            async def ask(number: int, post: Callable[[bytes], Awaitable[float]] = kept.timed) -> list[float]:
                return [await post(request) for request in [typed(TEXT) for _ in range(number)]]

            asked.append(Asked(bot, ask))
        yield asked


@asynccontextmanager
async def by_socket(ground: Ground, *names: str) -> AsyncIterator[Sequence[Asked]]:
    """Start bots that connect by Socket Mode, one after the other: who connects is who was started."""
    async with AsyncExitStack() as stack:
        asked = []
        for name in names:
            bot = await stack.enter_async_context(ground.bot(name))
            socket = await asyncio.wait_for(ground.slack.sockets.get(), PATIENCE)

            async def ask(number: int, send: Callable[[str], Awaitable[object]] = socket.ask) -> list[float]:
                return [await _timed(send) for _ in range(number)]

            asked.append(Asked(bot, ask))
        yield asked


async def _timed(send: Callable[[str], Awaitable[object]]) -> float:
    begun = perf_counter()
    assert await send(TEXT)
    return (perf_counter() - begun) * 1000


async def warmed(ground: Ground, bots: Sequence[Asked], commands: int = WARM_UP) -> None:
    """Have each bot answer for a while, then wait until it has nothing else to do: a replay begins when it is asked."""
    for each in bots:
        await each.ask(ground.times(commands))
        async with asyncio.timeout(LONGEST):
            while await _busy(each.bot):
                await each.ask(1)


async def _busy(bot: Bot) -> bool:
    begun = await bot.cpu()
    await asyncio.sleep(LOOK)
    return await bot.cpu() - begun > LOOK * IDLE


async def cpu(ground: Ground, bots: Sequence[Asked]) -> list[Pair]:
    """Return what a command costs two bots in CPU, in microseconds."""
    await warmed(ground, bots)
    pairs = []
    for _ in range(ground.times(ROUNDS)):
        spent = [0.0, 0.0]
        for _ in range(TURNS):
            for number, each in enumerate(bots):
                begun = await each.bot.cpu()
                await each.ask(COMMANDS)
                spent[number] += await each.bot.cpu() - begun
        ours, other = (seconds / TURNS / COMMANDS * 1e6 for seconds in spent)
        pairs.append(Pair(ours, other))
    return pairs


async def p99(ground: Ground, bots: Sequence[Asked]) -> list[Pair]:
    """Return the latency that one command in a hundred exceeds with two bots, in milliseconds."""
    await warmed(ground, bots)
    pairs = []
    for _ in range(ground.times(ROUNDS)):
        took: list[list[float]] = [[], []]
        for _ in range(TURNS):
            for number, each in enumerate(bots):
                took[number] += await each.ask(COMMANDS)
        ours, other = (percentile(each, 0.99) for each in took)
        pairs.append(Pair(ours, other))
    return pairs
