"""All messages of the workspace, kept in a journal, told to the hub."""

from collections.abc import Callable
from dataclasses import replace

from handlers.sandbox.hub import Event, Hub
from handlers.sandbox.journal import Journal
from handlers.sandbox.message import Message, from_json
from handlers.sandbox.refusal import SlackError

MICROSECONDS = 1_000_000


class Messages:
    """Post, change and delete messages; each is in the journal before anybody hears of it."""

    def __init__(self, journal: Journal, hub: Hub, now: Callable[[], float]) -> None:
        self._journal = journal
        self._hub = hub
        self._now = now
        self._kept: dict[tuple[str, str], Message] = {}
        self._last = 0
        for entry in journal.entries():
            self._take_back(entry)

    def _take_back(self, entry: dict[str, object]) -> None:
        if isinstance(stored := entry.get("message"), dict):
            message = from_json(stored)
            self._kept[message.channel, message.ts] = message
        else:
            message = self._kept.pop((str(entry.get("channel")), str(entry.get("ts"))))
        self._last = max(self._last, int(message.ts.replace(".", "")))

    def stamp(self) -> str:
        """Return a time stamp later than every one before, also across restarts."""
        self._last = max(int(self._now() * MICROSECONDS), self._last + 1)
        return f"{self._last // MICROSECONDS}.{self._last % MICROSECONDS:06d}"

    def find(self, channel: str, ts: object) -> Message | None:
        """Return the message, or None."""
        return self._kept.get((channel, str(ts)))

    def get(self, channel: str, ts: object) -> Message:
        """Return the message; raises SlackError `message_not_found`."""
        if (message := self.find(channel, ts)) is None:
            raise SlackError("message_not_found")
        return message

    def within(self, channel: str) -> list[Message]:
        """Return a conversation's messages, ephemeral ones and replies included, oldest first."""
        return sorted(
            (message for message in self._kept.values() if message.channel == channel),
            key=lambda message: message.ts,
        )

    def post(self, message: Message, cause: str | None = None) -> Message:
        """Keep a new message, under a new time stamp; `cause` is the response_url it came by."""
        return self._keep("message", replace(message, ts=self.stamp()), cause)

    def update(self, message: Message, cause: str | None = None) -> Message:
        """Keep a message's new wording, marked as edited."""
        return self._keep("update", replace(message, edited=self.stamp()), cause)

    def delete(self, message: Message, cause: str | None = None) -> None:
        """Forget one message."""
        gone = {"channel": message.channel, "ts": message.ts}
        self._journal.write(gone)
        del self._kept[message.channel, message.ts]
        self._hub.publish(Event("delete", gone, message.ephemeral_to, cause, message))

    def clear(self) -> None:
        """Forget all messages."""
        self._journal.clear()
        self._kept.clear()

    def _keep(self, name: str, message: Message, cause: str | None) -> Message:
        self._journal.write({"message": message.as_json()})
        self._kept[message.channel, message.ts] = message
        self._hub.publish(Event(name, {"message": message.as_json()}, message.ephemeral_to, cause, message))
        return message
