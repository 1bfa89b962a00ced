"""The sandbox as one thing: a workspace, what people can do in it, and a server for both."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, time

from aiohttp import web

from handlers.sandbox.acts import action, command, home, message, submit
from handlers.sandbox.commands import SURGE, SlashCommand
from handlers.sandbox.faults import SOCKET, Fault
from handlers.sandbox.hub import Event
from handlers.sandbox.message import Message
from handlers.sandbox.replay import Replay
from handlers.sandbox.workspace import PATIENCE, opened
from handlers.sandbox.world import person, place


class Sandbox:
    """A local Slack whose messages live in `home`.

    `commands` are what its app declares; `now` is wall time in seconds, `clock` never steps back; `patience` is how
    long it waits for the app. Drivers raise SlackError for what Slack would refuse.
    """

    def __init__(
        self,
        home: Path,
        commands: Sequence[SlashCommand] = (SURGE,),
        *,
        now: Callable[[], float] = time,
        clock: Callable[[], float] = monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self.workspace = opened(home, commands, now, clock, patience)
        self.replay = Replay(self.workspace)

    async def command(self, user: str, channel: str, command_: str, text: str = "") -> list[Message]:
        """Type a slash command; return what answers it within Slack's patience, ephemeral or not."""
        return await command.command(self.workspace, user, channel, command_, text)

    async def message(
        self, user: str, channel: str, text: str, thread_ts: str | None = None
    ) -> tuple[Message, list[Message]]:
        """Write a message; return it and what answers it."""
        return await message.message(self.workspace, user, channel, text, thread_ts)

    async def action(  # noqa: PLR0913 - an action has six parts
        self,
        user: str,
        channel: str,
        message_ts: str,
        action_id: str,
        value: object = None,
        *,
        block_id: str | None = None,
    ) -> list[Message]:
        """Press a button or choose from a menu on a message; return what answers it."""
        choice = action_id, block_id, value
        return await action.on_message(self.workspace, user, channel, message_ts, choice)

    async def view_action(
        self, user: str, view_id: str, action_id: str, value: object = None, *, block_id: str | None = None
    ) -> list[Message]:
        """Press or choose something in a modal or Home tab; return what answers it."""
        return await action.in_view(self.workspace, user, view_id, (action_id, block_id, value))

    async def submit(self, user: str, view_id: str, values: Mapping[str, object]) -> submit.Submitted:
        """Fill in and submit a modal: {block_id: {action_id: value}} or flat {action_id: value}."""
        return await submit.submit(self.workspace, user, view_id, values)

    async def close(self, user: str, view_id: str) -> None:
        """Close a modal."""
        await submit.close(self.workspace, user, view_id)

    async def home(self, user: str) -> dict[str, object] | None:
        """Open the app's Home tab; return its view."""
        view = await home.home(self.workspace, user)
        return view.as_slack() if view else None

    def messages(self, channel: str, user: str | None = None) -> list[Message]:
        """Return a conversation, oldest first: as `user` sees it, or with everybody's ephemeral messages."""
        found = self.workspace.messages.within(place(channel))
        return [one for one in found if user is None or one.ephemeral_to in (None, user)]

    def views(self, user: str) -> list[dict[str, object]]:
        """Return a person's open modals, the top one last."""
        return [view.as_slack() for view in self.workspace.views.stack(person(user).id)]

    async def fault(self, fault: Fault) -> None:
        """Have something go wrong; faults of open sockets strike at once, those of none the next dial."""
        link = self.workspace.link
        if fault.method == SOCKET and link.connected and fault.kind in ("drop", "disconnect", "silent"):
            await link.strike(fault.kind, fault.value)
        else:
            self.workspace.faults.add(fault)

    async def reset(self) -> None:
        """Have the bot start its replay anew, then forget messages, views, faults and calls."""
        await self.replay.reset()
        self.workspace.forget()
        self.workspace.hub.publish(Event("reset", {}))

    async def running(self, app: web.Application) -> AsyncIterator[None]:
        """Keep the replay in sight for as long as the server runs (an aiohttp cleanup context)."""
        del app
        watching = asyncio.create_task(self.replay.watch())
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        self.workspace.journal.close()

    async def parting(self, app: web.Application) -> None:
        """End streams and sockets, so that the server can stop at once."""
        del app
        self.workspace.hub.end()
        await self.workspace.link.close()
