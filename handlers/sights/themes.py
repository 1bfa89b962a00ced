"""What the themes' cards show: the members of one or of all, asked for in one request."""

from bot.market.instruments import named
from bot.market.themes import Theme, basket, last_sessions, themes
from bot.surge import Surge
from handlers.cards.themes import Overview, Themed


async def overview(surge: Surge) -> Overview:
    """Return how every theme moved."""
    every = themes()
    shown = await surge.desk.quotes([named(symbol) for each in every for symbol in each.symbols])
    quotes = {symbol: each.quote for symbol, each in shown.items()}
    newest = last_sessions(quote for quote in quotes.values() if quote.percent is not None)
    baskets = tuple(basket(each, quotes, newest) for each in every)
    return Overview(baskets, shown, surge.clock(), recorded=surge.desk.source.replay is not None)


async def themed(of: Theme, surge: Surge) -> Themed:
    """Return how one theme moved."""
    shown = await surge.desk.quotes([named(symbol) for symbol in of.symbols])
    quotes = {symbol: each.quote for symbol, each in shown.items()}
    return Themed(basket(of, quotes), shown, surge.clock(), recorded=surge.desk.source.replay is not None)
