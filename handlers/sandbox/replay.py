"""The remote control of the bot's replay: the slash command `/replay`, which no person types.

The state comes back in the acknowledgement's metadata. An app that knows no `/replay` has no replay: None.
"""

import asyncio
from dataclasses import dataclass, field

from handlers.cards.rules.shape import Object, is_object
from handlers.sandbox import payloads
from handlers.sandbox.hub import Event
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import CHANNELS, USERS

COMMAND, EVENT_TYPE = "/replay", "replay_state"


@dataclass(slots=True)
class Replay:
    """Asks the bot to play, pause and so on; tells the page what it hears."""

    workspace: Workspace
    state: Object | None = None
    watchers: int = 0
    every: float = 0.5
    # An app that does not answer costs Slack's whole patience each time.
    unanswered: float = 5.0
    _begin: bool = False
    _asked: bool = False
    _nudge: asyncio.Event = field(default_factory=asyncio.Event)

    async def ask(self, words: str) -> Object | None:
        """Send `/replay` with these words; return the state, or None where there is no replay."""
        workspace, user, channel = self.workspace, USERS[-1], CHANNELS[0].id
        if not await workspace.link.reachable():
            return self._heard(None)
        trigger = workspace.triggers.issue(user.id)
        url = workspace.hook_url("commands", workspace.hooks.issue(user.id, channel))
        payload = payloads.slash_command(user, channel, (COMMAND, words), trigger, url)
        ack = await workspace.link.deliver("slash_commands", payload, workspace.patience)
        return self._heard(_state(ack or {}))

    def begin(self) -> None:
        """Have the replay begin, if it never has: now, or as soon as the app connects."""
        self._begin = self._asked = True
        self._nudge.set()

    async def reset(self) -> None:
        """Have the next run made ready; it begins at the next page load or command."""
        self._begin = self._asked = False
        await self.ask("reset")

    def begin_once(self) -> None:
        """Have the replay begin at the first command after a start or a reset."""
        if not self._asked:
            self.begin()

    async def watch(self) -> None:
        """Ask for the state about twice a second while somebody looks; runs until it is cancelled."""
        while True:
            await self._pause(self.every)
            if not self.workspace.link.connected:
                self._heard(None)
            elif self._begin or self.watchers:
                words, self._begin = ("begin" if self._begin else "status"), False
                if await self.ask(words) is None:
                    await self._pause(self.unanswered)

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._nudge.wait(), seconds)
        except TimeoutError:
            return
        self._nudge.clear()

    def _heard(self, state: Object | None) -> Object | None:
        if state != self.state:
            self.state = state
            self.workspace.hub.publish(Event("replay", {"replay": state}))
        return state


def _state(ack: Object) -> Object | None:
    metadata = ack.get("metadata")
    if not is_object(metadata) or metadata.get("event_type") != EVENT_TYPE:
        return None
    state = metadata.get("event_payload")
    return state if is_object(state) else None
