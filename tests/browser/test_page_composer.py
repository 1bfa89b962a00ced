"""The box to write in: completion, history, sending, and what happens when nobody is there."""

import pytest
from playwright.async_api import Page, expect

from handlers.sandbox.faults import Fault
from tests.browser.conftest import Demo, said

pytestmark = pytest.mark.asyncio(loop_scope="session")

INPUT = "#composer-input"


async def test_runs_a_command_and_shows_the_answer(page: Page, demo: Demo) -> None:
    """A typed command brings the app's answer, marked as the reader's own and with what was asked."""
    await page.locator(INPUT).press_sequentially("/surge hsi")
    await page.keyboard.press("Enter")
    answer = page.get_by_role("article", name="only visible to you")
    await expect(answer).to_contain_text("you asked: hsi")
    await expect(answer.locator(".message__command")).to_have_text("/surge hsi")
    await expect(page.locator(INPUT)).to_have_value("")
    assert [one.ephemeral_to for one in demo.sandbox.messages("C01MARKETS")] == ["U01TRADER"]


async def test_shows_at_once_that_an_answer_is_under_way(page: Page, demo: Demo) -> None:
    """While the app works the page says so, until the answer stands in its place."""
    await page.locator(INPUT).fill("/surge slow")
    await page.locator(INPUT).press("Enter")
    await expect(page.locator("#messages .waiting")).to_have_text("Surge is looking /surge slow")
    demo.replayed.released.set()
    await expect(said(page, "here at last")).to_be_visible()
    await expect(page.locator("#messages .waiting")).to_have_count(0)


async def test_completes_commands_and_their_words(page: Page) -> None:
    """`/` lists the commands with their hints; Tab takes one and lists what may follow."""
    box = page.get_by_role("combobox", name="Message #markets")
    await box.press_sequentially("/su")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(options).to_contain_text(["/surge[name or command]Hong Kong and China markets"])
    await box.press("Tab")
    await expect(box).to_have_value("/surge ")
    await expect(options).to_have_count(3)
    await box.press_sequentially("hs")
    await box.press("ArrowDown")
    await box.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("hstech")
    await box.press("Enter")
    await expect(box).to_have_value("/surge hstech")
    await box.press("Enter")
    await expect(said(page, "you asked: hstech")).to_be_visible()


async def test_escape_closes_the_suggestions(page: Page) -> None:
    """Esc puts the list away and keeps what was typed."""
    box = page.locator(INPUT)
    await box.press_sequentially("/surge h")
    await expect(box).to_have_attribute("aria-expanded", "true")
    await box.press("Escape")
    await expect(box).to_have_attribute("aria-expanded", "false")
    await expect(box).to_have_value("/surge h")


async def test_sends_words_to_the_channel(page: Page, demo: Demo) -> None:
    """What does not begin with `/` is a message; Shift+Enter makes a line in it."""
    box = page.locator(INPUT)
    await box.press_sequentially("first")
    await box.press("Shift+Enter")
    await box.press_sequentially("second")
    await box.press("Enter")
    await expect(page.locator("#messages .message__text")).to_have_text("first\nsecond")
    assert [one.text for one in demo.sandbox.messages("C01MARKETS")] == ["first\nsecond"]


async def test_the_up_arrow_brings_back_what_was_sent(page: Page) -> None:
    """Up walks back through what was sent, Down forth again to the empty box."""
    box = page.locator(INPUT)
    for text in ("one", "two"):
        await box.fill(text)
        await box.press("Enter")
        await expect(box).to_have_value("")
    await box.press("ArrowUp")
    await expect(box).to_have_value("two")
    await box.press("ArrowUp")
    await expect(box).to_have_value("one")
    await box.press("ArrowDown")
    await box.press("ArrowDown")
    await expect(box).to_have_value("")


async def test_enter_that_ends_a_composition_sends_nothing(page: Page, demo: Demo) -> None:
    """Choosing characters in a Chinese input method is not sending."""
    box = page.locator(INPUT)
    await box.fill("騰訊")
    await box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    await expect(box).to_have_value("騰訊")
    assert demo.sandbox.messages("C01MARKETS") == []


async def test_chips_invite_to_try(page: Page) -> None:
    """A suggestion runs at a press; the row can be put away and stays away."""
    chips = page.get_by_role("group", name="Try a command")
    await expect(chips.locator(".chip")).to_have_count(5)
    await chips.get_by_role("button", name="/surge leaders").click()
    await expect(said(page, "you asked: leaders")).to_be_visible()
    await chips.get_by_role("button", name="Hide the suggestions").click()
    await page.reload()
    await expect(page.get_by_text("Surge is connected")).to_be_visible()
    await expect(chips).to_be_hidden()


async def test_mentions_are_completed(page: Page) -> None:
    """`@` offers the app and people; the app answers a mention in its thread."""
    box = page.locator(INPUT)
    await box.press_sequentially("@su")
    await box.press("Tab")
    await expect(box).to_have_value("@surge ")
    await box.press_sequentially("hsi")
    await box.press("Enter")
    await expect(page.locator("#messages .mention")).to_have_text("@Surge")
    await expect(page.get_by_role("button", name="1 reply")).to_be_visible()


async def test_slash_commands_are_refused_in_threads(page: Page, demo: Demo) -> None:
    """As in Slack, a slash command in a thread is not sent; the words stay and the reason is said."""
    await demo.post("the event")
    await page.locator("#messages .message").hover()
    await page.get_by_role("button", name="Reply in thread").click()
    await page.locator("#thread-input").fill("/surge hsi")
    await page.locator("#thread-input").press("Enter")
    await expect(page.locator("#messages")).to_contain_text("/surge is not supported in threads")
    await expect(page.locator("#thread-input")).to_have_value("/surge hsi")


async def test_says_plainly_that_the_app_is_not_there(page: Page, demo: Demo) -> None:
    """Without a connected app a command stays in the box and a sentence says why."""
    await demo.sandbox.fault(Fault("socket", "refuse-dial", times=99))
    await demo.sandbox.workspace.link.close()
    await expect(page.locator("#notice")).to_have_text("Surge is starting… commands will be answered in a moment.")
    await page.locator(INPUT).fill("/surge hsi")
    await page.locator(INPUT).press("Enter")
    await expect(page.locator("#messages")).to_contain_text("Surge is starting… your words are still in the box")
    await expect(page.locator(INPUT)).to_have_value("/surge hsi")
