"""What Hong Kong has traded so far, in HK$, scope by scope. Pure."""

from collections.abc import Sequence

from bot.alerts.measure import Figure, Measure, Unit, View
from bot.market.turnover import Scope
from bot.words.language import Phrase

PREFIX = "turnover:"


def scope_of(target: str) -> Scope:
    """Return the scope of a target such as "turnover:market"."""
    return Scope(target.removeprefix(PREFIX))


def nothing(target: str) -> Sequence[str]:  # noqa: ARG001 - it comes with every poll
    """Return no symbol: a turnover comes with every poll."""
    return ()


def read(view: View, target: str) -> Figure | None:
    """Return the last turnover of the target's scope."""
    turnover = view.turnover(scope_of(target))
    return Figure(turnover.value, turnover.time) if turnover else None


TURNOVER = Measure(
    "turnover",
    Unit.MONEY,
    from_zero=True,
    read=read,
    symbols=nothing,
    lacking=Phrase("no turnover of its scope ({of}) has come yet", "尚未有{name}的數據", "暂无{name}的数据"),
)
