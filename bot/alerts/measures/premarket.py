"""How far New York's pre-market price is from the last close, in per cent; none outside the pre-market. Pure."""

from bot.alerts.measure import Figure, Measure, Unit, View
from bot.market.quotes import Hours
from bot.words.language import Phrase


def read(view: View, target: str) -> Figure | None:
    """Return the pre-market move."""
    quote = view.quote(target)
    extended = quote.extended if quote else None
    if extended is None or extended.hours is not Hours.PRE or extended.percent is None:
        return None
    return Figure(extended.percent, extended.time)


PREMARKET = Measure(
    "pre-market",
    Unit.PERCENT,
    from_zero=True,
    read=read,
    lacking=Phrase(
        "{name} has no pre-market price now; New York's pre-market is from 04:00 to 09:30 there",
        "{name}現時沒有盤前價；盤前時段為紐約時間 04:00 至 09:30",
        "{name}目前没有盘前价；盘前时段为纽约时间 04:00 至 09:30",
    ),
)
