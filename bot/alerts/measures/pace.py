"""Hong Kong's turnover against earlier sessions at the same time of day, as a multiple of their mean. Pure."""

from functools import cache

from bot.alerts.measure import Figure, Measure, Unit, View, Want
from bot.alerts.measures.turnover import nothing, scope_of
from bot.market.turnover import Scope
from bot.words.language import Phrase

LACKING = Phrase(
    "pace needs 10 sampled sessions of its scope ({of}), and a session under way",
    "同一時段平均須先累積 10 個交易日的數據，並在交易時段內",
    "同一时段均值须先积累 10 个交易日的数据，并在交易时段内",
)


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
        lacking=LACKING,
    )
