"""How far a price is from the day's opening, in per cent. Pure."""

from bot.alerts.measure import Figure, Measure, Unit, View
from bot.words.language import Phrase


def read(view: View, target: str) -> Figure | None:
    """Return the move of the last quote since its session opened."""
    quote = view.quote(target)
    if quote is None or not quote.open:
        return None
    return Figure((quote.price / quote.open - 1) * 100, quote.time)


LACKING = Phrase("no opening price of {name} has come yet", "尚未有{name}的開市價", "暂无{name}的开盘价")
OPENING = Measure("opening", Unit.PERCENT, from_zero=True, read=read, lacking=LACKING)
