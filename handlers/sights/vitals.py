"""Read off how Surge does: for the status card, and for the gauges."""

from datetime import datetime

from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.surge import Surge
from handlers.vitals import Vitals


async def vitals(surge: Surge, team: str = "") -> Vitals:
    """Read them; alerts are those of `team`, or of all. Raises StorageError."""
    bulletin = surge.bulletin
    return Vitals(
        now=surge.clock(),
        wall=surge.wall(),
        looked=bulletin.looked,
        trouble=bulletin.trouble,
        newest=_newest(surge),
        refused=bulletin.refused,
        messages=await surge.outbox.counts(),
        alerts=len(await surge.book.alerts(team)),
        pace=bulletin.pace,
        obstacles=await surge.outbox.obstacles(team),
    )


def _newest(surge: Surge) -> dict[Exchange, datetime]:
    found: dict[Exchange, datetime] = {}
    for quote in filter(None, map(surge.desk.latest, surge.desk.known)):
        exchange = named(quote.symbol).exchange
        found[exchange] = max(quote.time, found.get(exchange, quote.time))
    return found
