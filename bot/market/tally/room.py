"""Furnish the room: the vendors that are wanted, in their order, and the chores around them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial

from bot.clock import Clock
from bot.market.catalogue import catalogue
from bot.market.instrument import Exchange, Type
from bot.market.manners import Manners, RequestLog
from bot.market.quotes import Quote
from bot.market.tally.chores import Chores
from bot.market.tally.desk import Tally
from bot.market.tally.line import Line
from bot.market.tally.source import Get, TurnoverSource
from bot.market.tally.sources.sina import Sina
from bot.market.tally.sources.tencent import Tencent
from bot.market.tally.store import TallyStore
from bot.market.tally.vendor import Vendors, politely

# SURGE_TURNOVER_SOURCE to the vendors it asks, first choice first, and whether the estimate stands beside them.
CHOICES: Mapping[str, tuple[tuple[Callable[[Get], TurnoverSource], ...], bool]] = {
    "auto": ((Tencent, Sina), True),
    "tencent": ((Tencent,), False),
    "sina": ((Sina,), False),
    "estimate": ((), True),
}


@asynccontextmanager
async def furnished(  # noqa: PLR0913, PLR0917 - the parts from other rooms, and nothing else
    choice: str,
    store: TallyStore,
    logs: Callable[[str], RequestLog],
    beside: Manners,
    listed: Callable[[int], Awaitable[tuple[Quote, ...]]],
    wall: Clock,
    get: Get | None = None,
) -> AsyncIterator[tuple[Tally, Chores]]:
    """Give the tally that the setting `choice` wants, and its chores; stop asking in the end.

    `logs` gives the log of requests to a source by its name, `beside` is how the source of quotes is asked, `listed`
    brings a page of all listed shares; `get` fetches for the vendors (None: over the network).
    """
    line = Line()
    fetch = get or line.get

    def manners(name: str) -> Manners:
        return Manners(name, logs(name.casefold()), wall, _never, beside)

    kinds, estimating = CHOICES[choice]
    sources = [kind(fetch) for kind in kinds]
    vendors = Vendors([(source, manners(source.name)) for source in sources]) if sources else None
    tally = Tally(store, vendors, _known_shares() if estimating else ())
    exchange = manners("HKEX")

    async def archive(address: str, headers: Mapping[str, str]) -> bytes:
        return await politely(exchange, partial(fetch, address, headers))

    try:
        yield tally, Chores(tally, listed, archive)
    finally:
        await tally.close()
        line.close()


def reading_room(choice: str, store: TallyStore) -> Tally:
    """Return a tally for who only reads: another process asks, adds up and keeps."""
    return Tally(store, None, _known_shares() if CHOICES[choice][1] else ())


def _known_shares() -> list[str]:
    """Return Hong Kong's shares that are known by name: what is counted until the most traded ones are known."""
    known = catalogue().instruments.values()
    return [
        each.symbol
        for each in known
        if each.exchange is Exchange.HONG_KONG and each.type is Type.SHARE and each.currency == "HKD"
    ]


def _never(_: float) -> None:
    """Vendors are never waited for: what may not leave at once is left for the next look."""
