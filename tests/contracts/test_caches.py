"""What every quote cache must do, held to all of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

import pytest
import redis

import bot.storage.caches
from bot.market.cache import QuoteCache
from bot.market.quotes import Extended, Hours
from bot.storage.caches.memory import MemoryCache
from bot.storage.caches.redis import RedisCache
from tests.bot.market.samples import at, quote
from tests.servers import valkey


@asynccontextmanager
async def in_memory() -> AsyncIterator[QuoteCache]:
    """Make a cache in this process."""
    yield MemoryCache()


@asynccontextmanager
async def in_redis() -> AsyncIterator[QuoteCache]:
    """Make a cache over a real server, which is empty, and must still be there in the end."""
    with redis.Redis.from_url(valkey()) as client:
        client.flushall()
    cache = RedisCache(valkey())
    yield cache
    assert cache.name == "Redis"
    await cache.close()


MAKERS: dict[str, Callable[[], AbstractAsyncContextManager[QuoteCache]]] = {"memory": in_memory, "redis": in_redis}
NAMES = {"memory", "Redis"}


@pytest.fixture(params=[module.name for module in iter_modules(bot.storage.caches.__path__)])
async def cache(request: pytest.FixtureRequest) -> AsyncIterator[QuoteCache]:
    """Return an empty cache of each kind there is; a kind that nobody can make here fails."""
    import_module(f"bot.storage.caches.{request.param}")
    async with MAKERS[request.param]() as made:
        yield made


async def test_what_was_put_is_kept(cache: QuoteCache) -> None:
    """Quotes come back as they were put, and what was never put is absent."""
    early = Extended(Decimal("501.5"), at("09:20"), Hours.PRE, Decimal(500))
    hsi = quote(24300, extended=early, shares=9_000_000_000, year_high=Decimal(520), average_volume=7)
    tencent = quote(500, symbol="0700.HK", previous_close=None, volume=7, name="騰訊")
    await cache.put([hsi, tencent])
    assert await cache.get(["^HSI", "0700.HK", "NONE"]) == {"^HSI": hsi, "0700.HK": tencent}
    assert await cache.get([]) == {}


async def test_nothing_put_is_no_trouble(cache: QuoteCache) -> None:
    """Putting no quotes changes nothing."""
    await cache.put([])
    assert await cache.get(["^HSI"]) == {}


async def test_the_newer_quote_stays(cache: QuoteCache) -> None:
    """A newer quote takes the older one's place, and never the other way round."""
    old, new = quote(24300, "10:00"), quote(24400, "10:01")
    await cache.put([old])
    await cache.put([new])
    await cache.put([old])
    assert await cache.get(["^HSI"]) == {"^HSI": new}


async def test_a_cleared_cache_is_empty(cache: QuoteCache) -> None:
    """After clearing nothing is known, and quotes can be put again."""
    await cache.put([quote(24400, "10:01")])
    await cache.clear()
    assert await cache.get(["^HSI"]) == {}
    await cache.put([quote(24300, "10:00")])
    assert await cache.get(["^HSI"]) == {"^HSI": quote(24300, "10:00")}


def test_each_cache_has_its_name(cache: QuoteCache) -> None:
    """A cache says what it is, for the status."""
    assert cache.name in NAMES
