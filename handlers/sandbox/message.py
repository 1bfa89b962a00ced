"""One message, as the sandbox keeps it and as Slack would show it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from handlers.sandbox.world import APP, BOT_ID, TEAM

Blocks = tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message in a conversation; `(channel, ts)` names it.

    `text` is escaped as Slack escapes it; `edited` is the time of the last edit; an ephemeral one has
    `ephemeral_to`, the only person who sees it.
    """

    ts: str
    channel: str
    user: str
    text: str
    blocks: Blocks = ()
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    edited: str | None = None
    bot: bool = False
    username: str | None = None
    metadata: Mapping[str, object] | None = None
    reply_broadcast: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the whole message for the page, the doors and the journal."""
        return asdict(self)

    def as_slack(self, *, metadata: bool = False) -> dict[str, object]:
        """Return the message as Slack's Web API shows it; its metadata only on request."""
        shown: dict[str, object] = {
            "type": "message",
            "user": self.user,
            "text": self.text,
            "ts": self.ts,
            "team": TEAM,
        }
        if self.bot:
            shown |= {"bot_id": BOT_ID, "app_id": APP}
        if self.blocks:
            shown["blocks"] = list(self.blocks)
        if self.thread_ts:
            shown["thread_ts"] = self.thread_ts
        if self.reply_broadcast:
            shown["subtype"] = "thread_broadcast"
        if self.edited:
            shown["edited"] = {"user": self.user, "ts": self.edited}
        if self.username:
            shown["username"] = self.username
        if metadata and self.metadata:
            shown["metadata"] = dict(self.metadata)
        return shown


def from_json(stored: Mapping[str, object]) -> Message:
    """Return the message of a journal line; raises TypeError where it is none."""
    known = {**stored}
    blocks = known.pop("blocks", ())
    return Message(**known, blocks=tuple(blocks) if isinstance(blocks, list | tuple) else ())  # type: ignore[arg-type] # the journal's own words
