"""How long it takes to put up a rule's wire among a million, and to take it down."""

from collections.abc import Sequence
from decimal import Decimal
from time import perf_counter

from bot.alerts.condition import Direction
from bot.alerts.tripwires import Wire
from tests.benchmarks.benchmark import Benchmark, Better, Pair
from tests.benchmarks.ground import Ground
from tests.benchmarks.rules import MILLION, SUBJECTS, index

ROUNDS = 9
ALLOWED = 20.0


async def measure(ground: Ground) -> Sequence[Pair]:
    """Add one rule for each symbol, and remove them: the longer of the two, for one rule."""
    wired = index(MILLION)
    new = [Wire(subject, Direction.UP, Decimal("101.5"), MILLION + key) for key, subject in enumerate(SUBJECTS)]
    pairs = []
    for _ in range(ground.times(ROUNDS)):
        took = []
        for change in (wired.add, wired.remove):
            begun = perf_counter()
            for each in new:
                change(each)
            took.append((perf_counter() - begun) / len(new) * 1e6)
        pairs.append(Pair(max(took), ALLOWED))
    assert len(wired) == MILLION
    return pairs


BENCHMARK = Benchmark(
    "rules-change", "adding or removing one of 1,000,000 rules / 20 µs", "µs", 1.0, Better.LOWER, measure
)
