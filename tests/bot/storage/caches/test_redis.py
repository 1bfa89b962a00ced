"""The cache over Redis: what processes share through it, and that no failure of the server is more than its loss."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import redis
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ConfigurationError
from bot.market.cache import YOUNG
from bot.market.quotes import Quote
from bot.storage.caches.memory import ROOM
from bot.storage.caches.redis import LIFETIME, PAUSE, SCHEMA, RedisCache, from_value, to_value
from tests.bot.market.samples import quote
from tests.proxy import Fault, Proxy, proxied
from tests.servers import address, through, valkey

OLD, NEW = quote(24300, "10:00"), quote(24400, "10:01")
KEY = f"surge:{SCHEMA}:quotes:live:^HSI"
SILENT = "memory, Redis does not answer"


class Seconds:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.passed = 1000.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.passed


@pytest.fixture(name="server")
async def an_empty_server() -> AsyncIterator[redis.Redis]:
    """Reach the server itself, without our cache; it is left as it was found."""
    with redis.Redis.from_url(valkey()) as client:
        client.flushall()
        yield client
        client.replicaof("NO", "ONE")
        client.config_set("maxmemory", 0)


@pytest.fixture(name="proxy")
async def a_way_to_it(server: redis.Redis) -> AsyncIterator[Proxy]:  # noqa: ARG001 - it empties it first
    """A way to the server that can be broken."""
    async with proxied(address(valkey())) as proxy:
        yield proxy


@pytest.fixture(name="now")
def a_clock() -> Seconds:
    """Return the clock of the cache."""
    return Seconds()


@pytest.fixture(name="cache")
async def over_the_proxy(proxy: Proxy, now: Seconds) -> AsyncIterator[RedisCache]:
    """A cache that reaches the server through the proxy."""
    made = RedisCache(through(valkey(), proxy.port), now=now)
    yield made
    await made.close()


@pytest.fixture(name="other")
async def of_another_process(server: redis.Redis) -> AsyncIterator[RedisCache]:  # noqa: ARG001 - it empties it first
    """Another process's cache, whose way to the server nobody breaks."""
    made = RedisCache(valkey())
    yield made
    await made.close()


async def heals(cache: RedisCache, now: Seconds) -> bool:
    """Let the server rest, have it asked again, and say whether it serves again."""
    now.passed += PAUSE
    await cache.get(["NONE"])
    assert cache._asking  # noqa: SLF001 - the question that is asked beside the answers
    await cache._asking  # noqa: SLF001 - as above
    return cache.name == "Redis"


async def shared() -> dict[str, Quote]:
    """Return what a process that has just started finds."""
    made = RedisCache(valkey())
    found = await made.get(["^HSI"])
    await made.close()
    return dict(found)


# What is shared


async def test_processes_share_quotes(cache: RedisCache, other: RedisCache) -> None:
    """What one process puts another gets, to the last field."""
    whole = replace(
        NEW, open=Decimal("24281.940"), volume=10**15, market_cap=Decimal("5E+12"), name="騰訊 & <Co>", sector="Tech"
    )
    await cache.put([whole])
    assert await other.get(["^HSI"]) == {"^HSI": whole}
    found = (await other.get(["^HSI"]))["^HSI"]
    assert str(found.open) == "24281.940"
    assert found.time.utcoffset() == whole.time.utcoffset()


async def test_an_older_quote_is_not_shared(cache: RedisCache, other: RedisCache, server: redis.Redis) -> None:
    """Who comes late with an older quote changes nothing for the others."""
    await cache.put([NEW])
    await other.put([OLD])
    assert await shared() == {"^HSI": NEW}
    assert server.keys() == [KEY.encode()]


async def test_what_is_young_is_not_asked_for(cache: RedisCache, other: RedisCache, proxy: Proxy, now: Seconds) -> None:
    """What this process knows well serves without the server for some seconds, then another's newer quote is seen."""
    await cache.put([OLD])
    await other.put([NEW])
    asked = proxy.asked
    now.passed += YOUNG - 1
    assert await cache.get(["^HSI"]) == {"^HSI": OLD}
    assert proxy.asked == asked
    now.passed += 1
    assert await cache.get(["^HSI"]) == {"^HSI": NEW}


async def test_quotes_expire(cache: RedisCache, server: redis.Redis) -> None:
    """Nothing stays at the server for ever."""
    await cache.put([NEW])
    assert LIFETIME - 60 < server.ttl(KEY) <= LIFETIME


async def test_rooms_are_apart(cache: RedisCache, server: redis.Redis) -> None:
    """A tape's quotes are never seen among live ones, nor cleared with them, nor is anything of anyone else's."""
    server.set("somebody's", "else")
    tape = RedisCache(valkey(), room="2025-07-15")
    await tape.put([OLD])
    await cache.put([NEW])
    assert await tape.get(["^HSI"]) == {"^HSI": OLD}
    await cache.clear()
    assert sorted(server.keys()) == [b"somebody's", f"surge:{SCHEMA}:quotes:2025-07-15:^HSI".encode()]
    await tape.close()


async def test_many_symbols(cache: RedisCache, other: RedisCache) -> None:
    """Hundreds of quotes are put, got and cleared at once."""
    many = [quote(1 + number, symbol=f"S{number}") for number in range(600)]
    await cache.put(many)
    assert len(await other.get([each.symbol for each in many[:500]])) == 500
    await cache.clear()
    assert await other.get(["S599"]) == {}


EXACT = st.decimals("0.000001", "1000000000000", allow_nan=False, places=6)


@given(
    price=EXACT,
    cap=st.none() | st.decimals("0", "1e20", allow_nan=False),
    name=st.text(st.characters(codec="utf-8")),
    time=st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - a bound
)
def test_any_quote_survives(price: Decimal, cap: Decimal | None, name: str, time: datetime) -> None:
    """Whatever is a quote comes back the same, digit by digit."""
    kept = Quote(symbol="X", price=price, time=time, currency="", market_cap=cap, name=name)
    found = from_value(to_value(kept))
    assert found is not None
    assert found == kept
    assert (str(found.price), str(found.market_cap)) == (str(price), str(cap))


# What can break


@pytest.mark.parametrize(
    "fault", [Fault.HANG, Fault.CUT, b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\xff\x00*9\r\n", b"$3\r\n"]
)
async def test_a_server_out_of_its_mind(cache: RedisCache, proxy: Proxy, now: Seconds, fault: Fault | bytes) -> None:
    """A server that hangs, dies or talks rubbish is left alone at once, and used again once it is well."""
    await cache.put([OLD])
    proxy.fault = fault
    await cache.put([NEW])
    assert cache.name == SILENT
    asked = proxy.asked
    now.passed += PAUSE - 1
    assert await cache.get(["^HSI", "BABA"]) == {"^HSI": NEW}
    await cache.put([quote(120, symbol="BABA")])
    assert proxy.asked == asked
    assert not await heals(cache, now)
    assert proxy.asked > asked
    proxy.fault = Fault.NONE
    assert await heals(cache, now)
    assert set(await cache.get(["^HSI", "BABA"])) == {"^HSI", "BABA"}


async def test_a_question_is_asked_once(cache: RedisCache, proxy: Proxy) -> None:
    """A server that dies with a question is not asked it again: nobody knows what it has done."""
    await cache.put([OLD])
    asked = proxy.asked
    proxy.fault = Fault.CUT
    await cache.put([NEW])
    assert proxy.asked == asked + 1


async def test_it_does_not_grow_without_end(now: Seconds) -> None:
    """What is remembered of symbols that nobody asks for any more goes out."""
    cache = RedisCache("redis://127.0.0.1:1", now=now)
    for first in (0, ROOM):
        await cache.put([quote(1, symbol=f"S{first + number}") for number in range(ROOM)])
        now.passed += YOUNG
    await cache.put([NEW])
    assert len(cache._seen) == 1  # noqa: SLF001 - nothing else tells
    await cache.close()


async def test_nobody_waits_for_the_second_question(cache: RedisCache, proxy: Proxy, now: Seconds) -> None:
    """A server that was silent is asked again beside the answers: they come while it goes on hanging."""
    await cache.put([OLD])
    proxy.fault = Fault.HANG
    await cache.put([NEW])
    now.passed += PAUSE + YOUNG
    for _ in range(3):
        assert await cache.get(["^HSI"]) == {"^HSI": NEW}
    assert cache._asking  # noqa: SLF001 - it is under way
    assert not cache._asking.done()  # noqa: SLF001 - as above


async def test_no_server_at_all(now: Seconds) -> None:
    """A port where nobody listens is no more than a cache in memory."""
    cache = RedisCache("redis://127.0.0.1:1", now=now)
    await cache.put([NEW])
    assert await cache.get(["^HSI"]) == {"^HSI": NEW}
    await cache.clear()
    assert await cache.get(["^HSI"]) == {}
    assert cache.name == SILENT
    await cache.close()


def read_only(server: redis.Redis) -> None:
    """Make the server a replica of one that is not there."""
    server.replicaof("127.0.0.1", 1)


def out_of_memory(server: redis.Redis) -> None:
    """Give the server no room."""
    server.config_set("maxmemory", 1)


@pytest.mark.parametrize("refuse", [read_only, out_of_memory])
async def test_a_server_that_takes_nothing(
    cache: RedisCache, server: redis.Redis, now: Seconds, refuse: Callable[[redis.Redis], None]
) -> None:
    """A server that cannot be written to is not used before it can."""
    await cache.put([OLD])
    refuse(server)
    await cache.put([NEW])
    assert cache.name.startswith("memory, Redis refuses (")
    assert await cache.get(["^HSI"]) == {"^HSI": NEW}
    assert not await heals(cache, now)
    server.replicaof("NO", "ONE")
    server.config_set("maxmemory", 0)
    assert await heals(cache, now)
    await cache.put([NEW])
    assert await shared() == {"^HSI": NEW}


@pytest.mark.parametrize(
    "answer", [b"-LOADING Redis is loading the dataset in memory\r\n", b"-NOAUTH Authentication required.\r\n"]
)
async def test_a_server_that_refuses_all(cache: RedisCache, proxy: Proxy, answer: bytes) -> None:
    """A server that is still loading, or wants a password, serves nothing and delays nothing."""
    proxy.fault = answer
    assert await cache.get(["^HSI"]) == {}
    assert cache.name.startswith("memory, Redis refuses (")


async def test_a_flushed_server(cache: RedisCache, server: redis.Redis, now: Seconds) -> None:
    """What is lost at the server is still known here."""
    await cache.put([NEW])
    server.flushall()
    now.passed += YOUNG
    assert await cache.get(["^HSI"]) == {"^HSI": NEW}
    assert cache.name == "Redis"


GARBAGE = (
    b"",
    b"\x00\xff",
    b"{",
    b"[]",
    b"{}",
    b'{"symbol":"^HSI","price":"NaN","time":"2025-07-15T10:00:00+08:00","currency":""}',
    b'{"symbol":"^HSI","price":"1","time":"2025-07-15T10:00:00","currency":""}',
    b'{"symbol":"BABA","price":"1","time":"2025-07-15T10:00:00+08:00","currency":""}',
    b'{"symbol":"^HSI","price":' + b"[" * 5000 + b"]" * 5000 + b"}",
)


@pytest.mark.parametrize("value", GARBAGE)
async def test_garbage_under_our_keys(cache: RedisCache, other: RedisCache, server: redis.Redis, value: bytes) -> None:
    """A value that is no quote of that symbol is as good as none, and the next quote takes its place."""
    server.set(KEY, value)
    assert await cache.get(["^HSI"]) == {}
    await cache.put([NEW])
    assert await other.get(["^HSI"]) == {"^HSI": NEW}
    assert (cache.name, other.name) == ("Redis", "Redis")


async def test_something_else_under_our_keys(cache: RedisCache, other: RedisCache, server: redis.Redis) -> None:
    """A list where a quote should be is replaced."""
    server.rpush(KEY, "a", "b")
    assert await cache.get(["^HSI"]) == {}
    await cache.put([NEW])
    assert await other.get(["^HSI"]) == {"^HSI": NEW}


async def test_what_could_not_be_cleared_never_comes_back(cache: RedisCache, proxy: Proxy, now: Seconds) -> None:
    """What is cleared while the server hangs is gone for good: the server forgets it before it is read again."""
    await cache.put([NEW])
    proxy.fault = Fault.HANG
    await cache.clear()
    assert await cache.get(["^HSI"]) == {}
    proxy.fault = Fault.NONE
    assert await heals(cache, now)
    assert await cache.get(["^HSI"]) == {}


async def test_a_wait_that_is_broken_off(cache: RedisCache, proxy: Proxy) -> None:
    """Who is cancelled while waiting leaves no answer behind that another would take for its own."""
    await cache.put([NEW, quote(120, symbol="BABA")])
    cache._seen.clear()  # noqa: SLF001 - as if it were long ago
    proxy.fault = Fault.HANG
    waiting = asyncio.create_task(cache.get(["^HSI"]))
    await asyncio.sleep(0.01)
    waiting.cancel()
    proxy.fault = Fault.NONE
    assert set(await cache.get(["BABA"])) == {"BABA"}
    assert cache.name == "Redis"


async def test_closing_while_it_is_asked(cache: RedisCache, proxy: Proxy, now: Seconds) -> None:
    """Closing does not wait for a server that hangs."""
    proxy.fault = Fault.HANG
    await cache.put([NEW])
    now.passed += PAUSE
    await cache.get(["BABA"])
    await cache.close()


@pytest.mark.parametrize("url", ["http://:secret@localhost", "redis://:secret@localhost:port", "localhost:6379"])
def test_what_is_no_address(url: str) -> None:
    """A REDIS_URL that is none is a complaint that does not repeat it."""
    with pytest.raises(ConfigurationError, match="REDIS_URL must begin with") as caught:
        RedisCache(url)
    assert "secret" not in str(caught.value)
