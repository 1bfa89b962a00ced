"""response_urls: where an app may answer a person up to 5 times within 30 minutes."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from handlers.sandbox.refusal import SlackError
from handlers.sandbox.world import TEAM

USES = 5
LIFETIME = 30 * 60.0


@dataclass(slots=True)
class Hook:
    """One response_url: for whom, where, and which message `replace_original` means."""

    id: str
    user: str
    channel: str
    until: float
    original: str | None = None
    thread_ts: str | None = None
    uses: int = 0


@dataclass(slots=True)
class Hooks:
    """Issues response_urls and counts their uses; `clock` counts seconds and never steps back."""

    clock: Callable[[], float]
    _issued: dict[str, Hook] = field(default_factory=dict)

    def issue(self, user: str, channel: str, original: str | None = None, thread_ts: str | None = None) -> Hook:
        """Return a new hook; `original` is the message that was acted upon."""
        hook = Hook(secrets.token_hex(8), user, channel, self.clock() + LIFETIME, original, thread_ts)
        self._issued[hook.id] = hook
        return hook

    def use(self, name: str) -> Hook:
        """Return a hook for one use; raises SlackError `no_service`, `expired_url` or `used_url` (404)."""
        hook = self._issued.get(name)
        if hook is None:
            raise SlackError("no_service", status=HTTPStatus.NOT_FOUND)
        if self.clock() > hook.until:
            raise SlackError("expired_url", status=HTTPStatus.NOT_FOUND)
        if hook.uses >= USES:
            raise SlackError("used_url", status=HTTPStatus.NOT_FOUND)
        hook.uses += 1
        return hook

    def path(self, kind: str, hook: Hook) -> str:
        """Return the path of a response_url, under `commands` or `actions` as Slack's are."""
        return f"/hooks/{kind}/{TEAM}/{hook.id}"
