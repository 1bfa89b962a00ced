"""Text objects, options and the small composition objects."""

from handlers.cards.rules.shape import KIND, URL, Check, Shape, flag, items, one_of, string, typed


def plain(most: int) -> Check:
    """Hold a plain_text object to a length."""
    return typed({"plain_text": Shape({"type": KIND, "text": string(most)}, {"emoji": flag})}, "plain text")


def mrkdwn(most: int) -> Check:
    """Hold a mrkdwn object to a length."""
    return typed({"mrkdwn": Shape({"type": KIND, "text": string(most)}, {"verbatim": flag})}, "mrkdwn")


def text(most: int) -> Check:
    """Hold a text object of either kind to a length."""
    return typed({"plain_text": plain(most), "mrkdwn": mrkdwn(most)}, "text")


def options(most: int, label: Check, *, urls: bool = False) -> Check:
    """Hold a list of options to a count; `label` is what their text may be."""
    extra = {"url": URL} if urls else {}
    return items(Shape({"text": label, "value": string(150)}, {"description": plain(75), **extra}), least=1, most=most)


OPTION = Shape({"text": text(75), "value": string(150)}, {"description": text(75), "url": URL})
GROUPS = items(Shape({"label": plain(75), "options": options(100, plain(75))}), 1, 100)
CONFIRM = Shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": string(16)},
)
SLACK_FILE = Shape({}, {"id": string(255), "url": URL}, (one_of("id", "url"),))
