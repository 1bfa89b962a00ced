"""A quote cache that processes share, over Redis or Valkey. Losing the server changes an answer's age, nothing else.

What this process knows is kept in its own memory as well, and answered from there while it is young. Once the server
fails, nobody waits for it before it has answered a question that is asked beside the answers.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import TypeVar

import msgspec
import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, BusyLoadingError, ResponseError

from bot.errors import ConfigurationError
from bot.market.cache import YOUNG
from bot.market.quotes import Quote
from bot.storage.caches.memory import ROOM, MemoryCache

log = structlog.get_logger()

# It grows with any change that makes old values unreadable: processes of two versions then do not read each other's.
SCHEMA = 1
PATIENCE = 0.25  # seconds for each answer of the server
LONGEST = 0.5  # seconds for all of one operation, where it answers drop by drop
PAUSE = 5.0  # seconds for which a server that failed is left alone
LIFETIME = 3 * 24 * 3600  # seconds: over a weekend the last close is still of use
CHUNK = 500
REFUSALS = (ResponseError, BusyLoadingError, AuthenticationError)

T = TypeVar("T")
to_value, _decode = msgspec.json.Encoder().encode, msgspec.json.Decoder(Quote).decode


class RedisCache:
    """Keeps the last good quotes at `url`, in a `room` of their own: live figures and each tape's never meet.

    `now` tells seconds that never go back; for `young` of them what this process knows needs no second look. Making
    one raises ConfigurationError where `url` is none, and asks nothing of the server yet; no operation raises.
    `close()` in the end.
    """

    def __init__(
        self, url: str, room: str = "live", now: Callable[[], float] = time.monotonic, young: float = YOUNG
    ) -> None:
        self._server = _Server(_connect(url), f"surge:{SCHEMA}:quotes:{room}:")
        self._memory = MemoryCache()
        self._now, self._young = now, young
        self._seen: dict[str, float] = {}
        self._trouble = ""
        self._ask_at = 0.0
        self._asking: asyncio.Task[None] | None = None
        self._to_clear = False

    @property
    def name(self) -> str:
        """Say which cache serves."""
        return f"memory, Redis {self._trouble}" if self._trouble else "Redis"

    async def get(self, symbols: Collection[str]) -> Mapping[str, Quote]:
        """Return those of `symbols` that are kept."""
        now = self._now()
        if old := [symbol for symbol in symbols if now - self._seen.get(symbol, now - self._young) >= self._young]:
            found = await self._served(lambda: self._server.load(old))
            if found is not None:
                await self._memory.put(found.values())
                self._see(await self._memory.get(old))
        return await self._memory.get(symbols)

    async def put(self, quotes: Collection[Quote]) -> None:
        """Keep `quotes`, each in place of the symbol's older one."""
        if quotes:
            await self._memory.put(quotes)
            self._see(quote.symbol for quote in quotes)
            await self._served(lambda: self._server.store(quotes))

    async def clear(self) -> None:
        """Forget everything; a server that cannot do so now is not read again before it has."""
        await self._memory.clear()
        self._seen.clear()
        self._to_clear = True
        await self._served(self._wipe)

    async def close(self) -> None:
        """Hang up."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait({self._asking})
        await self._server.close()

    def _see(self, symbols: Iterable[str]) -> None:
        """Note that what is known of `symbols` is young."""
        now = self._now()
        if len(self._seen) > ROOM:
            self._seen = {symbol: at for symbol, at in self._seen.items() if now - at < self._young}
        self._seen.update(dict.fromkeys(symbols, now))

    async def _served(self, operation: Callable[[], Awaitable[T]]) -> T | None:
        """Return what the server gives; None where it fails now, or has failed and was not heard of since."""
        if not self._trouble:
            return await self._tried(operation)
        if self._now() >= self._ask_at and (self._asking is None or self._asking.done()):
            self._asking = asyncio.create_task(self._ask_again())
        return None

    async def _tried(self, operation: Callable[[], Awaitable[T]]) -> T | None:
        try:
            async with asyncio.timeout(LONGEST):
                return await operation()
        except Exception as error:  # noqa: BLE001 - an edge: what a broken server says can fail in any way
            if not self._trouble:
                log.warning("quotes are kept in memory only", error=type(error).__name__)
            self._trouble = f"refuses ({type(error).__name__})" if isinstance(error, REFUSALS) else "does not answer"
            self._ask_at = self._now() + PAUSE
            return None

    async def _ask_again(self) -> None:
        if await self._tried(self._greet):
            log.info("quotes are shared again")
            self._trouble = ""

    async def _greet(self) -> bool:
        """Have the server do all that is needed of it: forget what is to be forgotten, and be written to."""
        if self._to_clear:
            await self._wipe()
        return await self._server.greet()

    async def _wipe(self) -> None:
        await self._server.clear()
        self._to_clear = False


class _Server:
    """The server's side: values under keys with `prefix`. Everything raises as the library does."""

    def __init__(self, client: Redis, prefix: str) -> None:
        self._client, self._prefix = client, prefix

    async def load(self, symbols: Collection[str]) -> dict[str, Quote]:
        """Return what can be read of `symbols`."""
        values = await self._client.mget([self._prefix + symbol for symbol in symbols])
        quotes = zip(symbols, map(from_value, values), strict=True)
        return {symbol: quote for symbol, quote in quotes if quote and quote.symbol == symbol}

    async def store(self, quotes: Collection[Quote]) -> None:
        """Put what is newer than what is there. Of two who do so at once the older may win, until the next poll."""
        there = await self.load([quote.symbol for quote in quotes])
        # Each SET may be repeated without harm; no transaction, so that a proxy can be in between.
        async with self._client.pipeline(transaction=False) as pipeline:
            for quote in quotes:
                if quote.symbol not in there or there[quote.symbol].time <= quote.time:
                    pipeline.set(self._prefix + quote.symbol, to_value(quote), ex=LIFETIME)
            await pipeline.execute()

    async def clear(self) -> None:
        """Remove all that is kept there."""
        keys = [key async for key in self._client.scan_iter(match=f"{self._prefix}*", count=CHUNK)]
        if keys:
            await self._client.delete(*keys)

    async def greet(self) -> bool:
        """Write something that is no quote, and say whether that went well."""
        return bool(await self._client.set(f"{self._prefix}greeting", b"hello", ex=60))

    async def close(self) -> None:
        """Hang up; a connection that is broken need not be ended well."""
        with suppress(Exception):
            async with asyncio.timeout(PATIENCE):
                await self._client.aclose()


def from_value(value: bytes | str | None) -> Quote | None:
    """Read a value; what is none, or what others have put there, is as good as nothing."""
    try:
        return _decode(value) if value else None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _connect(url: str) -> Redis:
    """Make a client that asks once and gives up soon: the library's default is to ask eleven times, 5 s each."""
    try:
        return Redis.from_url(
            url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
        )
    except ValueError:
        raise ConfigurationError(["REDIS_URL must begin with redis://, rediss:// or unix://."]) from None
