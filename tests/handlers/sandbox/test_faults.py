"""What goes wrong on request, as the outbox's tests need it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientConnectionError, ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.faults import Fault, Faults
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import Address

MARKETS = "C01MARKETS"
Door = Callable[..., Awaitable[dict[str, Any]]]


async def post(client: AsyncWebClient, channel: str = MARKETS) -> Any:  # noqa: ANN401 - the client's own answer
    """Post a message."""
    return await client.chat_postMessage(channel=channel, text="x")


async def test_429_says_when_to_come_back(sandbox: Sandbox, client: AsyncWebClient, door: Door) -> None:
    """A 429 carries any Retry-After it was told to, and posts nothing; the next call goes well."""
    await door("fault", method="chat.postMessage", kind="429", value="1.5")
    with pytest.raises(SlackApiError) as caught:
        await post(client)
    assert (caught.value.response.status_code, caught.value.response["error"]) == (429, "ratelimited")
    assert caught.value.response.headers["Retry-After"] == "1.5"
    assert sandbox.messages(MARKETS) == []
    assert (await post(client))["ok"]


@pytest.mark.parametrize(("value", "kept"), [("", 0), ("accept", 1)])
async def test_500(sandbox: Sandbox, client: AsyncWebClient, door: Door, value: str, kept: int) -> None:
    """A 500 may come instead of the work, or after it."""
    await door("fault", method="chat.postMessage", kind="500", value=value)
    with pytest.raises(SlackApiError):
        await post(client)
    assert len(sandbox.messages(MARKETS)) == kept


@pytest.mark.parametrize("accept", [False, True])
async def test_truncated(sandbox: Sandbox, client: AsyncWebClient, door: Door, look: Door, *, accept: bool) -> None:
    """An answer may end in its middle, status 200 and all, the message accepted or not."""
    await door("fault", method="chat.postMessage", kind="truncated", accept=accept)
    with pytest.raises(SlackApiError):
        await post(client)
    assert len(sandbox.messages(MARKETS)) == int(accept)
    [call] = (await look("calls"))["calls"]
    assert (call["status"], call["answer"][:6]) == (200, '{"ok":')


async def test_slow_is_accepted_all_the_same(sandbox: Sandbox, address: Address, door: Door) -> None:
    """A slow answer is the right one, and the message is accepted also when nobody waits any more."""
    await door("fault", method="chat.postMessage", kind="slow", value="0.2", times=2)
    client = AsyncWebClient("xoxb-1", base_url=address.base_url, retry_handlers=[])
    assert (await post(client))["ok"]
    client.timeout = 0.05  # type: ignore[assignment]  # the SDK says int, aiohttp takes seconds
    with pytest.raises(TimeoutError):
        await post(client)
    assert len(sandbox.messages(MARKETS)) == 1
    async with asyncio.timeout(5):
        while len(sandbox.messages(MARKETS)) < 2:  # noqa: ASYNC110 - what is waited for lies behind a socket
            await asyncio.sleep(0.02)


async def test_429_without_a_word_of_when(client: AsyncWebClient, door: Door) -> None:
    """A 429 may leave out when to come back."""
    await door("fault", method="chat.postMessage", kind="429", value="absent")
    with pytest.raises(SlackApiError) as caught:
        await post(client)
    assert "Retry-After" not in caught.value.response.headers


@pytest.mark.parametrize("accept", [False, True])
async def test_html(sandbox: Sandbox, address: Address, door: Door, *, accept: bool) -> None:
    """A page instead of JSON comes with status 200, the message accepted or not."""
    await door("fault", method="*", kind="html", accept=accept)
    url = f"{address.base_url}chat.postMessage"
    message = {"token": "xoxb-1", "channel": MARKETS, "text": "x"}
    async with ClientSession() as session, session.post(url, data=message) as answer:
        assert (answer.status, answer.content_type) == (200, "text/html")
    assert len(sandbox.messages(MARKETS)) == int(accept)


async def test_timeout_accepts_nothing(sandbox: Sandbox, address: Address, door: Door) -> None:
    """A timeout answers nothing for so long, then hangs up; the message is not accepted."""
    await door("fault", method="chat.postMessage", kind="timeout", value="0.05")
    with pytest.raises(ClientConnectionError):
        await post(AsyncWebClient("xoxb-1", base_url=address.base_url, retry_handlers=[]))
    assert sandbox.messages(MARKETS) == []


async def test_drop_after_accept(sandbox: Sandbox, client: AsyncWebClient, door: Door, look: Door) -> None:
    """The message is stored, then the connection is cut without an answer; the call is listed without one."""
    await door("fault", method="chat.postMessage", kind="drop-after-accept")
    with pytest.raises(ClientConnectionError):
        await post(client)
    assert len(sandbox.messages(MARKETS)) == 1
    [call] = (await look("calls"))["calls"]
    assert (call["status"], call["answer"]) == (None, None)


async def test_default_client_posts_twice(sandbox: Sandbox, address: Address, door: Door) -> None:
    """The SDK's own retry after a dropped connection posts the message again, as it would at Slack."""
    await door("fault", method="chat.postMessage", kind="drop-after-accept")
    await post(AsyncWebClient("xoxb-1", base_url=address.base_url))
    assert len(sandbox.messages(MARKETS)) == 2


async def test_error_counts_down(client: AsyncWebClient, door: Door) -> None:
    """An error of any name strikes as many calls as told, of that method only."""
    await door("fault", method="auth.test", kind="error", value="token_revoked", times=2)
    await post(client)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="token_revoked"):
            await client.auth_test()
    assert (await client.auth_test())["ok"]


async def test_pace(client: AsyncWebClient, door: Door) -> None:
    """When asked to, a channel takes one message a second; another channel has its own second."""
    await door("fault", method="chat.postMessage", kind="pace", value="1")
    await post(client)
    await post(client, "C02GENERAL")
    with pytest.raises(SlackApiError) as caught:
        await post(client)
    assert caught.value.response.headers["Retry-After"] == "1"
    await door("fault", method="chat.postMessage", kind="pace", value="0")
    await post(client)


async def test_reset_forgets_faults(sandbox: Sandbox, client: AsyncWebClient, door: Door, look: Door) -> None:
    """A reset forgets messages, faults, calls and views."""
    await post(client)
    await door("fault", method="*", kind="500")
    await door("reset")
    assert (await post(client))["ok"]
    assert len(sandbox.messages(MARKETS)) == len((await look("calls"))["calls"]) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "chat.postMessage", "kind": "earthquake"},
        {"method": "chat.postMessage", "kind": "silent"},
        {"method": "socket", "kind": "429"},
        {"method": "chat.postMessage", "kind": "timeout", "value": "soon"},
        {"method": "chat.postMessage", "kind": "timeout", "value": "nan"},
        {"method": "chat.postMessage", "kind": "500", "times": "0"},
        {"kind": "500"},
    ],
)
async def test_nonsense_is_refused(door: Door, fault: dict[str, str]) -> None:
    """A fault that makes no sense is refused when it is planned, not when it should strike."""
    assert (await door("fault", **fault))["ok"] is False


def test_rate_is_kept_per_channel() -> None:
    """Two messages a second means half a second between two."""
    faults = Faults(rate=2.0)
    faults.keep_pace("C1", 10.0)
    with pytest.raises(SlackError, match="ratelimited"):
        faults.keep_pace("C1", 10.4)
    faults.keep_pace("C1", 10.5)


def test_faults_strike_in_order() -> None:
    """The oldest fault that fits strikes first, and a star fits every method but the socket."""
    faults = Faults()
    faults.add(Fault("*", "500"))
    faults.add(Fault("chat.update", "html"))
    assert faults.take("socket") is None
    assert [getattr(faults.take("chat.update"), "kind", None) for _ in range(3)] == ["500", "html", None]


async def test_stops_while_a_call_hangs(sandbox: Sandbox, address: Address) -> None:
    """A call that hangs does not keep others waiting."""
    await sandbox.fault(Fault("chat.postMessage", "timeout", "0.3"))
    client = AsyncWebClient("xoxb-1", base_url=address.base_url, retry_handlers=[])
    hanging = asyncio.create_task(post(client))
    await asyncio.sleep(0.05)
    assert (await client.auth_test())["ok"]
    with pytest.raises(ClientConnectionError):
        await hanging
