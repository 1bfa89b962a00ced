"""Modals and Home tabs: what each person has open, and what they have filled in so far."""

import json
from dataclasses import dataclass, field
from itertools import count

from handlers.cards.rules.shape import Object, is_object
from handlers.cards.views import VIEW_BYTES, view_problems
from handlers.sandbox.content import with_ids
from handlers.sandbox.forms import Values, initial
from handlers.sandbox.hub import Event, Hub
from handlers.sandbox.message import Blocks
from handlers.sandbox.refusal import SlackError, listed
from handlers.sandbox.world import APP, BOT_ID, TEAM

DEEPEST = 3


@dataclass(slots=True)
class View:
    """One view of one person. `body` is what the app sent, `values` what the person filled in."""

    id: str
    user: str
    body: Object
    blocks: Blocks
    values: Values
    version: int = 1
    previous: str | None = None
    root: str | None = None

    def as_slack(self) -> dict[str, object]:
        """Return the view as Slack stores it and sends it to apps."""
        empty: dict[str, object] = {"private_metadata": "", "callback_id": "", "external_id": ""}
        settings: dict[str, object] = {"clear_on_close": False, "notify_on_close": False, "submit": None, "close": None}
        owned = {"id": self.id, "team_id": TEAM, "app_id": APP, "bot_id": BOT_ID, "app_installed_team_id": TEAM}
        stacked = {"previous_view_id": self.previous, "root_view_id": self.root or self.id}
        state = {"state": {"values": self.values}, "hash": f"{self.version}.sandbox"}
        return {**empty, **settings, **self.body, "blocks": list(self.blocks), **owned, **stacked, **state}


@dataclass(slots=True)
class Views:
    """All open views; each change is told to the hub."""

    hub: Hub
    _open: dict[str, View] = field(default_factory=dict)
    _homes: dict[str, View] = field(default_factory=dict)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def get(self, view_id: str) -> View:
        """Return an open modal or a Home tab by its id; raises SlackError `not_found`."""
        for view in (*self._open.values(), *self._homes.values()):
            if view.id == view_id or (view_id and view.body.get("external_id") == view_id):
                return view
        raise SlackError("not_found")

    def home(self, user: str) -> View | None:
        """Return a person's Home tab, if one was published."""
        return self._homes.get(user)

    def stack(self, user: str) -> list[View]:
        """Return a person's modals, the lowest first."""
        return [view for view in self._open.values() if view.user == user]

    def open(self, user: str, body: object, cause: str) -> View:
        """Show a modal to a person, in place of any other."""
        self.clear(user)
        return self._show(user, checked(body, "modal"), cause)

    def push(self, user: str, body: object, cause: str) -> View:
        """Lay a modal upon the one that is open; raises SlackError `push_limit_reached`."""
        checked_body, below = checked(body, "modal"), self.stack(user)
        if not below:
            raise SlackError("not_found")
        if len(below) >= DEEPEST:
            raise SlackError("push_limit_reached")
        return self._show(user, checked_body, cause, below[-1])

    def update(self, view: View, body: object, version: str = "") -> View:
        """Change a view; what was filled in stays where ids stay. Raises SlackError `hash_conflict`."""
        new = checked(body, str(view.body.get("type")))
        if version and version != f"{view.version}.sandbox":
            raise SlackError("hash_conflict")
        view.body, view.blocks = new, with_ids(new.get("blocks"))
        view.values = _kept(initial(view.blocks), view.values)
        view.version += 1
        name = "home" if new.get("type") == "home" else "view"
        self.hub.publish(Event(name, {"view": view.as_slack()}, view.user))
        return view

    def publish(self, user: str, body: object, version: str = "") -> View:
        """Set a person's Home tab."""
        if view := self._homes.get(user):
            return self.update(view, checked(body, "home"), version)
        new = checked(body, "home")
        view = self._homes[user] = self._new(user, new)
        self.hub.publish(Event("home", {"view": view.as_slack()}, user))
        return view

    def close(self, view: View) -> None:
        """Take one modal away; the one below it shows again."""
        if self._open.pop(view.id, None) is None:
            return
        self.hub.publish(Event("view_closed", {"view_id": view.id}, view.user))
        if below := self.stack(view.user):
            self.hub.publish(Event("view", {"view": below[-1].as_slack()}, view.user))

    def clear(self, user: str) -> None:
        """Take all of a person's modals away."""
        for view in self.stack(user):
            del self._open[view.id]
            self.hub.publish(Event("view_closed", {"view_id": view.id}, user))

    def forget(self) -> None:
        """Forget all views of everybody."""
        self._open.clear()
        self._homes.clear()

    def _new(self, user: str, body: Object) -> View:
        blocks = with_ids(body.get("blocks"))
        return View(f"V{next(self._numbers):04}", user, body, blocks, initial(blocks))

    def _show(self, user: str, body: Object, cause: str, below: View | None = None) -> View:
        view = self._new(user, body)
        if below:
            view.previous, view.root = below.id, below.root or below.id
        self._open[view.id] = view
        self.hub.publish(Event("view", {"view": view.as_slack()}, user, cause))
        return view


def checked(body: object, kind: str) -> Object:
    """Return a view fit to show; raises SlackError `invalid_arguments` or `view_too_large`."""
    if not is_object(body):
        raise SlackError("invalid_arguments")
    if complaints := view_problems(body):
        raise listed("invalid_arguments", complaints)
    if body.get("type") != kind:
        raise listed("invalid_arguments", [f"type must be {kind} [json-pointer:/view/type]"])
    if len(json.dumps(body)) > VIEW_BYTES:
        raise SlackError("view_too_large")
    return body


def _kept(new: Values, old: Values) -> Values:
    """Return the new form's state, with what was filled in under the same ids and of the same type."""
    return {
        block_id: {
            action_id: before
            if (before := old.get(block_id, {}).get(action_id)) and before.get("type") == state.get("type")
            else state
            for action_id, state in actions.items()
        }
        for block_id, actions in new.items()
    }
