"""The whole of Surge in a real browser: the day of the surge, as a stranger sees it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.stage import Door, outline, surge

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATIENCE_MS = 60_000


@pytest_asyncio.fixture(loop_scope="session")
async def day(tmp_path: Path) -> AsyncIterator[Door]:
    """Run Surge in its sandbox on the day's outline, slowly; stories jump to where they begin."""
    async with surge(tmp_path, SURGE_TAPE=str(outline(tmp_path)), SURGE_REPLAY_SPEED="1") as door:
        yield door


@pytest_asyncio.fixture(loop_scope="session")
async def page(day: Door, browser: Browser) -> AsyncIterator[Page]:
    """Open the page as Tracy; whatever it complains of fails the story."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    shown = await context.new_page()
    shown.set_default_timeout(PATIENCE_MS)
    troubles: list[str] = []
    shown.on("pageerror", lambda error: troubles.append(str(error)))
    await shown.goto(f"{day.url}/")
    yield shown
    await context.close()
    assert troubles == []


async def typed(page: Page, text: str) -> None:
    """Type a line into the composer and send it."""
    box = page.locator("#composer textarea")
    await box.fill(text)
    await box.press("Escape")
    await box.press("Enter")


async def shown(page: Page, text: str | re.Pattern[str]) -> None:
    """Wait until a text stands among the messages."""
    await expect(page.locator("#messages").get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)


async def test_typing_surge_hsi_shows_the_card(page: Page) -> None:
    """A stranger types /surge hsi and reads level, move, time and what the figures are."""
    await typed(page, "/surge hsi")
    await shown(page, re.compile(r"Hang Seng Index 24,\d{3}\.\d{2} ▲ \+"))
    await shown(page, re.compile("15 min delayed"))
    await shown(page, re.compile("REPLAY 15 Jul 2025"))


async def test_the_alert_arrives_and_its_buttons_answer(page: Page, day: Door) -> None:
    """The turnover alert appears by itself; Why tells its story, and Edit opens the rule's form, a preview upon it."""
    await day.jump("15:35")
    await shown(page, re.compile("HK turnover passed HK\\$250bn"))
    messages = page.locator("#messages")
    await messages.get_by_role("button", name="Why").first.click()
    await shown(page, re.compile("Why alert #1 spoke"))
    await page.goto(f"{day.url}/?user=U04ADMIN")
    await messages.get_by_role("button", name="Edit").first.click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await dialog.get_by_role("textbox").first.fill("above 280bn")
    await dialog.get_by_role("button", name="Preview").click()
    await expect(dialog.get_by_text(re.compile("nothing saved yet: HK turnover passes HK\\$280bn"))).to_be_visible()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_be_hidden()
    await shown(page, re.compile("HK\\$280bn"))


async def test_a_watch_rings_in_the_direct_messages(page: Page, day: Door) -> None:
    """A watched share's ping stands in the person's own conversation with Surge."""
    await typed(page, "/surge watch baba up 5%")
    await shown(page, re.compile("Watching for you"))
    await day.jump("us")
    await page.goto(f"{day.url}/?#D01TRADER")
    await page.reload()
    await shown(page, re.compile("opened \\+5\\.9%, beyond your 5%"))


async def test_a_phone_in_the_dark_shows_all_of_a_card(day: Door, browser: Browser) -> None:
    """At 400 px and in dark mode nothing runs out of the page, and the composer stays in reach."""
    context = await browser.new_context(viewport={"width": 400, "height": 800}, color_scheme="dark")
    page = await context.new_page()
    await page.goto(f"{day.url}/")
    await typed(page, "/surge leaders")
    await shown(page, re.compile("Hong Kong leaders"))
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("getComputedStyle(document.body).colorScheme || 'dark'") != "light"
    await expect(page.locator("#composer textarea")).to_be_in_viewport()
    await context.close()
