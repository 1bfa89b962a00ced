"""How long the sector board takes from warm data: half of all `/surge leaders`, each with figures that are new."""

from collections.abc import Sequence
from statistics import median
from time import perf_counter

from bot.audience.rights import Actor
from bot.bootstrap import build
from bot.settings import Settings
from bot.surge import Surge
from handlers.command import Door, Request
from handlers.dispatch import answer
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground

ROUNDS, COMMANDS, WARM_UP = 9, 40, 100
BUDGET = 2.0


async def measure(ground: Ground) -> Sequence[Pair]:
    """Ask for the board in the afternoon of the recorded day, against what is allowed."""
    home = ground.home / "leaders"
    async with build(Settings.from_env({"SURGE_HOME": str(home), "SURGE_PROVIDER": "replay"})) as surge:
        assert surge.replay
        await surge.replay.begin()
        await surge.replay.pause()
        await surge.replay.jump("15:00")
        for _ in range(ground.times(WARM_UP)):
            await _timed(surge)
        rounds = [[await _timed(surge) for _ in range(COMMANDS)] for _ in range(ground.times(ROUNDS))]
    return [Pair(median(took), BUDGET) for took in rounds]


async def _timed(surge: Surge) -> float:
    """Ask once, in milliseconds; as after a refresh, nothing that was made before is of use."""
    surge.desk.remember(())
    begun = perf_counter()
    card = await answer(
        Request(team="T01", user="U01", channel="C01", actor=_actor, words="leaders", door=Door.SLASH), surge
    )
    taken = (perf_counter() - begun) * 1000
    assert "Internet" in card.text
    return taken


async def _actor() -> Actor:
    return Actor(team="T01", user="U01")


BENCHMARK = Benchmark(
    "leaders-p50", "p50 of the sector board, its figures new each time / 2 ms", "ms", 1.0, Better.LOWER, measure
)
