"""Submitting a modal, or closing it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.cards.rules.shape import Object, is_object
from handlers.sandbox import payloads
from handlers.sandbox.acts.action import owned
from handlers.sandbox.forms import filled, missing
from handlers.sandbox.message import Message
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.replies import About, gathered
from handlers.sandbox.views import View
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import person

# A closed modal is the answer; a word of confirmation may follow it.
SETTLE = 0.3
NOT_HEARD = "We had some trouble connecting. Try again?"


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a submission: what answered it, complaints by block_id, the view that shows now."""

    replies: list[Message] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    view: Mapping[str, object] | None = None


async def submit(workspace: Workspace, user: str, view_id: str, given: Mapping[str, object]) -> Submitted:
    """Fill in a modal and submit it; Slack itself sends back a form with required fields left out.

    Raises SlackError `not_found`, `invalid_option`, and `operation_timeout` where the app does not acknowledge.
    """
    who, view = person(user), owned(workspace, user, view_id)
    view.values = filled(view.blocks, view.values, given)
    if complaints := missing(view.blocks, view.values):
        return Submitted(errors=complaints, view=view.as_slack())
    until = asyncio.get_running_loop().time() + workspace.patience
    trigger = workspace.triggers.issue(user)
    payload = {**payloads.envelope("view_submission", who, trigger), "view": view.as_slack(), "response_urls": []}
    with workspace.hub.listening() as events:
        ack = None
        if workspace.link.connected:
            ack = await workspace.link.deliver("interactive", payload, workspace.patience)
        if ack is None:
            raise SlackError("operation_timeout", {"message": NOT_HEARD})
        errors = _obeyed(workspace, view, ack, trigger)
        about = About(user, None, frozenset({trigger}), talk=True)
        replies = [] if errors else await gathered(about, events, until, SETTLE)
    shown = workspace.views.stack(user)
    return Submitted(replies, errors, shown[-1].as_slack() if shown else None)


async def close(workspace: Workspace, user: str, view_id: str) -> None:
    """Close a modal; the app hears of it where it asked to (`notify_on_close`)."""
    who, view = person(user), owned(workspace, user, view_id)
    payload = {**payloads.envelope("view_closed", who, ""), "view": view.as_slack()}
    del payload["trigger_id"]
    payload["is_cleared"] = cleared = bool(view.body.get("clear_on_close"))
    if cleared:
        workspace.views.clear(user)
    else:
        workspace.views.close(view)
    if view.body.get("notify_on_close") and workspace.link.connected:
        await workspace.link.deliver("interactive", payload, workspace.patience)


def _obeyed(workspace: Workspace, view: View, ack: Object, trigger: str) -> dict[str, str]:
    """Do what the acknowledgement of a submission says; return the complaints it carries."""
    match ack.get("response_action"):
        case "errors":
            errors = ack.get("errors")
            return {str(name): str(words) for name, words in errors.items()} if is_object(errors) else {}
        case "update":
            workspace.views.update(view, ack.get("view"))
        case "push":
            workspace.views.push(view.user, ack.get("view"), trigger)
        case "clear":
            workspace.views.clear(view.user)
        case _:
            workspace.views.close(view)
    return {}
