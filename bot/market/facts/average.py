"""How far today's price is from the mean of the last 20 closes. Pure."""

from decimal import Decimal

from bot.market.fact import Fact, Kind, Today
from bot.market.quotes import Series
from bot.words.language import Phrase
from bot.words.numbers import decimal

DAYS = 20
# In per cent: nearer than that is everyday life.
FAR = Decimal(5)
AWAY = {
    True: Phrase("{percent}% above its 20-day average", "高於 20 日平均 {percent}%", "高于 20 日均值 {percent}%"),
    False: Phrase("{percent}% below its 20-day average", "低於 20 日平均 {percent}%", "低于 20 日均值 {percent}%"),
}


def mean(series: Series, days: int = DAYS) -> Decimal | None:
    """Return the mean of the last `days` closes; None where there are fewer."""
    last = series.closes[-days:]
    return sum((close.price for close in last), Decimal()) / days if len(last) == days else None


def look(today: Today) -> Fact | None:
    """Say how far it is away, where that is far."""
    if (middle := mean(today.series)) is None:
        return None
    away = (today.price / middle - 1) * 100
    if abs(away) < FAR:
        return None
    return Fact(AWAY[away > 0].with_(percent=decimal(abs(away), 1)), 1, closing=False)


KIND = Kind("20-day average", look)
