"""Hong Kong's turnover against earlier sessions at the same time of day, as a multiple of their mean. Pure."""

from functools import cache

from bot.alerts.measure import Figure, Measure, Unit, View, Want
from bot.alerts.measures.turnover import nothing, scope_of
from bot.market.turnover import Scope


def read(view: View, target: str) -> Figure | None:
    """Return the pace, None while too few sessions were sampled, and once the day is over."""
    turnover, pace = view.turnover(scope_of(target)), view.pace(scope_of(target))
    if turnover is None or pace is None or pace.times is None:
        return None
    return Figure(pace.times, turnover.time)


@cache
def pace(scope: Scope) -> Measure:
    """Return the measure of the pace of a scope's turnover."""
    return Measure(
        "pace",
        Unit.MULTIPLE,
        from_zero=True,
        read=read,
        symbols=nothing,
        wants=(Want("pace", scope),),
        lacking="pace needs 10 sampled sessions of its scope ({of}), and a session under way",
    )
