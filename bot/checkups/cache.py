"""The cache of quotes: a shared one answers within its 250 ms."""

from bot.checkup import Checkup, Finding, ill, skipped, well
from bot.settings import Settings


async def look(settings: Settings) -> Finding:
    """Ask the shared cache for a quote that nobody has."""
    if not settings.redis_url:
        return skipped("In this process. REDIS_URL would share it with others; one process needs none.")
    if not settings.shared_stores:
        return skipped("A replay keeps its quotes to itself: REDIS_URL is not used.")
    # Who has no Redis does not pay for its client.
    from bot.storage.caches.redis import RedisCache  # noqa: PLC0415 - see above

    cache = RedisCache(settings.redis_url, room="doctor")
    try:
        await cache.get(["DOCTOR"])
        said = cache.name
    finally:
        await cache.close()
    if said == "Redis":
        return well("Redis answers.")
    return ill(f"REDIS_URL: {said.rpartition(', ')[2]}. Surge works without it; start it, or unset REDIS_URL.")


CHECKUP = Checkup("cache", look)
