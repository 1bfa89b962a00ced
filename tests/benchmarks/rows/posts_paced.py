"""How long ten thousand direct messages to a hundred workspaces take, against what their paces allow."""

from collections.abc import Sequence

from bot.storage.buckets import POSTS
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.mail import PEOPLE

WORKSPACES = 100
DELAY = 0.1


async def measure(ground: Ground) -> Sequence[Pair]:
    """Deliver them to a Slack that answers as fast as it does at its best, and refuses what exceeds its limits.

    A workspace's hundred take the same time alone: what is tried with fewer workspaces takes no less.
    """
    async with ground.bot("courier") as bot:
        for _ in range(ground.times(WORKSPACES)):
            waiting = await bot.order("workspace")
        with ground.slack.open(delay=DELAY, strict=True) as box:
            taken = await bot.order("deliver")
        assert box.refused == 0, f"{box.refused} posts were refused"
        assert box.taken == waiting
    theory = (PEOPLE - POSTS.burst) * POSTS.interval.total_seconds()
    return [Pair(taken, theory)]


BENCHMARK = Benchmark(
    "posts-paced",
    "10,000 direct messages to 100 workspaces, no 429 / what 20 at once and 5 a second take",
    "s",
    1.05,
    Better.LOWER,
    measure,
)
