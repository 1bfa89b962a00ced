"""What several sights need: the day's figures apart from older ones."""

from bot.market.sessions import local_date
from handlers.cards.prices import Priced

INDEX = "^HSI"


def newest(priced: list[Priced]) -> list[Priced]:
    """Keep those of the newest day: an old price among them would count as a move of today."""
    days = [local_date(each.instrument.exchange, each.quote.time) for each in priced]
    newest = max(days, default=None)
    return [each for each, day in zip(priced, days, strict=True) if day == newest]
