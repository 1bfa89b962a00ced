"""How long direct messages to many workspaces take, against what their paces allow.

Ten workspaces with a hundred people each, so that it stays short on a busy machine: the theory is the same for any
number of them. `SURGE_BENCH_WORKSPACES=100` measures the ten thousand, which take the courier most of a core.
"""

import os
from collections.abc import Sequence

from bot.storage.buckets import POSTS
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.mail import PEOPLE

WORKSPACES = int(os.environ.get("SURGE_BENCH_WORKSPACES", "10"))
DELAY, PATIENCE = 0.1, 80.0


async def measure(ground: Ground) -> Sequence[Pair]:
    """Deliver them to a Slack that answers as fast as it does at its best, and refuses what exceeds its limits."""
    async with ground.bot("courier") as bot:
        for _ in range(WORKSPACES):
            waiting = await bot.order("workspace")
        with ground.slack.open(delay=DELAY, strict=True) as box:
            taken = await bot.order("deliver", PATIENCE)
        assert box.refused == 0, f"{box.refused} posts were refused"
        assert box.taken == waiting
    theory = (PEOPLE - POSTS.burst) * POSTS.interval.total_seconds()
    return [Pair(taken, theory)]


BENCHMARK = Benchmark(
    "posts-paced",
    f"{WORKSPACES * PEOPLE:,} direct messages to {WORKSPACES} workspaces, no 429 / 20 at once and 5 a second",
    "s",
    1.05,
    Better.LOWER,
    measure,
)
