"""rich_text: sections, lists, quotes and preformatted text, down to their words."""

from handlers.cards.rules.shape import ID, KIND, Shape, choice, flag, integer, items, string, typed

STYLES = ("bold", "italic", "strike", "code", "underline", "highlight", "unlink")
STYLE = Shape({}, dict.fromkeys(STYLES, flag))
WORDS = typed(
    {
        "text": Shape({"type": KIND, "text": string(12_000)}, {"style": STYLE}),
        "link": Shape({"type": KIND, "url": string(3000)}, {"text": string(3000), "unsafe": flag, "style": STYLE}),
        "emoji": Shape(
            {"type": KIND, "name": string(100)},
            {"unicode": string(64), "skin_tone": integer(1, 6), "style": STYLE},
        ),
        "user": Shape({"type": KIND, "user_id": ID}, {"style": STYLE}),
        "channel": Shape({"type": KIND, "channel_id": ID}, {"style": STYLE}),
        "usergroup": Shape({"type": KIND, "usergroup_id": ID}, {"style": STYLE}),
        "broadcast": Shape({"type": KIND, "range": choice("here", "channel", "everyone")}, {"style": STYLE}),
        "color": Shape({"type": KIND, "value": string(7)}, {"style": STYLE}),
        "date": Shape(
            {"type": KIND, "timestamp": integer(0, 10**11), "format": string(255)},
            {"url": string(3000), "fallback": string(255), "style": STYLE},
        ),
    },
    "rich text",
)
LINE = items(WORDS, 0, 1000)
SECTION = Shape({"type": KIND, "elements": LINE})
PARTS = typed(
    {
        "rich_text_section": SECTION,
        "rich_text_quote": Shape({"type": KIND, "elements": LINE}, {"border": integer(0, 1)}),
        "rich_text_preformatted": Shape(
            {"type": KIND, "elements": LINE}, {"border": integer(0, 1), "language": string(64)}
        ),
        "rich_text_list": Shape(
            {
                "type": KIND,
                "style": choice("bullet", "ordered"),
                "elements": items(typed({"rich_text_section": SECTION}, "list item"), 1, 1000),
            },
            {"indent": integer(0, 8), "offset": integer(0, 10**6), "border": integer(0, 1)},
        ),
    },
    "rich text",
)
RICH_TEXT = Shape({"type": KIND, "elements": items(PARTS, 1, 1000)}, {"block_id": ID})
