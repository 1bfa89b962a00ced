"""The market capitalisation, in the instrument's currency. Pure."""

from bot.alerts.measure import Figure, Measure, Unit, View
from bot.words.language import Phrase


def read(view: View, target: str) -> Figure | None:
    """Return the market cap that came with the last quote."""
    quote = view.quote(target)
    return Figure(quote.market_cap, quote.time) if quote and quote.market_cap else None


LACKING = Phrase("no market cap of {name} has come yet", "尚未有{name}的市值數據", "暂无{name}的市值数据")
CAP = Measure("cap", Unit.MONEY, from_zero=False, read=read, lacking=LACKING)
