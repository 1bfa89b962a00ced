"""All that the sandbox's Slack knows and keeps, in one bundle."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from handlers.sandbox.calls import Calls
from handlers.sandbox.commands import SURGE, SlashCommand
from handlers.sandbox.faults import Faults
from handlers.sandbox.hooks import Hook, Hooks
from handlers.sandbox.hub import Hub
from handlers.sandbox.journal import Journal
from handlers.sandbox.link import Link
from handlers.sandbox.message import Message
from handlers.sandbox.messages import Messages
from handlers.sandbox.triggers import Triggers
from handlers.sandbox.views import Views
from handlers.sandbox.world import SLACKBOT

PATIENCE = 3.0


@dataclass(slots=True)
class Workspace:
    """One workspace of Slack, with one app in it.

    `host` is where the app reaches us; `patience` is how many seconds Slack waits for an acknowledgement.
    """

    commands: tuple[SlashCommand, ...]
    now: Callable[[], float]
    patience: float
    hub: Hub
    journal: Journal
    messages: Messages
    views: Views
    triggers: Triggers
    hooks: Hooks
    faults: Faults
    calls: Calls
    link: Link
    host: str = "127.0.0.1"

    def notice(self, user: str, channel: str, text: str) -> Message:
        """Tell one person something, as Slackbot does."""
        return self.messages.post(Message("", channel, SLACKBOT, text, ephemeral_to=user))

    def hook_url(self, kind: str, hook: Hook) -> str:
        """Return the response_url the app is given."""
        return f"http://{self.host}{self.hooks.path(kind, hook)}"

    def forget(self) -> None:
        """Forget messages, views, faults and calls."""
        self.messages.clear()
        self.views.forget()
        self.faults.clear()
        self.calls.kept.clear()


def opened(
    home: Path,
    commands: Sequence[SlashCommand] = (SURGE,),
    now: Callable[[], float] = time.time,
    clock: Callable[[], float] = time.monotonic,
    patience: float = PATIENCE,
) -> Workspace:
    """Return the workspace kept in `home`, with the messages it had when it was left."""
    hub, faults, journal = Hub(), Faults(), Journal(home / "messages.jsonl")
    return Workspace(
        commands=tuple(commands),
        now=now,
        patience=patience,
        hub=hub,
        journal=journal,
        messages=Messages(journal, hub, now),
        views=Views(hub),
        triggers=Triggers(clock),
        hooks=Hooks(clock),
        faults=faults,
        calls=Calls(),
        link=Link(hub, faults),
    )
