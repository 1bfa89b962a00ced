"""How far a price is from its previous close, in points. Pure."""

from bot.alerts.measure import Figure, Measure, Unit, View


def read(view: View, target: str) -> Figure | None:
    """Return the change of the last quote."""
    quote = view.quote(target)
    if quote is None or quote.change is None:
        return None
    return Figure(quote.change, quote.time)


POINTS = Measure("points", Unit.POINTS, from_zero=True, read=read)
