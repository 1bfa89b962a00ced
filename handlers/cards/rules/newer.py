"""The blocks of 2025 and 2026: card, carousel, alert, container, context_actions.

`task_card`, `plan`, `video`, `call` and `file` say nothing about markets; Surge knows them not, so they are refused.
"""

from handlers.cards.rules.blocks import BLOCKS
from handlers.cards.rules.elements import BUTTON, IMAGE, element
from handlers.cards.rules.rich_text import RICH_TEXT
from handlers.cards.rules.shape import (
    ID,
    KIND,
    Check,
    Shape,
    any_of,
    choice,
    flag,
    items,
    one_of,
    string,
    typed,
)
from handlers.cards.rules.tables import TABLES
from handlers.cards.rules.texts import CONFIRM, plain, text

PICTURE = typed({"image": IMAGE}, "image")
CARD = Shape(
    {"type": KIND},
    {
        "block_id": ID,
        "hero_image": PICTURE,
        "icon": PICTURE,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": items(typed({"button": BUTTON}, "card"), 1, 2),
    },
    (any_of("hero_image", "title", "body", "actions"),),
)
FEEDBACK = Shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
AFTERWORD: dict[str, Check] = {
    "feedback_buttons": element({"positive_button": FEEDBACK, "negative_button": FEEDBACK}, {}),
    "icon_button": element(
        {"icon": choice("trash"), "text": plain(75)},
        {
            "value": string(2000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": items(ID, 1, 100),
        },
    ),
}
# No container and no chart may stand inside a container.
CHILDREN = {name: check for name, check in {**BLOCKS, "table": TABLES["table"]}.items() if name != "markdown"}
NEWER: dict[str, Check] = {
    "alert": Shape(
        {"type": KIND, "text": text(3000)},
        {"block_id": ID, "level": choice("default", "info", "warning", "error", "success")},
    ),
    "card": CARD,
    "carousel": Shape({"type": KIND, "elements": items(typed({"card": CARD}, "carousel"), 1, 10)}, {"block_id": ID}),
    "container": Shape(
        {"type": KIND, "child_blocks": items(typed(CHILDREN, "container"), 1, 10)},
        {
            "block_id": ID,
            "title": plain(150),
            "rich_text_title": RICH_TEXT,
            "subtitle": plain(150),
            "icon": PICTURE,
            "width": choice("narrow", "standard", "wide", "full"),
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        (one_of("title", "rich_text_title"),),
    ),
    "context_actions": Shape(
        {"type": KIND, "elements": items(typed(AFTERWORD, "context_actions"), 1, 5)}, {"block_id": ID}
    ),
}
