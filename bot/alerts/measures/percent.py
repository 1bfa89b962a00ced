"""How far a price is from its previous close, in per cent. Pure."""

from bot.alerts.measure import Figure, Measure, Unit, View


def read(view: View, target: str) -> Figure | None:
    """Return the move of the last quote."""
    quote = view.quote(target)
    if quote is None or quote.percent is None:
        return None
    return Figure(quote.percent, quote.time)


PERCENT = Measure("percent", Unit.PERCENT, from_zero=True, read=read)
