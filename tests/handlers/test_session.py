"""The session that slack_sdk is given: past proxies where it must, and no answer surprises it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import cast

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.cards.parts import card, section
from handlers.outcomes import Fate, outcome
from handlers.proxies import direct
from handlers.replies import by_url, tell
from handlers.session import Session

NOBODY = "http://127.0.0.1:9"


@asynccontextmanager
async def answering(response: Callable[[], web.Response], heard: list[str] | None = None) -> AsyncIterator[str]:
    """Serve one answer to every request; give the address."""

    async def answer(request: web.Request) -> web.Response:
        if heard is not None:
            heard.append(await request.text())
        return response()

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def calling(url: str) -> AsyncIterator[AsyncWebClient]:
    """Give a client of the Web API at `url` that was told of a proxy nobody runs."""
    async with aiohttp.ClientSession() as session:
        shared = cast("aiohttp.ClientSession", Session(session, f"{url}/api/"))
        yield AsyncWebClient("xoxb-1", base_url=f"{url}/api/", session=shared, proxy=NOBODY, retry_handlers=[])
        assert not shared.closed
    assert shared.closed


async def test_this_machine_is_reached_past_the_proxy() -> None:
    """A stand-in on loopback is called directly, whatever proxy the environment names."""
    async with answering(lambda: web.json_response({"ok": True})) as url, calling(url) as client:
        assert (await client.auth_test())["ok"]


async def test_replies_use_the_same_way() -> None:
    """An answer by response_url goes over the same session, and so past the proxy too."""
    heard: list[str] = []
    async with answering(lambda: web.Response(text="ok"), heard) as url, calling(url) as client:
        respond = by_url(AsyncRespond(response_url=f"{url}/hooks/1"), client)
        await tell(respond, card(section("Hello.")), replace=True)
    assert '"text": "Hello."' in heard[0]
    assert '"replace_original": true' in heard[0]


async def test_a_missing_response_url_is_a_lost_reply(capsys: pytest.CaptureFixture[str]) -> None:
    """Where a stand-in gives no response_url, the reply is lost and logged, and nothing breaks."""
    async with calling(NOBODY) as client:
        await tell(by_url(AsyncRespond(response_url=None), client), card(section("Hello.")))
    assert "reply lost" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "fate", "pause"), [(200, Fate.DOUBTFUL, None), (503, Fate.DOUBTFUL, None), (429, Fate.NOT_SENT, 7.0)]
)
async def test_text_is_no_answer(status: int, fate: Fate, pause: float | None) -> None:
    """Plain text, as proxies answer in Slack's place, is an error of its class and no surprise."""

    def text() -> web.Response:
        return web.Response(status=status, text="upstream connect error", headers={"Retry-After": "7"})

    async with answering(text) as url, calling(url) as client:
        with pytest.raises(aiohttp.ClientResponseError) as caught:
            await client.chat_postMessage(channel="C1", text="x")
    assert (outcome(caught.value).fate, outcome(caught.value).pause) == (fate, pause)


async def test_a_limit_without_a_pause_asks_for_a_second() -> None:
    """A 429 in plain text that names no pause is tried again after a second."""
    async with answering(lambda: web.Response(status=429, text="slow down")) as url, calling(url) as client:
        with pytest.raises(aiohttp.ClientResponseError) as caught:
            await client.chat_postMessage(channel="C1", text="x")
    assert outcome(caught.value).pause == 1.0


@pytest.mark.parametrize("body", [b'{"ok": tru', b"", b"[]", b"null"])
async def test_half_an_answer_is_slacks_trouble(body: bytes) -> None:
    """JSON that ends too soon, or holds nothing, is the error that everybody expects."""

    def half() -> web.Response:
        return web.Response(body=body, content_type="application/json")

    async with answering(half) as url, calling(url) as client:
        with pytest.raises(SlackApiError):
            await client.auth_test()


async def test_bytes_that_are_no_text_are_the_lines_trouble() -> None:
    """An answer that is no UTF-8 counts as lost on the way."""

    def broken() -> web.Response:
        return web.Response(body=b'{"ok": true, "team": "\xff"}', content_type="application/json")

    async with answering(broken) as url, calling(url) as client:
        with pytest.raises(aiohttp.ClientPayloadError):
            await client.auth_test()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.1:4000/api/", True),
        ("ws://localhost:4000/link?ticket=1", True),
        ("http://[::1]:4000/api/", True),
        ("https://slack.com/api/", False),
        ("http://127.0.0.1.example/api/", False),
        ("no address", False),
    ],
)
def test_what_is_direct(url: str, *, expected: bool) -> None:
    """Only this machine is reached past the proxy, by name or by number, where NO_PROXY names nobody."""
    assert direct(url) is expected
