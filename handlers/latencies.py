"""How long answers took, counted in buckets: cheap enough to be done for every one of them."""

from bisect import bisect_left
from itertools import accumulate

# Seconds. People wait 1.5 s for the answer itself, then for the word that it is on its way.
BOUNDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.5, 3.0)


class Latencies:
    """Counts answers by how long they took; `total` is in seconds."""

    def __init__(self) -> None:
        self.total = 0.0
        self._counts = [0] * (len(BOUNDS) + 1)

    def add(self, seconds: float) -> None:
        """Count an answer."""
        self.total += seconds
        self._counts[bisect_left(BOUNDS, seconds)] += 1

    def cumulative(self) -> list[tuple[str, int]]:
        """Return how many answers took at most each bound's seconds: ("0.001", 3), …, ("+Inf", 9)."""
        return list(zip((*map(str, BOUNDS), "+Inf"), accumulate(self._counts), strict=True))
