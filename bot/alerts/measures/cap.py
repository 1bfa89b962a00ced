"""The market capitalisation, in the instrument's currency. Pure."""

from bot.alerts.measure import Figure, Measure, Unit, View


def read(view: View, target: str) -> Figure | None:
    """Return the market cap that came with the last quote."""
    quote = view.quote(target)
    return Figure(quote.market_cap, quote.time) if quote and quote.market_cap else None


CAP = Measure("cap", Unit.MONEY, from_zero=False, read=read, lacking="no market cap of {name} has come yet")
