"""Is a share halted? It is silent while others of its exchange go on trading. Pure.

Nothing here knows of halts: a share that few trade can be as silent, so this is a question and no fact.
"""

from collections.abc import Iterable
from datetime import datetime

from bot.market.admission import around_the_clock
from bot.market.instrument import Exchange, Type
from bot.market.instruments import named
from bot.market.quotes import Quote
from bot.market.sessions import awake, local_date, trading_minutes, zone
from bot.words.language import NOTHING, Language, Phrase
from bot.words.times import clock_time, moment

# So many minutes of trading without a trade of its own are remarkable.
SILENT = 30
# What never rests while its exchange trades.
TICKING = {
    Exchange.HONG_KONG: ("^HSI", "^HSCE", "HSTECH.HK"),
    Exchange.NEW_YORK: ("^HXC", "KWEB", "PGJ"),
    Exchange.SHANGHAI: ("000300.SS", "000001.SS"),
    Exchange.SHENZHEN: ("000300.SS", "399001.SZ"),
}


HALTED = Phrase("no trade since {time}; halted?", "自 {time} 起無成交，或已停牌", "自 {time} 起无成交，或已停牌")


def halted(quote: Quote, others: Iterable[Quote], now: datetime) -> Phrase:
    """Ask whether a share is halted that `others` of its exchange have traded on without; nothing where it trades."""
    since = silent_since(quote, others, now)
    if since is None:
        return NOTHING
    exchange = named(quote.symbol).exchange
    today = local_date(exchange, since) == local_date(exchange, now)
    say = clock_time if today else moment
    return Phrase(*(HALTED.in_(language, time=say(since, zone(exchange), language)) for language in Language))


def silent_since(quote: Quote, others: Iterable[Quote], now: datetime) -> datetime | None:
    """Return when a share traded last, where `others` have traded for half an hour since; else None.

    `now` is market time: nobody asks when the session is over.
    """
    own = named(quote.symbol)
    if own.type is Type.INDEX or around_the_clock(quote.symbol) or not awake(own.exchange, now):
        return None
    times = [each.time for each in others if each.symbol in TICKING[own.exchange] and each.symbol != quote.symbol]
    newest = max(times, default=quote.time)
    return quote.time if trading_minutes(own.exchange, quote.time, newest) >= SILENT else None
