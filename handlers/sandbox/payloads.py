"""What Slack sends to an app when a person does something. Pure."""

from collections.abc import Mapping, Sequence

from handlers.cards.rules.shape import Object
from handlers.sandbox.message import Message
from handlers.sandbox.views import View
from handlers.sandbox.world import APP, BOT_USER, DOMAIN, OWNER, TEAM, User, place_name

TOKEN = "sandbox-verification"  # noqa: S105 - Slack's old verification token, of no use here
Payload = dict[str, object]


def envelope(kind: str, user: User, trigger: str) -> Payload:
    """Return what every interactive payload begins with."""
    return {
        "type": kind,
        "team": {"id": TEAM, "domain": DOMAIN},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": TEAM},
        "api_app_id": APP,
        "token": TOKEN,
        "trigger_id": trigger,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def slash_command(user: User, channel: str, words: tuple[str, str], trigger: str, response_url: str) -> Payload:
    """Return a slash command; `words` are the command and the escaped text after it."""
    return {
        "token": TOKEN,
        "team_id": TEAM,
        "team_domain": DOMAIN,
        "channel_id": channel,
        "channel_name": place_name(channel),
        "user_id": user.id,
        "user_name": user.name,
        "command": words[0],
        "text": words[1],
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger,
    }


def on_message(message: Message, action: Object, state: Mapping[str, object], response_url: str) -> Payload:
    """Return the part of a block_actions payload that names the message acted upon."""
    container: Payload = {"type": "message", "message_ts": message.ts, "channel_id": message.channel}
    container["is_ephemeral"] = message.ephemeral_to is not None
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    # Slack keeps no ephemeral message, so it cannot send one along.
    shown = {} if message.ephemeral_to else {"message": message.as_slack()}
    return {
        "container": container,
        "channel": {"id": message.channel, "name": place_name(message.channel)},
        "response_url": response_url,
        "state": {"values": state},
        "actions": [action],
        **shown,
    }


def in_view(view: View, action: Object) -> Payload:
    """Return the part of a block_actions payload that names the view acted in."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.as_slack(), "actions": [action]}


def event(name: str, body: Object, number: str, at: float) -> Payload:
    """Return an event as the Events API delivers it; `at` is in seconds since 1970."""
    who = {"enterprise_id": None, "team_id": TEAM, "user_id": BOT_USER, "is_bot": True}
    return {
        "type": "event_callback",
        "token": TOKEN,
        "team_id": TEAM,
        "api_app_id": APP,
        "event": {"type": name, **body},
        "event_id": f"Ev{number}",
        "event_time": int(at),
        "event_context": f"1-{name}-{TEAM}",
        "is_ext_shared_channel": False,
        "authorizations": [{**who, "is_enterprise_install": False}],
    }


def said(message: Message) -> Payload:
    """Return what an event tells of a message a person wrote."""
    words: Sequence[Object] = [{"type": "text", "text": message.text}]
    rich = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": words}]}
    body: Payload = {
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "client_msg_id": f"sandbox-{message.ts}",
        "team": TEAM,
        "blocks": [rich],
        "channel": message.channel,
        "event_ts": message.ts,
    }
    if message.thread_ts:
        body["thread_ts"] = message.thread_ts
    return body | {"channel_type": "im"} if message.channel in OWNER else body
