"""The sandbox's page in a real Chromium, with a small real Bolt app at the other end of a real Socket Mode line."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    async_playwright,
    expect,
)
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from handlers.sandbox.commands import Completion, SlashCommand
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.browser.small_app import Replayed, small_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
SHARED = "--process-per-site"  # as long as one tab of a site is open, another needs no new process, fonts and scripts
# Generous: a busy machine is no failure of the page.
PATIENCE_MS = 12_000
COMMANDS = (
    SlashCommand(
        "/surge",
        "Hong Kong and China markets",
        "[name or command]",
        (
            Completion("hsi", "Hang Seng Index"),
            Completion("hstech", "Hang Seng TECH"),
            Completion("leaders", "Sectors"),
        ),
    ),
)


expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True, slots=True)
class Demo:
    """A page's far end: the sandbox, its address, the app's own client, and the day the app pretends to replay."""

    sandbox: Sandbox
    url: str
    client: AsyncWebClient
    replayed: Replayed

    async def post(self, text: str = "a card", channel: str = "C01MARKETS", **more: object) -> str:
        """Post as the app does, through the Web API; return the message's ts."""
        answer = await self.client.chat_postMessage(channel=channel, text=text, **more)  # type: ignore[arg-type] # plain blocks
        return str(answer["ts"])


@dataclass(slots=True)
class Trouble:
    """What a page may not do: complain, or ask anything of another host."""

    found: list[str] = field(default_factory=list)

    def watch(self, page: Page, url: str) -> None:
        """Listen to a page from now on."""

        def asked(request: Request) -> None:
            if not request.url.startswith((url, "data:")):
                self.found.append(f"asked {request.url}")

        def said(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.found.append(message.text)

        page.on("request", asked)
        page.on("console", said)
        page.on("pageerror", lambda error: self.found.append(str(error)))


def said(page: Page, text: str) -> Locator:
    """Return what bears a text among the messages (the announcer for screen readers repeats it elsewhere)."""
    return page.locator("#messages").get_by_text(text)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Give one Chromium to all tests of a worker."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, SHARED])
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    """Give a served sandbox whose app is connected: one for all tests of a worker, so that its files are cached."""
    sandbox = Sandbox(tmp_path_factory.mktemp("sandbox"), COMMANDS)
    async with serving(sandbox) as address:
        client = AsyncWebClient("xoxb-test", base_url=address.base_url, retry_handlers=[])
        replayed = Replayed()
        # It looks as often whether it was cut off, as one test does to it: nobody wants to wait ten seconds for that.
        handler = AsyncSocketModeHandler(small_app(client, replayed), "xapp-test", ping_interval=1)
        await handler.connect_async()
        try:
            yield Demo(sandbox, address.url, client, replayed)
        finally:
            await handler.close_async()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(stage: Demo) -> Demo:
    """Return the sandbox as new, with an app that replays nothing."""
    await stage.sandbox.reset()
    stage.replayed.forget()
    await stage.sandbox.replay.ask("status")
    return stage


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def context(browser: Browser, stage: Demo) -> AsyncIterator[BrowserContext]:
    """Give one browser profile to all tests of a worker, with a tab that stays open."""
    profile = await browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light")
    await (await profile.new_page()).goto(f"{stage.url}/_sandbox/nothing")
    yield profile
    await profile.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext, demo: Demo) -> AsyncIterator[Page]:
    """Give a new tab opened on #markets as the trader; at the end it must not have complained."""
    opened, trouble = await context.new_page(), Trouble()
    opened.set_default_timeout(PATIENCE_MS)
    trouble.watch(opened, demo.url)
    await opened.goto(f"{demo.url}/#C01MARKETS")
    await opened.get_by_text("Surge is connected").wait_for()
    yield opened
    await opened.evaluate("localStorage.clear()")
    await opened.close()
    assert trouble.found == []
