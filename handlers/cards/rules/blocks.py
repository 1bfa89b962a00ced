"""The blocks every card is made of."""

from handlers.cards.rules.elements import IMAGE, IN_ACTIONS, IN_INPUT, IN_SECTION
from handlers.cards.rules.rich_text import RICH_TEXT
from handlers.cards.rules.shape import (
    ID,
    KIND,
    URL,
    Check,
    Shape,
    any_of,
    flag,
    integer,
    items,
    one_of,
    string,
    typed,
)
from handlers.cards.rules.texts import SLACK_FILE, mrkdwn, plain, text

MARKDOWN_CHARACTERS = 12_000
IN_CONTEXT = typed({"image": IMAGE, "plain_text": plain(3000), "mrkdwn": mrkdwn(3000)}, "context")


BLOCKS: dict[str, Check] = {
    "actions": Shape({"type": KIND, "elements": items(typed(IN_ACTIONS, "actions"), 1, 25)}, {"block_id": ID}),
    "context": Shape({"type": KIND, "elements": items(IN_CONTEXT, 1, 10)}, {"block_id": ID}),
    "divider": Shape({"type": KIND}, {"block_id": ID}),
    "header": Shape({"type": KIND, "text": plain(150)}, {"block_id": ID, "level": integer(1, 4)}),
    "image": Shape(
        {"type": KIND, "alt_text": string(2000)},
        {"block_id": ID, "title": plain(2000), "image_url": URL, "slack_file": SLACK_FILE},
        (one_of("image_url", "slack_file"),),
    ),
    "input": Shape(
        {"type": KIND, "label": plain(2000), "element": typed(IN_INPUT, "input")},
        {"block_id": ID, "hint": plain(2000), "optional": flag, "dispatch_action": flag},
    ),
    "markdown": Shape({"type": KIND, "text": string(MARKDOWN_CHARACTERS)}, {"block_id": ID}),
    "rich_text": RICH_TEXT,
    "section": Shape(
        {"type": KIND},
        {
            "block_id": ID,
            "text": text(3000),
            "fields": items(text(2000), 1, 10),
            "accessory": typed(IN_SECTION, "section"),
            "expand": flag,
        },
        (any_of("text", "fields"),),
    ),
}
