"""The price itself, in the instrument's currency or an index's points. Pure."""

from bot.alerts.measure import Figure, Measure, Unit, View


def read(view: View, target: str) -> Figure | None:
    """Return the last price."""
    quote = view.quote(target)
    return Figure(quote.price, quote.time) if quote else None


PRICE = Measure("price", Unit.PRICE, from_zero=False, read=read)
