"""What keeps people's words from becoming Slack's: no mention, no link, no markup. Pure.

Slack asks for exactly three escapes, once, in mrkdwn and in a message's plain text; plain_text objects need none.
"""

import re

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Letters that look the same and mean nothing to Slack, which knows no escape for its own markup.
LOOKALIKES = {"*": "∗", "~": "∼", "`": "ˋ", "_": "ˍ"}
MARKUP = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")
CODE = re.compile(r"(`[^`\n]+`)")
ENTITY = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def escape(text: str) -> str:
    """Escape what Slack reads as control characters; to be done once."""
    return text.translate(ESCAPES)


def unescape(text: str) -> str:
    """Undo `escape`, also on what Slack itself escaped."""
    return re.sub("|".join(ENTITY), lambda found: ENTITY[found[0]], text)


def user(text: str, most: int = 120) -> str:
    """Return somebody's words for a mrkdwn text: one line, at most `most` letters, without any power."""
    line = " ".join(text.split())
    cut = line if len(line) <= most else f"{line[: most - 1]}…"
    return escape(_neutral(cut))


def sentence(text: str) -> str:
    """Return a sentence of ours, which may quote people, for a mrkdwn text: only its `code` keeps its markup."""
    parts = CODE.split(text)
    return escape("".join(part if index % 2 else _neutral(part) for index, part in enumerate(parts)))


def code(text: str) -> str:
    """Return words to be typed, as code."""
    return f"`{user(text)}`"


def plain(mrkdwn: str) -> str:
    """Return a mrkdwn text of ours without its markup, still escaped."""
    return re.sub(r"[*`]", "", mrkdwn)


def _neutral(text: str) -> str:
    return MARKUP.sub(lambda found: LOOKALIKES[found[0]], text)
