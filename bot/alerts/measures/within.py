"""How far a price has come up from the lowest, or down from the highest, of the last minutes, in per cent. Pure.

Minutes are of the data's own time. Where prices lie further apart than two polls the window begins anew, with 0: what
happened in between, nobody has seen.
"""

from datetime import timedelta
from functools import cache, partial

from bot.alerts.condition import Direction
from bot.alerts.measure import Figure, Measure, Unit, View


@cache
def within(minutes: int, way: Direction) -> Measure:
    """Return the measure of a window of so many minutes."""
    read = partial(_read, timedelta(minutes=minutes), way)
    return Measure(f"within {minutes}m {way}", Unit.PERCENT, from_zero=True, read=read, trailed=True)


def _read(window: timedelta, way: Direction, view: View, target: str) -> Figure | None:
    trail = view.trail(target)
    if not trail:
        return None
    last = trail[-1]
    prices = [figure.value for figure in trail if last.time - figure.time <= window]
    base = min(prices) if way is Direction.UP else max(prices)
    return Figure((last.value / base - 1) * 100, last.time)
