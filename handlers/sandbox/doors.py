"""The control doors: what demos, tests, scripts and the page use. Each is thin; the sandbox does the work."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from http import HTTPStatus

from aiohttp import web

from handlers.cards.rules.shape import is_object
from handlers.sandbox.arguments import Args, body, needed, string
from handlers.sandbox.faults import Fault
from handlers.sandbox.message import Message
from handlers.sandbox.refusal import SlackError
from handlers.sandbox.sandbox import Sandbox
from handlers.sandbox.world import BOT_ID, BOT_NAME, BOT_USER, CHANNELS, TEAM, TEAM_NAME, USERS

Door = Callable[[Sandbox, Args], Awaitable[dict[str, object]]]


def told(messages: list[Message]) -> dict[str, object]:
    """Return replies as doors tell them."""
    return {"replies": [message.as_json() for message in messages]}


async def workspace(sandbox: Sandbox, _args: Args) -> dict[str, object]:
    """Tell who and what there is."""
    people = [{key: value for key, value in asdict(user).items() if key not in ("dm", "is_bot")} for user in USERS]
    return {
        "team": {"id": TEAM, "name": TEAM_NAME},
        "bot": {"id": BOT_ID, "name": BOT_NAME, "user": BOT_USER},
        "users": people,
        "channels": [asdict(channel) for channel in CHANNELS],
        "dms": [{"id": user.dm, "user": user.id} for user in USERS],
        "commands": [command.as_json() for command in sandbox.workspace.commands],
        "connected": sandbox.workspace.link.connected,
    }


async def messages(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Show a conversation."""
    found = sandbox.messages(needed(args, "channel"), string(args, "user") or None)
    return {"messages": [message.as_json() for message in found]}


async def command(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Type a slash command; the first one has the replay begin."""
    sandbox.replay.begin_once()
    words = needed(args, "command"), string(args, "text")
    return told(await sandbox.command(needed(args, "user"), needed(args, "channel"), *words))


async def message(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Write a message."""
    thread = string(args, "thread_ts") or None
    said, replies = await sandbox.message(needed(args, "user"), needed(args, "channel"), needed(args, "text"), thread)
    return {"message": said.as_json(), **told(replies)}


async def action(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Press or choose something, on a message or in a view."""
    user, name, block = needed(args, "user"), needed(args, "action_id"), string(args, "block_id") or None
    value = args.get("value")
    if view_id := string(args, "view_id"):
        return told(await sandbox.view_action(user, view_id, name, value, block_id=block))
    where = needed(args, "channel"), needed(args, "message_ts")
    return told(await sandbox.action(user, *where, name, value, block_id=block))


async def submit(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Submit a modal."""
    values = args.get("values")
    done = await sandbox.submit(needed(args, "user"), needed(args, "view_id"), values if is_object(values) else {})
    errors = {"errors": done.errors} if done.errors else {}
    return {**told(done.replies), **errors, "view": done.view}


async def close(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Close a modal."""
    await sandbox.close(needed(args, "user"), needed(args, "view_id"))
    return {}


async def home(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Open the Home tab."""
    return {"view": await sandbox.home(needed(args, "user"))}


async def replay(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Tell of the replay, or move it."""
    words = string(args, "do", "status")
    if words not in ("status", "play", "pause", "speed", "jump", "again", "begin", "reset"):
        raise SlackError("invalid_arguments")
    return {"replay": await sandbox.replay.ask(f"{words} {string(args, 'value')}".strip())}


async def calls(sandbox: Sandbox, _args: Args) -> dict[str, object]:
    """Tell every call the Web API received."""
    return {"calls": sandbox.workspace.calls.as_json()}


async def fault(sandbox: Sandbox, args: Args) -> dict[str, object]:
    """Have something go wrong: a `kind` of `KINDS` at the next `times` calls of `method`, as `Fault` tells of each."""
    times, value = string(args, "times", "1"), string(args, "value")
    if not times.isdecimal() or int(times) < 1:
        raise SlackError("invalid_arguments")
    accept = args.get("accept") is True or value in ("accept", "accepted")
    kind = needed(args, "kind")
    await sandbox.fault(Fault(needed(args, "method"), kind, value, int(times), accept=accept))
    return {}


async def reset(sandbox: Sandbox, _args: Args) -> dict[str, object]:
    """Start anew."""
    await sandbox.reset()
    return {}


READ: dict[str, Door] = {"workspace": workspace, "messages": messages, "replay": replay, "calls": calls}
WRITE: dict[str, Door] = {
    "command": command,
    "message": message,
    "action": action,
    "submit": submit,
    "close": close,
    "home": home,
    "replay": replay,
    "fault": fault,
    "reset": reset,
}


def doors(sandbox: Sandbox) -> list[web.RouteDef]:
    """Return the routes of all doors; a refusal is `{ok: false, error}` with status 400."""

    def opened(door: Door, *, post: bool) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handler(request: web.Request) -> web.Response:
            try:
                args = await body(request) if post else dict(request.query)
                return web.json_response({"ok": True, **await door(sandbox, args)})
            except SlackError as refusal:
                return web.json_response(refusal.answer(), status=HTTPStatus.BAD_REQUEST)

        return handler

    reading = [web.get(f"/_sandbox/{name}", opened(door, post=False)) for name, door in READ.items()]
    return reading + [web.post(f"/_sandbox/{name}", opened(door, post=True)) for name, door in WRITE.items()]
