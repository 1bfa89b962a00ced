"""What a benchmark is: two things measured side by side, and what their ratio ought to be."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from tests.benchmarks.ground import Ground


class Better(StrEnum):
    """Which side of the aim is the good one."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class Pair:
    """Ours and the other, measured right after each other, in the benchmark's unit; `other` is not 0."""

    ours: float
    other: float

    @property
    def ratio(self) -> float:
        """Ours by the other."""
        return self.ours / self.other


Measure = Callable[[Ground], Awaitable[Sequence[Pair]]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One row of the table; each module of `rows/` holds one.

    `aim` is for the ratio of ours to the other. What has no rival is measured against what is allowed: megabytes,
    or one request for each command.
    """

    id: str
    what: str
    unit: str
    aim: float
    better: Better
    measure: Measure


@dataclass(frozen=True, slots=True)
class Result:
    """What came out: medians of ours and of the other, and the median of the pairs' ratios."""

    id: str
    what: str
    ours: float
    other: float
    ratio: float
    unit: str
    aim: float
    better: Better

    @property
    def met(self) -> bool:
        """Whether the aim is reached."""
        return self.ratio <= self.aim if self.better is Better.LOWER else self.ratio >= self.aim


async def run(benchmark: Benchmark, ground: Ground) -> Result:
    """Measure. Machines drift within seconds, so that only ratios within a pair mean something."""
    pairs = await benchmark.measure(ground)
    return Result(
        id=benchmark.id,
        what=benchmark.what,
        ours=median(pair.ours for pair in pairs),
        other=median(pair.other for pair in pairs),
        ratio=median(pair.ratio for pair in pairs),
        unit=benchmark.unit,
        aim=benchmark.aim,
        better=benchmark.better,
    )
