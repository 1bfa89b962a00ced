"""What can be pressed, chosen and filled in: in messages and in modals."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Demo, said
from tests.browser.small_app import actions, button, mrkdwn, option, plain

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_button_reaches_the_app(page: Page, demo: Demo) -> None:
    """A press is answered by the app."""
    await demo.post(blocks=[actions(button("Why", "why"))])
    await page.get_by_role("button", name="Why").click()
    await expect(said(page, "done: why why")).to_be_visible()


async def test_asks_before_it_does_what_wants_confirmation(page: Page, demo: Demo) -> None:
    """A button with a confirmation does nothing until it is confirmed, in the words it brought."""
    asked = {
        "title": plain("Mute it?"),
        "text": plain("Until tomorrow."),
        "confirm": plain("Mute"),
        "deny": plain("Keep"),
    }
    await demo.post(blocks=[actions(button("Mute today", "mute", style="danger", confirm=asked))])
    await page.get_by_role("button", name="Mute today").click()
    dialog = page.get_by_role("dialog", name="Mute it?")
    await dialog.get_by_role("button", name="Keep").click()
    await expect(dialog).to_have_count(0)
    await expect(said(page, "done: mute")).to_have_count(0)
    await page.get_by_role("button", name="Mute today").click()
    await dialog.get_by_role("button", name="Mute").click()
    await expect(said(page, "done: mute mute")).to_be_visible()


async def test_menus_work_by_keyboard_alone(page: Page, demo: Demo) -> None:
    """A select opens with the arrow, follows the first letter, and tells the app only what is chosen at last."""
    select = {
        "type": "static_select",
        "action_id": "snooze",
        "placeholder": plain("Snooze"),
        "options": [option("Hour"), option("Day")],
    }
    await demo.post(blocks=[actions(select)])
    await page.get_by_role("button", name="Snooze").focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", name="Hour")).to_be_focused()
    await page.keyboard.press("d")
    await expect(page.get_by_role("option", name="Day")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(said(page, "done: snooze day")).to_be_visible()
    await expect(page.get_by_role("button", name="Snooze: Day")).to_be_visible()


async def test_overflow_menus_and_dates_reach_the_app(page: Page, demo: Demo) -> None:
    """The overflow menu and the date picker tell what was chosen."""
    more = {"type": "overflow", "action_id": "more", "options": [option("Edit"), option("Remove")]}
    date = {"type": "datepicker", "action_id": "until", "placeholder": plain("Until")}
    await demo.post(blocks=[{**mrkdwn("Alert #3"), "accessory": more}, actions(date)])
    await page.get_by_role("button", name="More actions").click()
    await page.get_by_role("option", name="Remove").click()
    await expect(said(page, "done: more remove")).to_be_visible()
    await page.get_by_label("Until").fill("2025-07-15")
    await expect(said(page, "done: until 2025-07-15")).to_be_visible()


async def test_a_link_button_opens_elsewhere_and_tells_the_app(page: Page, demo: Demo) -> None:
    """A button with a URL is a link to a new tab; the app hears of it too."""
    await demo.post(blocks=[actions(button("Source", "source", url=f"{demo.url}/_sandbox/workspace"))])
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="Source").click()
    assert (await opened.value).url.endswith("/_sandbox/workspace")
    await expect(said(page, "done: source")).to_be_visible()


async def test_a_modal_is_filled_in_and_saved(page: Page, demo: Demo) -> None:
    """Required fields are asked for, the app's complaint stands at its field, and good values arrive."""
    await demo.post(blocks=[actions(button("Edit", "edit"))])
    await page.get_by_role("button", name="Edit").click()
    modal = page.get_by_role("dialog", name="Edit the alert")
    save = modal.get_by_role("button", name="Save")
    await save.click()
    await expect(modal.get_by_role("alert").filter(has_text="required field")).to_have_count(2)
    level = modal.get_by_role("textbox", name="Level")
    await expect(level).to_be_focused()
    await level.fill("zero")
    await modal.get_by_role("button", name="How often").click()
    await page.get_by_role("option", name="Daily").click()
    await modal.get_by_label("All").check()
    await save.click()
    await expect(modal.get_by_text("Above zero, please")).to_be_visible()
    await expect(level).to_have_attribute("aria-invalid", "true")
    await level.fill("2.5")
    await save.click()
    await expect(modal).to_have_count(0)
    await page.get_by_role("link", name="Surge").click()
    await expect(said(page, "saved daily ['all']")).to_be_visible()


async def test_escape_closes_a_modal_for_the_app_too(page: Page, demo: Demo) -> None:
    """Esc puts the modal away, and the sandbox knows."""
    await demo.post(blocks=[actions(button("Edit", "edit"))])
    await page.get_by_role("button", name="Edit").click()
    await page.get_by_role("textbox", name="Level").fill("kept?")
    async with page.expect_response("**/_sandbox/close"):
        await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert demo.sandbox.views("U01TRADER") == []


async def test_a_changed_modal_keeps_what_was_typed(page: Page, demo: Demo) -> None:
    """When the app changes an open modal, fields that stay keep their values."""
    await demo.post(blocks=[actions(button("Edit", "edit"))])
    await page.get_by_role("button", name="Edit").click()
    await page.get_by_role("textbox", name="Level").fill("2.5")
    view = demo.sandbox.views("U01TRADER")[0]
    blocks = [mrkdwn("Now 24,590"), *view["blocks"]]  # type: ignore[misc] # a view as Slack stores it
    await demo.client.views_update(
        view_id=str(view["id"]),
        view={
            "type": "modal",
            "callback_id": "form",
            "title": plain("Edit the alert"),
            "submit": plain("Save"),
            "blocks": blocks,
        },
    )
    await expect(page.get_by_text("Now 24,590")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Level")).to_have_value("2.5")
