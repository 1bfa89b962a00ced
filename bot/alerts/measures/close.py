"""The last close: today's once it is final, until then the one before. Pure."""

from datetime import timedelta

from bot.alerts.measure import Figure, Measure, Unit, View
from bot.market.instruments import named
from bot.market.sessions import final, local_date, open_of, session_date, waking

MINUTE = timedelta(minutes=1)


def read(view: View, target: str) -> Figure | None:
    """Return the last close, dated when the last figures of its session were in."""
    quote = view.quote(target)
    if quote is None:
        return None
    exchange = named(target).exchange
    if final(exchange, quote.time):
        return Figure(quote.price, quote.time)
    if quote.previous_close is None:
        return None
    before = session_date(exchange, open_of(exchange, local_date(exchange, quote.time)) - MINUTE)
    return Figure(quote.previous_close, waking(exchange, before)[1])


CLOSE = Measure("close", Unit.PRICE, from_zero=False, read=read)
