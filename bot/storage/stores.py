"""The stores of one process, opened and closed together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.market.cache import YOUNG, QuoteCache
from bot.storage.caches.memory import MemoryCache
from bot.storage.database import Database, open_database
from bot.storage.migrate import prepare


@dataclass(frozen=True, slots=True)
class Stores:
    """What keeps what lasts, its schema up to date, and what keeps the last good quotes."""

    database: Database
    cache: QuoteCache


@asynccontextmanager
async def open_stores(
    place: str | Path, redis_url: str = "", room: str = "live", young: float = YOUNG
) -> AsyncIterator[Stores]:
    """Open the database at `place`, and a cache at `redis_url` ("" in this process only); close both in the end.

    `room` keeps a tape's quotes from live ones; `young` is for how many seconds a shared cache is not asked again.
    Raises ConfigurationError where the database cannot be used.
    """
    async with AsyncExitStack() as stack:
        cache = _shared(redis_url, room, young, stack) if redis_url else MemoryCache()
        database = open_database(place)
        stack.push_async_callback(database.close)
        await prepare(database)
        yield Stores(database, cache)


def _shared(url: str, room: str, young: float, stack: AsyncExitStack) -> QuoteCache:
    # Who has no Redis does not pay for its client.
    from bot.storage.caches.redis import RedisCache  # noqa: PLC0415 - see above

    cache = RedisCache(url, room, young=young)
    stack.push_async_callback(cache.close)
    return cache
