"""How many parts of a rule hold at once; each counts while its figure is of its last session, and young. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from bot.alerts.condition import Condition
from bot.alerts.measure import Figure, Measure, Unit, View
from bot.alerts.targets import young


def parts(conditions: Sequence[Condition], words: str) -> Measure:
    """Return the measure of `conditions` together; `words` tell it from others of the same target."""

    def read(view: View, target: str) -> Figure | None:  # noqa: ARG001 - each part has a target of its own
        figures = [(part, part.measure.read(view, part.target)) for part in conditions]
        known = [(part, figure) for part, figure in figures if figure]
        if not known:
            return None
        on = sum(_on(view, part, figure) for part, figure in known)
        return Figure(Decimal(on), max(figure.time for _, figure in known))

    def symbols(target: str) -> Sequence[str]:  # noqa: ARG001 - the same
        return tuple(symbol for part in conditions for symbol in part.measure.symbols(part.target))

    return Measure(
        f"parts {words}",
        Unit.COUNT,
        from_zero=any(part.from_zero for part in conditions),
        read=read,
        symbols=symbols,
        wants=tuple(want for part in conditions for want in part.measure.wants),
        trailed=any(part.measure.trailed for part in conditions),
        joint=True,
    )


def _on(view: View, part: Condition, figure: Figure) -> bool:
    reached = any(threshold.reached(figure.value) for threshold in part.thresholds(view.known))
    return reached and young(part.target, figure.time, view.now)
