"""How the sandbox says no: as Slack does, by an error's name."""

from collections.abc import Mapping
from http import HTTPStatus


class SlackError(Exception):
    """A refusal: `error` is Slack's name for it, `details` go into the answer beside it."""

    def __init__(
        self,
        error: str,
        details: Mapping[str, object] | None = None,
        *,
        status: int = HTTPStatus.OK,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(error)
        self.error = error
        self.details = dict(details or {})
        self.status = int(status)
        self.headers = dict(headers or {})

    def answer(self) -> dict[str, object]:
        """Return the JSON answer Slack would give."""
        return {"ok": False, "error": self.error, **self.details}


def listed(error: str, messages: list[str]) -> SlackError:
    """Return a refusal that lists its reasons the way Slack does for blocks and views."""
    lines = [f"[ERROR] {message}" for message in messages]
    return SlackError(error, {"errors": messages, "response_metadata": {"messages": lines}})
