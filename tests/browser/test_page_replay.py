"""The bar that plays a recorded day."""

from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import Demo
from tests.browser.small_app import Payload

pytestmark = pytest.mark.asyncio(loop_scope="session")

Tell = Callable[..., Awaitable[None]]


def state(**more: object) -> Payload:
    """Return a paused replay at 14:17 of a day from 09:00 to 16:30."""
    day = "2025-07-15T{}:00+08:00"
    times = {"at": day.format("14:17"), "begins": day.format("09:00"), "ends": day.format("16:30")}
    flags = {"playing": False, "begun": True, "over": False}
    return {"title": "15 July 2025", **times, **flags, "speed": 240, "line": 60, "lines": 100, "run": 1, **more}


@pytest_asyncio.fixture(loop_scope="session")
async def tell(demo: Demo) -> Tell:
    """Return a way to let the app's replay be in a state."""

    async def told(**more: object) -> None:
        demo.replayed.state = state(**more)
        await demo.sandbox.replay.ask("status")

    return told


async def press(page: Page, target: Locator) -> None:
    """Press something and wait until the app was told."""
    async with page.expect_response("**/_sandbox/replay"):
        await target.click()


async def test_there_is_no_bar_without_a_replay(page: Page) -> None:
    """An app that replays nothing has no bar."""
    await expect(page.locator("#replay")).to_be_hidden()


async def test_shows_the_clock_of_the_market(page: Page, tell: Tell) -> None:
    """The bar tells the day, Hong Kong's time and the session, whatever the reader's zone."""
    await tell()
    await expect(page.locator("#replay-title")).to_have_text("Replay: 15 July 2025")
    await expect(page.get_by_role("timer")).to_have_text("14:17")
    await expect(page.locator("#replay-phase")).to_have_text("Afternoon session")
    slider = page.get_by_role("slider", name="Replay time, Hong Kong")
    await expect(slider).to_have_attribute("aria-valuetext", "14:17 Hong Kong, Afternoon session")


async def test_its_controls_tell_the_app_what_to_do(page: Page, demo: Demo, tell: Tell) -> None:
    """Play, speed, jump and the slider reach the app in its own words."""
    await tell()
    await press(page, page.get_by_role("button", name="Play", exact=True))
    await press(page, page.get_by_role("radiogroup", name="Replay speed").get_by_text("600×"))
    await press(page, page.get_by_role("button", name="Jump to 15:30"))
    async with page.expect_response("**/_sandbox/replay"):
        await page.get_by_role("slider").press("ArrowRight")
    assert demo.replayed.heard == ["play", "speed 600", "jump 15:30", "jump 14:18"]


async def test_offers_only_what_the_tape_holds(page: Page, tell: Tell) -> None:
    """The US open is offered on a tape that reaches it, at its own summer or winter hour, and on no other."""
    await tell()
    jump = page.get_by_role("button", name="Jump to US open")
    await expect(page.get_by_role("button", name="Jump to 11:00")).to_be_visible()
    await expect(jump).to_have_count(0)
    await tell(ends="2025-07-16T04:00:00+08:00")
    async with page.expect_request("**/_sandbox/replay") as asked:
        await jump.click()
    assert (await asked.value).post_data_json == {"do": "jump", "value": "21:30"}


async def test_pauses_what_plays(page: Page, demo: Demo, tell: Tell) -> None:
    """While it plays, the button pauses."""
    await tell(playing=True)
    await press(page, page.get_by_role("button", name="Pause"))
    assert demo.replayed.heard == ["pause"]


async def test_ends_with_an_invitation(page: Page, demo: Demo, tell: Tell) -> None:
    """When the day is over the bar asks what next: again, or a Slack of one's own, and tells how."""
    await tell(over=True, at="2025-07-15T16:30:00+08:00")
    await expect(page.get_by_text("Replay over: again? connect Slack?")).to_be_visible()
    await page.get_by_role("button", name="Connect Slack").click()
    panel = page.get_by_role("dialog", name="Connect a real Slack")
    await expect(panel).to_contain_text("SLACK_BOT_TOKEN=")
    await expect(panel).to_contain_text("SLACK_APP_TOKEN=")
    await page.keyboard.press("Escape")
    await expect(panel).to_have_count(0)
    await press(page, page.locator("#replay-again"))
    assert demo.replayed.heard == ["again"]
