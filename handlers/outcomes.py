"""What an attempt to post came to: surely sent, surely not, nobody knows, or never. Pure.

Slack has no idempotency key, so the difference between "surely not" and "nobody knows" decides between a second try
and a search for the first one.
"""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

import aiohttp
from slack_sdk.errors import SlackApiError

# docs.slack.dev/reference/methods/chat.postMessage, "Errors"
TARGET_DEAD = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "user_not_found",
        "user_disabled",
        "messages_tab_disabled",
        "restricted_action",
        "restricted_action_read_only_channel",
        "cannot_dm_bot",
    }
)
WORKSPACE_DEAD = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "account_inactive",
        "token_revoked",
        "token_expired",
        "missing_scope",
        "team_access_not_granted",
    }
)
REFUSED = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "metadata_too_large",
        "invalid_metadata_format",
    }
)
# docs.slack.dev/reference/methods/chat.update, "Errors": it will never be edited again
UNEDITABLE = frozenset({"message_not_found", "edit_window_closed", "cant_update_message", "is_inactive"})
MAX_PAUSE = 900.0


class Fate(StrEnum):
    """What became of an attempt that brought no "ok"."""

    NOT_SENT = "surely not sent"
    DOUBTFUL = "nobody knows"
    TARGET_DEAD = "that place cannot be posted to"
    WORKSPACE_DEAD = "this workspace refuses Surge"
    REFUSED = "the payload was refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A fate, the error's name for the record, and the pause asked for in seconds (None: no pause named)."""

    fate: Fate
    error: str
    pause: float | None = None


def outcome(error: Exception) -> Outcome:
    """Say what the exception of a `chat.postMessage` means for the message."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, aiohttp.ClientResponseError) and error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return Outcome(
            Fate.NOT_SENT, "ratelimited", _pause(error.headers.get("Retry-After") if error.headers else None)
        )
    if isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)):
        return Outcome(Fate.NOT_SENT, type(error).__name__)
    return Outcome(Fate.DOUBTFUL, type(error).__name__)


def _answered(error: SlackApiError) -> Outcome:
    """Read an answer that was no success; one that is not Slack's own JSON says nothing for sure."""
    status = getattr(error.response, "status_code", None)
    data = getattr(error.response, "data", None)
    name = str(data.get("error") or "") if isinstance(data, dict) else ""
    if name == "ratelimited" or status == HTTPStatus.TOO_MANY_REQUESTS:
        return Outcome(Fate.NOT_SENT, "ratelimited", _pause(error.response.headers.get("Retry-After")))
    for fate, names in _BY_NAME.items():
        if name in names:
            return Outcome(fate, name)
    return Outcome(Fate.DOUBTFUL, name or f"http {status}")


_BY_NAME = {Fate.TARGET_DEAD: TARGET_DEAD, Fate.WORKSPACE_DEAD: WORKSPACE_DEAD, Fate.REFUSED: REFUSED}


def _pause(text: str | None) -> float:
    """Read Retry-After as the float it may be ("1.5"), within reason; 1 s where it is missing or odd."""
    try:
        seconds = float(text or 1)
    except ValueError:
        return 1.0
    return min(max(seconds, 0.0), MAX_PAUSE) if seconds == seconds else 1.0  # noqa: PLR0124 - NaN is unequal to itself
