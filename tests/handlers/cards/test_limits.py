"""Slack's limits, as its reference and those who met them tell; expected wordings are Slack's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cards.limits import Surface, problems, refusals, text_problems, total_characters

Block = dict[str, object]


def plain(text: str = "x") -> Block:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x", **more: object) -> Block:
    """Return a mrkdwn object."""
    return {"type": "mrkdwn", "text": text, **more}


def button(name: str = "go", **more: object) -> Block:
    """Return a button."""
    return {"type": "button", "action_id": name, "text": plain(), **more}


def options(count: int) -> list[Block]:
    """Return so many options."""
    return [{"text": plain(), "value": str(number)} for number in range(count)]


def actions(*elements: Block) -> Block:
    """Return an actions block."""
    return {"type": "actions", "elements": list(elements)}


def table(*rows: list[Block], **more: object) -> Block:
    """Return a table."""
    return {"type": "table", "rows": list(rows), **more}


def data_table(*rows: list[Block]) -> Block:
    """Return a data_table."""
    return {"type": "data_table", "caption": "x", "rows": list(rows)}


def chart(**more: object) -> Block:
    """Return a chart of one line with two points."""
    points = [{"label": "a", "value": 1}, {"label": "b", "value": -2.5}]
    line = {"type": "line", "series": [{"name": "HSI", "data": points}], "axis_config": {"categories": ["a", "b"]}}
    return {"type": "data_visualization", "title": "HSI", "chart": {**line, **more}}


def section(**more: object) -> Block:
    """Return a section."""
    return {"type": "section", "text": mrkdwn(), **more}


def words(*parts: Block) -> Block:
    """Return a rich_text of one section."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


RAW: Block = {"type": "raw_text", "text": "x"}
IMAGE: Block = {"type": "image", "image_url": "https://example.com/x.png", "alt_text": "x"}
CARD: Block = {"type": "card", "title": plain(), "actions": [button()]}
LINK: Block = {"type": "link", "url": "https://example.com", "style": {"bold": True}}

GOOD: list[Block] = [
    {"type": "header", "text": plain("x" * 150), "level": 2},
    section(text=mrkdwn("x" * 3000), accessory=button()),
    {"type": "section", "fields": [mrkdwn("x" * 2000)] * 6},
    {"type": "context", "elements": [mrkdwn()] * 9 + [IMAGE]},
    {"type": "divider", "block_id": "d"},
    {**IMAGE, "title": plain()},
    {"type": "markdown", "text": "# x"},
    actions(*[button(str(number)) for number in range(25)]),
    actions({"type": "overflow", "action_id": "o", "options": options(5)}),
    actions({"type": "static_select", "action_id": "s", "options": options(100), "initial_option": options(1)[0]}),
    actions({"type": "radio_buttons", "action_id": "r", "options": options(10)}),
    actions({"type": "static_select", "option_groups": [{"label": plain(), "options": options(2)}]}),
    {"type": "input", "label": plain(), "element": {"type": "number_input", "is_decimal_allowed": True}},
    table([RAW] * 20, *[[RAW] * 20] * 99, column_settings=[{"align": "right"}, None]),
    data_table([RAW], [{"type": "raw_number", "value": 1.5, "text": "1.5"}], [words(LINK)]),
    chart(),
    {"type": "data_visualization", "title": "x", "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}]}},
    CARD,
    {"type": "carousel", "elements": [CARD] * 3},
    {"type": "container", "title": plain(), "child_blocks": [section(), table([RAW])]},
    {"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": plain()}]},
    words({"type": "text", "text": "x"}, LINK, {"type": "date", "timestamp": 1752545000, "format": "{time}"}),
]

BAD: list[tuple[Block, str]] = [
    ({"type": "sign"}, "unsupported type: sign for block [json-pointer:/blocks/0/type]"),
    ({}, "unsupported type: None for block [json-pointer:/blocks/0/type]"),
    ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    ({"type": "header", "text": plain("")}, "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "header", "text": mrkdwn()}, "unsupported type: mrkdwn for plain text"),
    ({"type": "header", "text": {"type": "plain_text", "text": 1}}, "must provide a string"),
    ({"type": "header", "text": plain(), "level": 5}, "must be a whole number between 1 and 4"),
    ({"type": "header", "text": plain(), "level": True}, "must be a whole number between 1 and 4"),
    ({"type": "divider", "colour": "red"}, "invalid additional property: colour [json-pointer:/blocks/0]"),
    ({"type": "section"}, "must provide one of: text, fields"),
    (section(expand="yes"), "must be a boolean"),
    ({"type": "section", "fields": [mrkdwn()] * 11}, "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
    ({"type": "section", "fields": [mrkdwn("x" * 2001)]}, "must be less than 2001 characters"),
    ({"type": "section", "fields": "x"}, "must provide an array"),
    ({"type": "context", "elements": [mrkdwn()] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": [button()]}, "unsupported type: button for context"),
    (actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (actions(*[button(str(number)) for number in range(26)]), "no more than 25 items allowed"),
    (actions(button(), button()), 'action_id "go" already exists [json-pointer:/blocks/0]'),
    (actions(button(text=plain("x" * 76))), "must be less than 76 characters"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    (actions(button(url="ftp://x")), "must be a valid URL"),
    (actions(button(style="green")), "must be one of the allowed values: primary, danger"),
    (actions(button(confirm="sure?")), "must provide an object"),
    (actions({"type": "overflow", "options": options(6)}), "no more than 5 items allowed"),
    (actions({"type": "static_select", "options": options(101)}), "no more than 100 items allowed"),
    (actions({"type": "static_select"}), "must provide exactly one of: options, option_groups"),
    (
        actions({"type": "static_select", "options": options(1), "initial_option": options(2)[1]}),
        "initial option must exactly match one of the options",
    ),
    (
        actions({"type": "checkboxes", "options": options(1), "initial_options": options(2)}),
        "initial option must exactly match one of the options",
    ),
    (actions({"type": "radio_buttons", "options": options(11)}), "no more than 10 items allowed"),
    (actions({"type": "datepicker", "initial_date": "15 July"}), "must be a date as YYYY-MM-DD"),
    ({"type": "image", "alt_text": "x"}, "must provide exactly one of: image_url, slack_file"),
    (table([RAW] * 21), "no more than 20 items allowed"),
    (table(*[[RAW]] * 101), "no more than 100 items allowed"),
    (table([RAW], [RAW, RAW]), "all rows must have the same number of cells"),
    (table([{"type": "raw_text", "text": ""}]), "must be more than 0 characters"),
    (table([{"type": "raw_text", "text": "x" * 6000}] * 2), "must be less than 10001 characters over all cells"),
    (table([{"type": "raw_number", "value": float("nan")}]), "must provide a number"),
    (table([{"type": "raw_number", "value": "1"}]), "must provide a number"),
    ({"type": "table", "rows": "x"}, "must provide an array"),
    (table([RAW], column_settings=["left"]), "must provide an object"),
    (data_table([words()], [RAW]), "unsupported type: rich_text for header cell"),
    (data_table([RAW]), "no fewer than 2 items allowed"),
    (chart(axis_config={"categories": ["a", "b", "c"]}), "data must hold exactly one point per category"),
    (chart(axis_config={"categories": ["a", "a"]}), "categories must be unique"),
    (chart(axis_config={"categories": "ab"}), "must provide an array"),
    (chart(axis_config="ab"), "must provide an object"),
    (chart(series=[{"name": "x", "data": []}] * 2), "series names must be unique"),
    (chart(series=["x"]), "must provide an object"),
    (
        {
            "type": "data_visualization",
            "title": "x",
            "chart": {"type": "pie", "segments": [{"label": "a", "value": 0}]},
        },
        "must be more than 0",
    ),
    ({"type": "card", "subtitle": plain()}, "must provide one of: hero_image, title, body, actions"),
    ({"type": "carousel", "elements": [CARD] * 11}, "no more than 10 items allowed"),
    ({"type": "container", "title": plain(), "child_blocks": [chart()]}, "unsupported type: data_visualization"),
    ({"type": "container", "child_blocks": [section()]}, "must provide exactly one of: title, rich_text_title"),
    (words({"type": "text", "text": ""}), "must be more than 0 characters"),
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: str(block["type"]))
def test_what_slack_takes(block: Block) -> None:
    """Every block at its limit is found good."""
    assert problems([block]) == []


@pytest.mark.parametrize(("block", "complaint"), BAD)
def test_what_slack_refuses(block: Block, complaint: str) -> None:
    """Every block beyond a limit is complained of, in Slack's words."""
    found = refusals([block])
    assert any(line.startswith(complaint) for line in found), found


@pytest.mark.parametrize(
    ("kind", "message", "modal", "home"),
    [
        ("alert", False, True, False),
        ("chart", True, False, False),
        ("table", True, False, True),
        ("data_table", True, False, True),
        ("markdown", True, False, False),
        ("container", True, False, False),
        ("section", True, True, True),
    ],
)
def test_surfaces(kind: str, *, message: bool, modal: bool, home: bool) -> None:
    """Each block stands only where Slack draws it."""
    blocks: dict[str, Block] = {
        "alert": {"type": "alert", "text": mrkdwn(), "level": "warning"},
        "chart": chart(),
        "table": table([RAW]),
        "data_table": data_table([RAW], [RAW]),
        "markdown": {"type": "markdown", "text": "x"},
        "container": {"type": "container", "title": plain(), "child_blocks": [section()]},
        "section": section(),
    }
    surfaces: list[tuple[Surface, bool]] = [("message", message), ("modal", modal), ("home", home)]
    assert [(surface, refusals([blocks[kind]], surface) == []) for surface, _ in surfaces] == surfaces


def test_counts_over_a_whole_message() -> None:
    """A message has 50 blocks, one table, two charts and 12,000 characters of markdown; block ids are unique."""
    divider: Block = {"type": "divider"}
    assert refusals([divider] * 50) == refusals([divider] * 100, "modal") == []
    assert refusals([divider] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    boxed: Block = {"type": "container", "title": plain(), "child_blocks": [table([RAW])]}
    assert refusals([boxed, data_table([RAW], [RAW])]) == ["only_one_table_allowed [json-pointer:/blocks]"]
    assert refusals([chart()] * 2) == []
    assert refusals([chart()] * 3) == ["no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"]
    markdown: Block = {"type": "markdown", "text": "x" * 6_001}
    assert refusals([markdown] * 2) == ["markdown must be less than 12001 characters in all [json-pointer:/blocks]"]
    same: Block = {"type": "divider", "block_id": "same"}
    assert refusals([same, same]) == ['block_id "same" already exists [json-pointer:/blocks]']


def test_blocks_are_an_array() -> None:
    """Anything but an array of objects is refused, however odd."""
    assert refusals("x") == ["must provide an array [json-pointer:/blocks]"]
    assert refusals(["x"]) == ["unsupported type: None for block [json-pointer:/blocks/0/type]"]


def test_budget_of_characters() -> None:
    """A card keeps within 12,000 characters people see, ids and addresses not counted."""
    block = actions(button(value="x" * 2000))
    assert total_characters([block]) == 1
    long = [section(text=mrkdwn("x" * 3000))] * 4
    assert problems(long) == []
    assert problems([*long, block]) == ["12001 characters in all, more than 12000 [json-pointer:/blocks]"]
    assert refusals([*long, block]) == []


def test_tickers_need_verbatim() -> None:
    """A Hong Kong code would become a link; only mrkdwn without verbatim is complained of."""
    [complaint] = problems([section(text=mrkdwn("buy 0700.HK"))])
    assert complaint.startswith("0700.HK becomes a link")
    assert problems([section(text=mrkdwn("0700.HK", verbatim=True)), section(text=plain("0700.HK"))]) == []


def test_plain_text() -> None:
    """A message has a plain text, and not more than Slack advises."""
    assert text_problems("x" * 4_000) == []
    assert text_problems(" ") == ["no plain text for notifications and screen readers"]
    assert text_problems("x" * 4_001) == ["4001 characters of text, more than 4000"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda parts: st.lists(parts, max_size=4) | st.dictionaries(st.text(max_size=8), parts, max_size=4),
    max_leaves=8,
)
KINDS = st.sampled_from([str(block["type"]) for block in GOOD])
KEYS = st.sampled_from(["text", "elements", "fields", "rows", "chart", "title", "element", "options", "child_blocks"])


@given(st.lists(st.builds(lambda kind, parts: {"type": kind, **parts}, KINDS, st.dictionaries(KEYS, JSON)), max_size=3))
def test_any_json_is_judged(blocks: list[Block]) -> None:
    """Whatever JSON is sent, the linter answers and never breaks, and each complaint points somewhere."""
    assert all(line.endswith("]") and "[json-pointer:/blocks" in line for line in problems(blocks))
