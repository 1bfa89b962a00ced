"""views.open, views.push, views.update and views.publish."""

from handlers.sandbox.arguments import Args, needed, string, structure
from handlers.sandbox.method import Answer, Family, Method
from handlers.sandbox.views import View, checked
from handlers.sandbox.workspace import Workspace
from handlers.sandbox.world import person


def opening(workspace: Workspace, args: Args) -> Answer:
    """Show a modal to the person behind a trigger id."""
    trigger, body = needed(args, "trigger_id"), checked(_body(args), "modal")
    return _shown(workspace.views.open(workspace.triggers.exchange(trigger), body, trigger))


def push(workspace: Workspace, args: Args) -> Answer:
    """Lay a modal upon the open one."""
    trigger, body = needed(args, "trigger_id"), checked(_body(args), "modal")
    return _shown(workspace.views.push(workspace.triggers.exchange(trigger), body, trigger))


def update(workspace: Workspace, args: Args) -> Answer:
    """Change an open modal, by its id or the app's own name for it."""
    view = workspace.views.get(string(args, "view_id") or needed(args, "external_id"))
    return _shown(workspace.views.update(view, _body(args), string(args, "hash")))


def publish(workspace: Workspace, args: Args) -> Answer:
    """Set a person's Home tab."""
    user = person(args.get("user_id"))
    return _shown(workspace.views.publish(user.id, _body(args), string(args, "hash")))


def _body(args: Args) -> object:
    return structure(args, "view", "invalid_arguments")


def _shown(view: View) -> Answer:
    return {"ok": True, "view": view.as_slack()}


FAMILY = Family(
    {
        "views.open": Method(opening),
        "views.push": Method(push),
        "views.update": Method(update),
        "views.publish": Method(publish),
    }
)
