"""Pressing a button or choosing from a menu, on a message or in a view."""

import asyncio
from dataclasses import replace

from handlers.cards.rules.shape import Object
from handlers.sandbox import payloads
from handlers.sandbox.forms import PICKED, filled, find, initial, picked
from handlers.sandbox.message import Message
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.replies import About, gathered
from handlers.sandbox.views import View
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import User, person, place_of

Choice = tuple[str, str | None, object]


async def on_message(workspace: Workspace, user: str, channel: str, message_ts: str, choice: Choice) -> list[Message]:
    """Act upon a message; `choice` is (action_id, block_id or None, value). Return what answers it.

    Raises SlackError `message_not_found`, `action_not_found`, `invalid_option`, and for unknown people and places.
    """
    who = person(user)
    message = workspace.messages.get(place_of(who, channel), message_ts)
    if message.ephemeral_to not in (None, user):
        raise SlackError("message_not_found")
    block, element = find(message.blocks, choice[0], choice[1])
    action = _action(workspace, block, element, choice[2])
    state = filled(message.blocks, initial(message.blocks), {choice[0]: choice[2]})
    hook = workspace.hooks.issue(user, message.channel, message.ts, message.thread_ts)
    url = workspace.hook_url("actions", hook)
    part = payloads.on_message(message, action, state, url)
    about = About(user, message.channel, frozenset({hook.id}), message.ts, message.thread_ts or message.ts)
    return await _sent(workspace, who, part, about)


async def in_view(workspace: Workspace, user: str, view_id: str, choice: Choice) -> list[Message]:
    """Act within a modal or a Home tab; an input that does not dispatch only remembers its value."""
    who, view = person(user), owned(workspace, user, view_id)
    block, element = find(view.blocks, choice[0], choice[1])
    if element.get("type") in PICKED:
        given = {str(block["block_id"]): {choice[0]: choice[2]}}
        view.values = filled(view.blocks, view.values, given)
    if block.get("type") == "input" and not block.get("dispatch_action"):
        return []
    part = payloads.in_view(view, _action(workspace, block, element, choice[2]))
    return await _sent(workspace, who, part, About(user, None, talk=True))


def owned(workspace: Workspace, user: str, view_id: str) -> View:
    """Return a person's own view; raises SlackError `not_found`."""
    view = workspace.views.get(view_id)
    if view.user != user:
        raise SlackError("not_found")
    return view


def _action(workspace: Workspace, block: Object, element: Object, value: object) -> dict[str, object]:
    named: dict[str, object] = {
        "action_id": element["action_id"],
        "block_id": block.get("block_id"),
        "type": element.get("type"),
        "action_ts": workspace.messages.stamp(),
    }
    if element.get("type") in PICKED:
        return named | picked(element, value)
    # A button says what it was made to say, whatever the caller claims.
    return named | {name: element[name] for name in ("text", "value", "style", "url") if name in element}


async def _sent(workspace: Workspace, who: User, part: Object, about: About) -> list[Message]:
    until = asyncio.get_running_loop().time() + workspace.patience
    trigger = workspace.triggers.issue(who.id)
    payload = {**payloads.envelope("block_actions", who, trigger), **part}
    about = replace(about, causes=about.causes | {trigger})
    with workspace.hub.listening() as events:
        if not workspace.link.connected:
            return []
        if await workspace.link.deliver("interactive", payload, workspace.patience) is None:
            return []
        return await gathered(about, events, until)
