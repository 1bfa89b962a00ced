"""What a failed post means: surely not sent, nobody knows, or never."""

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from handlers.outcomes import MAX_PAUSE, Fate, outcome


def answered(data: dict[str, object], status: int = 200, headers: dict[str, str] | None = None) -> Exception:
    """Return the exception that the SDK raises for such an answer."""
    response = AsyncSlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data=data, headers=headers or {}, status_code=status
    )
    return SlackApiError("failed", response)


@pytest.mark.parametrize(
    ("name", "fate"),
    [
        ("channel_not_found", Fate.TARGET_DEAD),
        ("is_archived", Fate.TARGET_DEAD),
        ("user_not_found", Fate.TARGET_DEAD),
        ("invalid_auth", Fate.WORKSPACE_DEAD),
        ("token_revoked", Fate.WORKSPACE_DEAD),
        ("invalid_blocks", Fate.REFUSED),
        ("msg_blocks_too_long", Fate.REFUSED),
        ("internal_error", Fate.DOUBTFUL),
        ("fatal_error", Fate.DOUBTFUL),
        ("something_new", Fate.DOUBTFUL),
    ],
)
def test_each_error_has_its_class(name: str, fate: Fate) -> None:
    """The workspace's own error names decide, and an unknown one decides nothing."""
    assert outcome(answered({"ok": False, "error": name})).fate is fate


@pytest.mark.parametrize(
    ("header", "pause"),
    [("12", 12.0), ("1.5", 1.5), (None, 1.0), ("soon", 1.0), ("99999", MAX_PAUSE), ("-3", 0.0), ("nan", 1.0)],
)
def test_a_rate_limit_is_surely_not_sent_and_names_its_pause(header: str | None, pause: float) -> None:
    """Retry-After may be a float, missing, odd or beyond reason."""
    headers = {} if header is None else {"Retry-After": header}
    result = outcome(answered({"ok": False, "error": "ratelimited"}, 429, headers))
    assert (result.fate, result.pause) == (Fate.NOT_SENT, pause)


@pytest.mark.parametrize(("data", "status"), [({}, 500), ({}, 200), ({"ok": False}, 503)])
def test_an_answer_that_is_not_slacks_own_proves_nothing(data: dict[str, object], status: int) -> None:
    """A server error, a page of HTML or an empty answer leave it open whether the message was taken."""
    assert outcome(answered(data, status)).fate is Fate.DOUBTFUL


def test_no_connection_means_not_sent() -> None:
    """Where nobody was reached, nothing was posted."""
    key = ConnectionKey("host", 443, True, True, None, None, None)  # noqa: FBT003 - aiohttp's own tuple
    assert outcome(aiohttp.ClientConnectorError(key, OSError("refused"))).fate is Fate.NOT_SENT
    assert outcome(aiohttp.ConnectionTimeoutError()).fate is Fate.NOT_SENT


@pytest.mark.parametrize(
    "error", [TimeoutError(), aiohttp.SocketTimeoutError(), aiohttp.ServerDisconnectedError(), aiohttp.ClientOSError()]
)
def test_a_line_cut_after_asking_is_doubtful(error: Exception) -> None:
    """Once the request may have been read, silence says nothing."""
    assert outcome(error).fate is Fate.DOUBTFUL
