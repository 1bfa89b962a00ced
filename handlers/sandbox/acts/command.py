"""Typing a slash command."""

import asyncio

from handlers.cards.rules.shape import Object
from handlers.sandbox import payloads
from handlers.sandbox.hooks import Hook
from handlers.sandbox.message import Message
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.replies import SETTLE, About, gathered
from handlers.sandbox.response import respond
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import escaped, person, place_of

UNKNOWN = (
    "`{}` is not a valid command. In Slack, all messages that start with the `/` character are interpreted as commands."
)
SLOW = 1.0
FAILED = "{} failed with the error “{}”"


async def command(workspace: Workspace, user: str, channel: str, name: str, text: str) -> list[Message]:
    """Type a slash command and return what answers it within Slack's patience.

    An answer on the acknowledgement returns at once, unless it took so long that more is to come. A command the
    workspace does not know, one that nobody acknowledges or one badly answered brings Slack's own notice. Raises
    SlackError for unknown people and places.
    """
    who = person(user)
    where = place_of(who, channel)
    if name not in [known.command for known in workspace.commands]:
        return [workspace.notice(user, where, UNKNOWN.format(name))]
    if not await workspace.link.reachable():
        return [workspace.notice(user, where, FAILED.format(name, "dispatch_failed"))]
    clock = asyncio.get_running_loop().time
    asked = clock()
    until = asked + workspace.patience
    trigger, hook = workspace.triggers.issue(user), workspace.hooks.issue(user, where)
    url = workspace.hook_url("commands", hook)
    payload = payloads.slash_command(who, where, (name, escaped(text.strip())), trigger, url)
    with workspace.hub.listening() as events:
        ack = await workspace.link.deliver("slash_commands", payload, workspace.patience)
        if ack is None:
            return [workspace.notice(user, where, FAILED.format(name, "operation_timeout"))]
        if ack and (refused := _answered(workspace, hook, ack, f"{name} {text}".strip())):
            return [workspace.notice(user, where, FAILED.format(name, refused))]
        about = About(user, where, frozenset({trigger, hook.id}))
        # What an app says after so long is rarely its last word.
        settle = until - clock() if clock() - asked > SLOW else SETTLE
        return await gathered(about, events, 0 if ack and settle == SETTLE else until, settle)


def _answered(workspace: Workspace, hook: Hook, ack: Object, typed: str) -> str:
    """Post what the acknowledgement carried; return the error's name where it cannot be."""
    if ack.get("response_type") == "in_channel":
        workspace.messages.post(Message("", hook.channel, hook.user, escaped(typed)))
    try:
        respond(workspace, hook, {**ack, "replace_original": False, "delete_original": False})
    except SlackError as refusal:
        return refusal.error
    return ""
