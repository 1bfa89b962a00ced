"""The cache in this process."""

from bot.storage.caches.memory import MemoryCache
from tests.bot.market.samples import quote


async def test_it_does_not_grow_without_end() -> None:
    """Beyond its room the quote that was longest not used is forgotten."""
    cache = MemoryCache(room=2)
    await cache.put([quote(1, symbol="A"), quote(2, symbol="B")])
    await cache.get(["A"])
    await cache.put([quote(3, symbol="C")])
    assert set(await cache.get(["A", "B", "C"])) == {"A", "C"}
