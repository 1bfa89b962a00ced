"""Take the README's pictures: `python docs/pictures/make.py`, with Chromium on this machine.

Runs Surge in its sandbox, plays the day of the surge, and photographs the page. Development only.
"""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from tests.stage import Door, surge, until  # noqa: E402 - the path to it had to be set first

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--force-color-profile=srgb")


async def opened(browser: Browser, door: Door, width: int, height: int, theme: str = "light") -> Page:
    """Open the page in a window of its own."""
    page = await browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=2)
    await page.goto(f"{door.url}/?theme={theme}")
    await page.locator("#composer textarea").wait_for()
    return page


async def typed(page: Page, text: str) -> None:
    """Type a line, send it, and wait for its answer to settle."""
    box = page.locator("#composer textarea")
    await box.fill(text)
    await box.press("Escape")
    await box.press("Enter")
    await page.wait_for_timeout(1500)


async def told(door: Door) -> bool:
    """Say whether both alerts stand there."""
    return len(await door.messages()) > 1


async def main() -> None:
    """Play the day and take each picture where it is best."""
    with tempfile.TemporaryDirectory() as folder:
        async with surge(Path(folder), SURGE_REPLAY_SPEED="1") as door, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*QUIET])
            page = await opened(browser, door, 1280, 860)
            await typed(page, "/surge watch alibaba up 5%")
            await door.replay("jump", "15:43")
            await until(lambda: told(door))
            await page.reload()
            await page.get_by_text("Surge is connected").wait_for()
            await typed(page, "/surge hsi")
            await page.screenshot(path=HERE / "surge-day.png")
            alert = page.locator("#messages .message", has_text="HK turnover passed").first
            await alert.scroll_into_view_if_needed()
            await alert.screenshot(path=HERE / "alert.png")
            phone = await opened(browser, door, 400, 820, "dark")
            await typed(phone, "/surge")
            await phone.screenshot(path=HERE / "board-dark.png")
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
