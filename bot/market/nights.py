"""What New York did in the night before a day in Hong Kong. Pure."""

from datetime import date, timedelta
from decimal import Decimal

from bot.market.instrument import Exchange
from bot.market.quotes import Quote, Series
from bot.market.sessions import final, local_date, session

NEW_YORK = Exchange.NEW_YORK
DAY = timedelta(days=1)


def night_before(day: date) -> date:
    """Return the date of New York's last session before `day`."""
    day -= DAY
    while not session(NEW_YORK, day):
        day -= DAY
    return day


def overnight(quote: Quote | None, series: Series, day: date) -> Decimal | None:
    """Return the move in per cent of the night before `day`, None where it is unknown.

    The quote tells it until New York has begun its next session; from then on the closes do.
    """
    night = night_before(day)
    if quote and final(NEW_YORK, quote.time) and night <= local_date(NEW_YORK, quote.time) < day:
        return quote.percent
    closes = series.before(day).closes[-2:]
    if len(closes) < len(("before", "after")) or closes[-1].day < night:
        return None
    return (closes[-1].price / closes[0].price - 1) * 100
