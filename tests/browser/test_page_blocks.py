"""Block Kit on the page: each block as people should see it."""

import pytest
from playwright.async_api import Page, expect

from handlers.sandbox.message import Message
from tests.browser.conftest import Demo, said
from tests.browser.small_app import Payload, mrkdwn, plain

pytestmark = pytest.mark.asyncio(loop_scope="session")


def raw(*texts: str) -> list[Payload]:
    """Return a row of raw cells."""
    return [{"type": "raw_text", "text": text} for text in texts]


async def test_draws_headers_fields_and_context(page: Page, demo: Demo) -> None:
    """A header reads as a heading, fields stand in two columns, context is small print."""
    fields = [{"type": "mrkdwn", "text": f"*{name}*\n24,203.32"} for name in ("Prev close", "Open")]
    small = {"type": "context", "elements": [{"type": "mrkdwn", "text": "15 min delayed"}]}
    blocks = [{"type": "header", "text": plain("Hang Seng Index")}, {"type": "section", "fields": fields}, small]
    await demo.post(blocks=[*blocks, {"type": "divider"}])
    await expect(page.get_by_role("heading", name="Hang Seng Index")).to_be_visible()
    boxes = [await one.bounding_box() for one in await page.locator(".section__field").all()]
    left, right = (box["x"] if box else 0 for box in boxes)
    assert left < right
    await expect(page.locator(".context")).to_have_text("15 min delayed")
    await expect(page.locator("hr.divider")).to_be_visible()


async def test_draws_tables_with_their_alignment(page: Page, demo: Demo) -> None:
    """A table has its first row as heads, and figures to the right where it was asked."""
    rich = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Tech", "style": {"bold": True}}]}
    cells: list[Payload] = [
        {"type": "rich_text", "elements": [rich]},
        {"type": "raw_number", "value": 2.7, "text": "▲ +2.7%"},
    ]
    settings = [{"align": "left"}, {"align": "right"}]
    await demo.post(blocks=[{"type": "table", "rows": [raw("Sector", "Change"), cells], "column_settings": settings}])
    await expect(page.get_by_role("columnheader")).to_have_text(["Sector", "Change"])
    await expect(page.get_by_role("cell", name="Tech").locator("strong")).to_be_visible()
    await expect(page.get_by_role("cell", name="▲ +2.7%")).to_have_css("text-align", "right")


async def test_sorts_and_turns_data_tables(page: Page, demo: Demo) -> None:
    """A data table shows a page of rows, turns to the next, and sorts by the number behind the words."""
    names = {"CSPC": 7.5, "Xinyi": -4.4, "AIA": 1.6}
    rows = [[*raw(name), {"type": "raw_number", "value": value, "text": f"{value}%"}] for name, value in names.items()]
    block = {"type": "data_table", "caption": "Movers", "page_size": 2, "rows": [raw("Share", "%"), *rows]}
    await demo.post(blocks=[block])
    table = page.get_by_role("region", name="Movers")
    shown = table.locator("tbody tr td:first-child")
    await expect(shown).to_have_text(["CSPC", "Xinyi"])
    await page.get_by_role("button", name="Next page").click()
    await expect(shown).to_have_text(["AIA"])
    await table.get_by_role("button", name="%").click()
    await expect(shown).to_have_text(["CSPC", "AIA"])
    await table.get_by_role("button", name="%").click()
    await expect(shown).to_have_text(["Xinyi", "AIA"])
    await expect(table.locator("[aria-sort=ascending]")).to_have_text("%")


@pytest.mark.parametrize(("kind", "shape"), [("line", "polyline"), ("area", "polygon"), ("bar", "rect")])
async def test_draws_charts_and_says_their_numbers(page: Page, demo: Demo, kind: str, shape: str) -> None:
    """A chart is drawn as SVG, one shape a series or a bar a point, and its numbers can be read as a table."""
    data = [{"label": "09:45", "value": -1}, {"label": "15:30", "value": 2.5}]
    chart = {"type": kind, "series": [{"name": "HSI", "data": data}], "axis_config": {"categories": ["09:45", "15:30"]}}
    await demo.post(blocks=[{"type": "data_visualization", "title": "Change, %", "chart": chart}])
    figure = page.get_by_role("figure", name="Change, %")
    await expect(figure.locator(f"svg {shape}").first).to_be_visible()
    await expect(figure.get_by_role("row", name="15:30 2.5")).to_be_attached()
    await expect(figure.locator(".chart__legend")).to_have_text("HSI")


async def test_draws_pies(page: Page, demo: Demo) -> None:
    """A pie has a slice for each segment, even where one is the whole."""
    segments = [{"label": "Shares", "value": 78}, {"label": "Others", "value": 22}]
    await demo.post(
        blocks=[{"type": "data_visualization", "title": "Turnover", "chart": {"type": "pie", "segments": segments}}]
    )
    await expect(page.locator(".chart__slice")).to_have_count(2)


async def test_renders_markdown_safely(page: Page, demo: Demo) -> None:
    """A markdown block becomes headings, lists, tables and code; HTML in it stays words."""
    table = "| A | B |\n|---|--:|\n| 1 | 2 |"
    links = "[ok](https://example.com) [no](javascript:x)"
    text = f"## Why\n- **one**\n- two\n\n{table}\n\n```\nx = <b>\n```\n{links}"
    await demo.post(blocks=[{"type": "markdown", "text": text}])
    block = page.locator(".markdown")
    await expect(block.get_by_role("heading", name="Why")).to_be_visible()
    await expect(block.get_by_role("listitem")).to_have_text(["one", "two"])
    await expect(block.get_by_role("cell")).to_have_text(["1", "2"])
    await expect(block.locator("pre")).to_have_text("x = <b>")
    await expect(block.get_by_role("link")).to_have_text(["ok"])


async def test_renders_rich_text(page: Page, demo: Demo) -> None:
    """Rich text keeps its styles, lists, quotes, mentions and emoji."""
    leaves = [
        {"type": "text", "text": "升", "style": {"bold": True}},
        {"type": "emoji", "name": "tada"},
        {"type": "user", "user_id": "U01TRADER"},
        {"type": "channel", "channel_id": "C02GENERAL"},
    ]
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]}
    parts = [
        {"type": "rich_text_section", "elements": leaves},
        {"type": "rich_text_list", "style": "ordered", "elements": [item]},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
    ]
    await demo.post(blocks=[{"type": "rich_text", "elements": parts}])
    block = page.locator(".rich")
    await expect(block.locator(".rich__line").first).to_have_text("升🎉@Tracy Trader#general")
    await expect(block.locator("ol li")).to_have_text("first")
    await expect(block.locator("blockquote")).to_have_text("said")
    await block.get_by_role("link", name="#general").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#general")


async def test_says_what_a_picture_shows_when_it_cannot_be_had(page: Page, demo: Demo) -> None:
    """An image that does not load leaves its alternative text."""
    url = f"{demo.url}/_sandbox/page/surge.svg"
    await demo.post(blocks=[{"type": "image", "image_url": url, "alt_text": "HSI today", "title": plain("Chart")}])
    await expect(page.get_by_role("img", name="HSI today")).to_be_visible()
    await expect(page.locator(".image__title")).to_have_text("Chart")
    await page.get_by_role("img", name="HSI today").evaluate("image => image.dispatchEvent(new Event('error'))")
    await expect(page.locator(".placeholder")).to_have_text("HSI today")


async def test_names_a_block_it_does_not_draw(page: Page, demo: Demo) -> None:
    """A block of a kind the page does not know, or a malformed one, is a placeholder, and the rest still shows."""
    blocks: tuple[Payload, ...] = (
        {"type": "task_card", "title": "Fetching"},
        {"type": "data_visualization"},
        mrkdwn("the rest"),
    )
    demo.sandbox.workspace.messages.post(Message("", "C01MARKETS", "U00SURGE", "odd", blocks=blocks, bot=True))
    notes = page.get_by_role("note")
    await expect(notes).to_contain_text(["task_card block: not drawn", "data_visualization block: not drawn"])
    await expect(said(page, "the rest")).to_be_visible()


async def test_a_wide_table_scrolls_inside_its_message(page: Page, demo: Demo) -> None:
    """On a narrow screen the page itself never scrolls sideways; the table does."""
    await page.set_viewport_size({"width": 400, "height": 800})
    await demo.post(blocks=[{"type": "table", "rows": [raw(*["a long column name"] * 8)] * 3}])
    table = page.get_by_role("region", name="Table")
    assert await table.evaluate("node => node.scrollWidth > node.clientWidth")
    assert await page.evaluate("document.documentElement.scrollWidth") == 400
