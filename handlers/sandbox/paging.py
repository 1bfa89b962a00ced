"""Pages of a list, by cursors that only Slack understands. Pure."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import TypeVar

from handlers.sandbox.refusal import SlackError

Item = TypeVar("Item")


def page(items: Sequence[Item], limit: int, cursor: str) -> tuple[Sequence[Item], str]:
    """Return one page and the cursor of the next (empty: this is the last).

    Raises SlackError `invalid_cursor`.
    """
    start = _start(cursor) if cursor else 0
    following = start + limit
    if following >= len(items):
        return items[start:], ""
    return items[start:following], urlsafe_b64encode(f"next:{following}".encode()).decode()


def _start(cursor: str) -> int:
    try:
        word, _, number = urlsafe_b64decode(cursor.encode()).decode().partition(":")
        if word != "next":
            raise SlackError("invalid_cursor")
        return int(number)
    except ValueError:
        raise SlackError("invalid_cursor") from None
