"""The app's manifest: as Slack takes it, and as the code needs it."""

import ast
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.settings import Settings
from handlers import scopes
from handlers.sandbox.commands import SURGE
from tests.tree import ROOT, files, read

MANIFEST: dict[str, Any] = yaml.safe_load(read("manifest.yaml"))
RECORDED = Path(os.environ.get("SURGE_RECORDED") or ROOT.parent / "shared" / "data")
SCHEMA = RECORDED / "slack" / "manifest.schema.2.0.0.json"
CODE = sorted(path for path in files() if re.fullmatch(r"handlers/(?!sandbox/).*\.py", path))

# What each method of the Web API asks for: docs.slack.dev/reference/methods
METHODS = {
    "api_test": set(),
    "apps_connections_open": set(),  # of the bot; the app-level token's own is connections:write
    "auth_test": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "conversations_open": {"im:write"},
    "users_conversations": {"channels:read", "groups:read"},
    "users_info": {"users:read"},
    "users_list": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_update": set(),
}
# What each event asks for, and how Bolt calls it: docs.slack.dev/reference/events
EVENTS = {
    "app_home_opened": ("app_home_opened", set()),
    "app_mention": ("app_mention", {"app_mentions:read"}),
    "message.im": ("message", {"im:history"}),
    "user_change": ("user_change", {"users:read"}),
}


def listened(kind: str) -> set[str]:
    """Return what the app listens to by `app.<kind>("…")`."""
    return {name for path in CODE for name in _calls(ast.parse(read(path)), kind)}


def _calls(tree: ast.AST, kind: str) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("app"), attr=attr), args=[ast.Constant(str(name))]):
                if attr == kind:
                    yield name


def called() -> set[str]:
    """Return the methods of the Web API that the code calls."""
    families = "api|apps|auth|bookmarks|bots|chat|conversations|files|pins|reactions|team|usergroups|users|views"
    return {name for path in CODE for name in re.findall(rf"client\.((?:{families})_\w+)\(", read(path))}


@pytest.mark.skipif(not SCHEMA.is_file(), reason="no schema of Slack's manifests (set SURGE_RECORDED)")
def test_slack_takes_the_manifest() -> None:
    """The manifest is valid by Slack's own schema."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in validator.iter_errors(MANIFEST)] == []


def test_the_app_has_a_way_to_slack() -> None:
    """Socket Mode and interactivity are on, and the direct messages can be typed in."""
    assert MANIFEST["settings"]["socket_mode_enabled"] is True
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is True
    assert MANIFEST["features"]["app_home"]["messages_tab_enabled"] is True
    assert MANIFEST["features"]["app_home"]["messages_tab_read_only_enabled"] is False


def test_commands_are_those_the_code_answers() -> None:
    """The manifest declares each command that the app answers in a real workspace, as the sandbox does."""
    declared = MANIFEST["features"]["slash_commands"]
    assert {each["command"] for each in declared} == listened("command") - {"/replay"}
    assert [(each["command"], each["description"], each["usage_hint"]) for each in declared] == [
        (SURGE.command, SURGE.description, SURGE.usage_hint)
    ]


def test_events_are_those_the_code_hears() -> None:
    """The manifest subscribes to each event that the app listens to, and to no other."""
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert {EVENTS[name][0] for name in subscribed} == listened("event")


def test_scopes_are_those_the_code_needs() -> None:
    """Each scope asked for is needed by a command, a method or an event, and each needed one is asked for."""
    asked = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    by_methods = set().union(*(METHODS[name] for name in called()))
    by_events = set().union(*(EVENTS[name][1] for name in MANIFEST["settings"]["event_subscriptions"]["bot_events"]))
    assert asked == ({"commands"} | by_methods | by_events) - set(scopes.HISTORY)


def test_the_doctor_asks_for_what_the_manifest_asks_for() -> None:
    """The scopes that `doctor` looks for are the manifest's, and those of the history where it is set."""
    assert set(scopes.ALWAYS) == set(MANIFEST["oauth_config"]["scopes"]["bot"])
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    assert scopes.needed(Settings.from_env(tokens)) == scopes.ALWAYS
    with_history = scopes.needed(Settings.from_env({**tokens, "SURGE_RECONCILE": "history"}))
    assert set(with_history) == set(scopes.ALWAYS) | set(scopes.HISTORY)


def test_each_scope_has_its_reason() -> None:
    """Each scope in the manifest has its reason beside it, and each that was left out is explained."""
    text = read("manifest.yaml")
    for scope in MANIFEST["oauth_config"]["scopes"]["bot"]:
        assert re.search(rf"^ +- {re.escape(scope)} # \w", text, re.MULTILINE)
    for scope in (*scopes.HISTORY, *scopes.CHOICES):
        assert re.search(rf"^ +# .*{re.escape(scope)}", text, re.MULTILINE)
