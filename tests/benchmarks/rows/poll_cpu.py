"""What one poll of six hundred symbols costs: parsed, admitted and cached, against nothing but reading its JSON."""

import asyncio
import gc
import json
from collections.abc import Collection, Sequence
from datetime import timedelta
from time import process_time

from bot.market.desk import QuoteDesk
from bot.market.plan import BATCH
from bot.market.provider import Answer, Source
from bot.market.quotes import Series
from bot.market.turnover import Scope, TurnoverHistory
from bot.market.yahoo import quotes
from bot.storage.caches.memory import MemoryCache
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.bodies import body
from tests.benchmarks.ground import Ground
from tests.benchmarks.market import NOW

ROUNDS, WARM_UP = 25, 5
SYMBOLS = [f"{code:04}.HK" for code in range(1, 601)]
BATCHES = [SYMBOLS[start : start + BATCH] for start in range(0, len(SYMBOLS), BATCH)]
FIRST = NOW - timedelta(minutes=20)


class Canned:
    """A source whose answers have come already; what is left to do with them is done in a thread, as Surge does."""

    source = Source("canned")
    symbols: Collection[str] = ()

    def __init__(self) -> None:
        self.bodies: Sequence[bytes] = ()

    async def poll(self, symbols: Collection[str]) -> Answer:
        """Read what has come."""
        assert len(symbols) == len(SYMBOLS)
        batches = [
            await asyncio.to_thread(quotes.read, given, asked)
            for given, asked in zip(self.bodies, BATCHES, strict=True)
        ]
        return Answer(tuple(quote for batch in batches for quote in batch.quotes))

    async def closes(self, _: str) -> Series:
        """Have none."""
        return Series()

    async def turnovers(self, scope: Scope = Scope.MARKET) -> TurnoverHistory:
        """Have none."""
        return TurnoverHistory(scope)


async def measure(ground: Ground) -> Sequence[Pair]:
    """Take in one answer after the other, and read the same bytes as plain JSON, in turns."""
    source = Canned()
    desk = QuoteDesk(source, MemoryCache(), lambda: NOW)
    pairs = []
    for number in range(WARM_UP + ground.times(ROUNDS)):
        source.bodies = [body(batch, number, FIRST) for batch in BATCHES]
        gc.collect()
        begun = process_time()
        poll = await desk.poll(SYMBOLS)
        taken = process_time() - begun
        assert len(poll.accepted) == len(SYMBOLS)
        begun = process_time()
        for given in source.bodies:
            json.loads(given)
        pairs.append(Pair(taken * 1000, (process_time() - begun) * 1000))
    return pairs[WARM_UP:]


BENCHMARK = Benchmark(
    "poll-cpu",
    "CPU of a poll of 600 symbols, parsed, admitted, cached / json.loads of the same bytes",
    "ms",
    3.0,
    Better.LOWER,
    measure,
)
