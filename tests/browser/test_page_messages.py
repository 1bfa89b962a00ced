"""Messages on the page: their words, their order, threads, and what only one person sees."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Demo, said
from tests.browser.small_app import mrkdwn

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_shows_what_the_app_posts_as_it_is_posted(page: Page, demo: Demo) -> None:
    """A message appears by itself, with the app's name, its APP badge and today's divider."""
    ts = await demo.post("*HSI* up <https://example.com|1%> :rocket: `a*b*`")
    message = page.locator(f'#messages [data-ts="{ts}"]')
    await expect(message.locator(".message__name")).to_have_text("Surge")
    await expect(message.locator(".badge-app")).to_have_text("APP")
    await expect(message.locator("strong")).to_have_text("HSI")
    await expect(message.get_by_role("link", name="1%")).to_have_attribute("rel", "noopener noreferrer")
    await expect(message.locator("code")).to_have_text("a*b*")
    await expect(message.get_by_text("🚀")).to_be_visible()
    await expect(page.get_by_role("separator", name="Today")).to_be_visible()


async def test_takes_no_markup_from_anybody(page: Page, demo: Demo) -> None:
    """What people or apps write never becomes markup, nor a link that runs something."""
    await demo.sandbox.message("U02ANALYST", "C01MARKETS", "<img src=x onerror=alert(1)> <b>bold</b>")
    await demo.post("<javascript:alert(1)|press me> &lt;script&gt;", blocks=[mrkdwn("<javascript:alert(1)|press me>")])
    await expect(said(page, "<img src=x onerror=alert(1)> <b>bold</b>")).to_be_visible()
    await expect(said(page, "press me")).to_be_visible()
    assert await page.locator('#messages :is(b, script, [onerror], a[href^="javascript"])').count() == 0


async def test_draws_mrkdwn_as_strictly_as_slack(page: Page, demo: Demo) -> None:
    """Marks inside words, between Chinese characters or over a line's end stay as they were typed."""
    await demo.post("5*3*2 恒指*升*了 *a\nb* _ x_ ~gone~\n> quoted\n```\npre *kept*\n```")
    body = page.locator("#messages .message__text").last
    await expect(body).to_contain_text("5*3*2 恒指*升*了 *a")
    await expect(body.locator("strong, em")).to_have_count(0)
    await expect(body.locator("s")).to_have_text("gone")
    await expect(body.locator("blockquote")).to_have_text("quoted")
    await expect(body.locator("pre")).to_have_text("pre *kept*")


async def test_groups_what_one_author_says_in_a_row(page: Page, demo: Demo) -> None:
    """The second of two messages has no face and name of its own; another's message has."""
    await demo.post("one")
    await demo.post("two")
    await demo.sandbox.message("U02ANALYST", "C01MARKETS", "three")
    names = page.locator("#messages .message__name")
    await expect(names).to_have_text(["Surge", "Alex Analyst"])
    await expect(page.locator("#messages .message--grouped")).to_have_count(1)


async def test_says_that_a_message_was_edited(page: Page, demo: Demo) -> None:
    """An update changes the message where it stands and marks it as edited."""
    ts = await demo.post("Now: 250bn")
    await expect(said(page, "Now: 250bn")).to_be_visible()
    await demo.client.chat_update(channel="C01MARKETS", ts=ts, text="Now: 288bn")
    await expect(said(page, "Now: 288bn")).to_be_visible()
    await expect(said(page, "(edited)")).to_be_visible()
    await expect(said(page, "Now: 250bn")).to_have_count(0)


async def test_removes_what_was_deleted(page: Page, demo: Demo) -> None:
    """A deleted message goes from the page."""
    ts = await demo.post("a slip")
    await expect(said(page, "a slip")).to_be_visible()
    await demo.client.chat_delete(channel="C01MARKETS", ts=ts)
    await expect(said(page, "a slip")).to_have_count(0)


async def test_shows_ephemeral_words_to_their_reader_until_dismissed(page: Page, demo: Demo) -> None:
    """What is only for the reader says so and can be dismissed; what is for others never shows."""
    await demo.client.chat_postEphemeral(channel="C01MARKETS", user="U01TRADER", text="psst Tracy")
    await demo.client.chat_postEphemeral(channel="C01MARKETS", user="U04ADMIN", text="psst Ada")
    message = page.get_by_role("article", name="only visible to you")
    await expect(message).to_contain_text("Only visible to you")
    await expect(said(page, "psst Ada")).to_have_count(0)
    await message.hover()
    await message.get_by_role("button", name="Dismiss message").click()
    await expect(said(page, "psst Tracy")).to_have_count(0)


async def test_keeps_replies_in_their_thread(page: Page, demo: Demo) -> None:
    """Replies are counted below their message and read in the pane; Esc closes it and gives the focus back."""
    ts = await demo.post("the event")
    await demo.post("a detail", thread_ts=ts)
    await demo.post("a tier", thread_ts=ts, reply_broadcast=True)
    await page.get_by_role("button", name="2 replies").click()
    pane = page.get_by_role("complementary", name="Thread")
    await expect(pane.locator(".message")).to_have_count(3)
    await expect(pane.get_by_text("Also sent to #markets")).to_be_visible()
    await expect(page.locator("#messages").get_by_text("a detail")).to_have_count(0)
    await expect(page.locator("#messages").get_by_text("a tier")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(pane).to_be_hidden()
    await expect(page.locator(f'#messages [data-ts="{ts}"]')).to_be_focused()


async def test_replies_in_a_thread_reach_it(page: Page, demo: Demo) -> None:
    """What is written in the pane, and what the app answers there, stands in that thread."""
    ts = await demo.post("the event")
    message = page.locator(f'#messages [data-ts="{ts}"]')
    await message.hover()
    await message.get_by_role("button", name="Reply in thread").click()
    await page.locator("#thread-input").fill("@surge why?")
    await page.locator("#thread-input").press("Enter")
    pane = page.get_by_role("complementary", name="Thread")
    await expect(pane.get_by_text("you called?")).to_be_visible()
    said = demo.sandbox.messages("C01MARKETS")
    assert [one.thread_ts for one in said if one.ts != ts] == [ts] * 2


async def test_counts_what_is_unread_elsewhere(page: Page, demo: Demo) -> None:
    """A message in another conversation makes a badge there, gone once it is opened; others' DMs make none."""
    await demo.post("a ping", channel="D01TRADER")
    await demo.post("not yours", channel="D04ADMIN")
    room = page.get_by_role("link", name="Surge")
    await expect(room.locator(".unread")).to_have_text("1 unread")
    await room.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Surge")
    await expect(page.locator("#messages").get_by_text("a ping")).to_be_visible()
    await expect(said(page, "not yours")).to_have_count(0)
    await expect(page.locator(".unread")).to_have_count(0)


async def test_leaves_a_reader_where_they_scrolled_to(page: Page, demo: Demo) -> None:
    """Who scrolled up is not pulled down by a new message, but offered a way there, past a "New" line."""
    for at in range(30):
        await demo.post(f"line {at}", username=f"desk {at}")
    await expect(said(page, "line 29")).to_be_in_viewport()
    await page.locator("#scroller").evaluate("node => node.scrollTo(0, 0)")
    await expect(said(page, "line 29")).not_to_be_in_viewport()
    await demo.post("the newest")
    pill = page.get_by_role("button", name="1 new message")
    await expect(pill).to_be_visible()
    await expect(said(page, "the newest")).not_to_be_in_viewport()
    await expect(page.get_by_role("separator", name="New")).to_have_count(1)
    await pill.click()
    await expect(said(page, "the newest")).to_be_in_viewport()
    await expect(pill).to_be_hidden()


async def test_tells_screen_readers_what_arrives(page: Page, demo: Demo) -> None:
    """New messages of others are announced, politely, with who and where."""
    await demo.post("HSI *up*", channel="C02GENERAL")
    announcer = page.locator("#announcer[aria-live=polite]")
    await expect(announcer).to_have_text("Surge in general: HSI *up*")
