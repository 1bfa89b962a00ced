"""How Surge does, read off its parts: for the status card, and for the gauges."""

from dataclasses import dataclass
from datetime import datetime

from bot.alerts.book import State
from bot.market.instrument import Exchange
from bot.market.instruments import named
from bot.market.manners import Pace
from bot.surge import Surge


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """What can be read off at a moment.

    `now` is market time, `wall` real time. `newest` is the time of the newest figure of each market that has any.
    `trouble` is what ails the source ("" nothing); `pace` is None in a replay.
    """

    now: datetime
    wall: datetime
    looked: datetime | None
    trouble: str
    newest: dict[Exchange, datetime]
    refused: dict[str, int]
    messages: dict[State, int]
    alerts: int
    pace: Pace | None


async def vitals(surge: Surge, team: str = "") -> Vitals:
    """Read them; alerts are those of `team`, or of all. Raises StorageError."""
    health, trouble = surge.watch.health, surge.desk.trouble
    return Vitals(
        now=surge.clock(),
        wall=surge.wall(),
        looked=health.market_time,
        trouble=trouble.sentence if trouble else health.trouble,
        newest=_newest(surge),
        refused={str(reason): count for reason, count in surge.desk.refusals.items()},
        messages=await surge.outbox.counts(),
        alerts=len(await surge.book.alerts(team)),
        pace=surge.pace() if surge.pace else None,
    )


def _newest(surge: Surge) -> dict[Exchange, datetime]:
    found: dict[Exchange, datetime] = {}
    for quote in filter(None, map(surge.desk.latest, surge.desk.known)):
        exchange = named(quote.symbol).exchange
        found[exchange] = max(quote.time, found.get(exchange, quote.time))
    return found
