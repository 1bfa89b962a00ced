"""The page as a whole: themes, narrow screens, the keyboard, who is looking, and a server that comes back."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, expect

from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.server import serving
from tests.browser.conftest import Demo, said
from tests.browser.small_app import mrkdwn

pytestmark = pytest.mark.asyncio(loop_scope="session")

DARKEST = 60


async def shade(page: Page) -> int:
    """Return how bright the message pane is, 0 to 255."""
    colour = await page.locator("#main").evaluate("node => getComputedStyle(node).backgroundColor")
    return int(colour.removeprefix("rgb(").split(",")[0])


async def test_the_toggle_turns_the_page_dark_and_is_remembered(page: Page) -> None:
    """The theme changes at a press and stays after a reload."""
    toggle = page.get_by_role("button", name="Dark theme")
    assert await shade(page) > DARKEST
    await toggle.click()
    await expect(toggle).to_have_attribute("aria-pressed", "true")
    assert await shade(page) < DARKEST
    await page.reload()
    await expect(toggle).to_have_attribute("aria-pressed", "true")
    assert await shade(page) < DARKEST


async def test_follows_the_system_and_the_address(browser: Browser, demo: Demo) -> None:
    """A dark system makes a dark page; `?theme=light` overrides it."""
    async with await browser.new_context(color_scheme="dark") as context:
        page = await context.new_page()
        await page.goto(demo.url)
        assert await shade(page) < DARKEST
        await page.goto(f"{demo.url}/?theme=light")
        assert await shade(page) > DARKEST


async def test_fits_a_narrow_screen(page: Page) -> None:
    """At 400 px the side bar is a drawer, the box to write in stays visible, and nothing scrolls sideways."""
    await page.set_viewport_size({"width": 400, "height": 700})
    await expect(page.locator("#composer-input")).to_be_in_viewport()
    await expect(page.locator("#sidebar")).not_to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth") == 400
    menu = page.get_by_role("button", name="Open the side bar")
    await menu.click()
    await expect(page.get_by_role("link", name="markets")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await menu.click()
    await page.get_by_role("link", name="general").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#general")
    await expect(page.locator("#sidebar")).not_to_be_in_viewport()


async def test_can_be_used_by_keyboard_alone(page: Page, demo: Demo) -> None:
    """The skip link leads to the box, the arrows walk the messages, `/` begins a command from there."""
    await demo.post("one")
    await demo.post("two")
    await expect(said(page, "two")).to_be_visible()
    await page.locator("#skip").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#composer-input")).to_be_focused()
    messages = page.locator("#messages .message")
    await messages.last.focus()
    await page.keyboard.press("ArrowUp")
    await expect(messages.first).to_be_focused()
    await page.keyboard.press("/")
    await expect(page.locator("#composer-input")).to_be_focused()
    await expect(page.locator("#composer-input")).to_have_value("/")


async def test_another_person_sees_with_their_own_eyes(page: Page, demo: Demo) -> None:
    """After the switch the page shows that person's direct message and ephemeral words, and speaks as them."""
    await demo.post("for Ada", channel="D04ADMIN")
    await page.get_by_role("button", name="Viewing as Tracy Trader").click()
    await page.get_by_role("option", name="Ada Admin").click()
    await expect(page.get_by_role("button", name="Viewing as Ada Admin")).to_be_visible()
    await page.get_by_role("link", name="Surge").click()
    await expect(page.locator("#messages").get_by_text("for Ada")).to_be_visible()
    await page.locator("#composer-input").fill("hello")
    await page.locator("#composer-input").press("Enter")
    await expect(page.locator("#messages .message__name").last).to_have_text("Ada Admin")
    assert demo.sandbox.messages("D04ADMIN")[-1].user == "U04ADMIN"


async def test_opens_where_its_address_says(browser: Browser, demo: Demo) -> None:
    """`?user=` and `#` choose who looks at what; nobody is led into another's direct message."""
    await demo.post("for Ada", channel="D04ADMIN")
    async with await browser.new_context() as context:
        page = await context.new_page()
        await page.goto(f"{demo.url}/?user=U04ADMIN#D04ADMIN")
        await expect(page.locator("#messages").get_by_text("for Ada")).to_be_visible()
        await page.goto(f"{demo.url}/?user=U01TRADER#D04ADMIN")
        await expect(page.get_by_role("button", name="Viewing as Tracy Trader")).to_be_visible()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Surge")
        await expect(said(page, "for Ada")).to_have_count(0)
        assert page.url.endswith("#D01TRADER")


async def test_the_app_s_home_stands_beside_its_messages(page: Page, demo: Demo) -> None:
    """An app with a Home has two tabs in its direct message, and what it changes there shows at once."""
    await demo.client.views_publish(user_id="U01TRADER", view={"type": "home", "blocks": [mrkdwn("Your watchlist")]})
    await page.get_by_role("link", name="Surge").click()
    await page.get_by_role("tab", name="Home").click()
    await expect(page.get_by_role("tabpanel", name="Home")).to_have_text("Your watchlist")
    await demo.client.views_publish(user_id="U01TRADER", view={"type": "home", "blocks": [mrkdwn("Nothing watched")]})
    await expect(page.get_by_role("tabpanel", name="Home")).to_have_text("Nothing watched")
    await page.get_by_role("tab", name="Messages").click()
    await expect(page.get_by_role("tabpanel", name="Home")).to_be_hidden()


async def test_a_permalink_leads_to_its_message(page: Page, demo: Demo) -> None:
    """The address of a message opens its channel at that message, and marks it."""
    ts = await demo.post("look here", channel="C02GENERAL")
    for at in range(30):
        await demo.post(f"line {at}", channel="C02GENERAL")
    await page.goto(f"{demo.url}/archives/C02GENERAL/p{ts.replace('.', '')}")
    await expect(page.locator(".message--named")).to_contain_text("look here")
    await expect(said(page, "look here")).to_be_in_viewport()


async def test_starts_anew_at_a_reset(page: Page, demo: Demo) -> None:
    """A reset empties the page, and it goes on listening."""
    await demo.post("before")
    await expect(said(page, "before")).to_be_visible()
    await demo.sandbox.reset()
    await expect(said(page, "before")).to_have_count(0)
    await demo.post("after")
    await expect(said(page, "after")).to_be_visible()


async def test_comes_back_with_the_server(browser: Browser, tmp_path: Path) -> None:
    """When the server was away, the page connects again by itself and shows what it missed."""
    home = tmp_path / "second"
    async with await browser.new_context() as context:
        page = await context.new_page()
        async with serving(Sandbox(home)) as address:
            port = urlsplit(address.url).port or 0
            await page.goto(f"{address.url}/#C01MARKETS")
            await page.locator("#messages .intro").wait_for()
        await expect(page.locator("#status")).to_have_text("Connecting…")
        again = Sandbox(home)
        await again.message("U02ANALYST", "C01MARKETS", "while you were away")
        async with serving(again, port):
            await expect(said(page, "while you were away")).to_be_visible(timeout=15_000)
            await page.close()
