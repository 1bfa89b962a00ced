"""Writing a message: the app hears of it when it is mentioned, and in its own DMs."""

import asyncio
import secrets

from handlers.sandbox import payloads
from handlers.sandbox.message import Message
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.replies import About, gathered
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import BOT_USER, OWNER, person, place_of, written


async def message(
    workspace: Workspace, user: str, channel: str, text: str, thread_ts: str | None = None
) -> tuple[Message, list[Message]]:
    """Write a message; return it and what answers it within Slack's patience.

    Raises SlackError `no_text`, `thread_not_found`, and for unknown people and places.
    """
    who = person(user)
    where = place_of(who, channel)
    if not text.strip():
        raise SlackError("no_text")
    if thread_ts and workspace.messages.find(where, thread_ts) is None:
        raise SlackError("thread_not_found")
    until = asyncio.get_running_loop().time() + workspace.patience
    with workspace.hub.listening() as events:
        said = workspace.messages.post(Message("", where, user, written(text.strip()), thread_ts=thread_ts))
        if not await _told(workspace, said):
            return said, []
        about = About(user, where, origin=said.ts, thread=thread_ts or said.ts, talk=True)
        return said, await gathered(about, events, until)


async def _told(workspace: Workspace, said: Message) -> bool:
    """Tell the app, if this is its business; return whether it heard."""
    direct, named = said.channel in OWNER, f"<@{BOT_USER}>" in said.text
    if not (direct or named) or not await workspace.link.reachable():
        return False
    name = "message" if direct else "app_mention"
    event = payloads.event(name, payloads.said(said), secrets.token_hex(6).upper(), workspace.now())
    return await workspace.link.deliver("events_api", event, workspace.patience) is not None
