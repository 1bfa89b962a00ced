"""What people pick and type, found in blocks and reported as Slack reports it."""

import pytest

from handlers.cards.rules.shape import Object
from handlers.sandbox.content import with_ids
from handlers.sandbox.forms import REQUIRED, filled, find, initial, missing, picked
from handlers.sandbox.refusal import SlackError


def element(kind: str, **more: object) -> dict[str, object]:
    """Return an element."""
    return {"type": kind, **more}


BUTTON = element("button", text={"type": "plain_text", "text": "x"})
CARD: dict[str, object] = {"type": "card", "actions": [BUTTON]}
BLOCKS = with_ids(
    [
        {"type": "context", "elements": [element("mrkdwn", text="x")]},
        {"type": "section", "accessory": element("image")},
        {"type": "actions", "elements": [BUTTON, element("datepicker", initial_date="2025-07-15")]},
        {"type": "carousel", "elements": [CARD, CARD]},
        {"type": "container", "child_blocks": [{"type": "actions", "block_id": "in", "elements": [BUTTON]}]},
        {"type": "input", "element": element("multi_channels_select")},
        "no block",
    ]
)


@pytest.mark.parametrize(
    ("action_id", "block_id"), [("b2.0", "b2"), ("b3.1.0", "b3.1"), ("in.0", "in"), ("b5.0", None)]
)
def test_every_element_is_found(action_id: str, block_id: str | None) -> None:
    """Elements in rows, cards and containers are found by the ids Slack gave them."""
    block, found = find(BLOCKS, action_id, block_id)
    assert found["action_id"] == action_id
    assert block_id in (None, block["block_id"])


def test_ids_only_where_one_can_act() -> None:
    """Text and images get no action_id."""
    assert all("action_id" not in part for part in (BLOCKS[0]["elements"], BLOCKS[1]["accessory"]))  # type: ignore[operator] # both are containers
    with pytest.raises(SlackError, match="action_not_found"):
        find(BLOCKS, "b1.0")


def test_state_before_and_after() -> None:
    """The state begins with first values, and changes only where something was picked."""
    before = initial(BLOCKS)
    assert before == {
        "b2": {"b2.1": {"type": "datepicker", "selected_date": "2025-07-15"}},
        "b5": {"b5.0": {"type": "multi_channels_select", "selected_channels": []}},
    }
    assert filled(BLOCKS, before, {}) == before
    after = filled(BLOCKS, before, {"b5": {"b5.0": ["C01MARKETS"]}})
    assert after["b5"]["b5.0"]["selected_channels"] == ["C01MARKETS"]
    assert after["b2"] == before["b2"]
    assert (missing(BLOCKS, before), missing(BLOCKS, after)) == ({"b5": REQUIRED}, {})


GROUPED = [{"label": "x", "options": [{"text": "A", "value": "a", "url": "x"}]}]


@pytest.mark.parametrize(
    ("menu", "value", "state"),
    [
        (element("static_select", option_groups=GROUPED), "a", {"selected_option": {"text": "A", "value": "a"}}),
        (element("static_select", option_groups=GROUPED), "", {"selected_option": None}),
        (
            element("checkboxes", options=GROUPED[0]["options"]),
            "a",
            {"selected_options": [{"text": "A", "value": "a"}]},
        ),
        (element("checkboxes"), None, {"selected_options": []}),
        (element("multi_users_select"), "", {"selected_users": []}),
        (element("datetimepicker"), 1752545000, {"selected_date_time": 1752545000}),
        (element("plain_text_input"), "", {"value": None}),
    ],
)
def test_what_is_picked(menu: Object, value: object, state: dict[str, object]) -> None:
    """Each kind of element reports its choice in its own field."""
    assert picked(menu, value) == {"type": menu["type"], **state}
