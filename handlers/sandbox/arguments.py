"""Reading what a caller sent: query, form or JSON, whichever it chose."""

import json
from collections.abc import Mapping

import msgspec
from aiohttp import web

from handlers.sandbox.refusal import SlackError

Args = Mapping[str, object]


async def sent(request: web.Request) -> dict[str, object]:
    """Return all arguments of a request, the body's winning over the query's.

    Raises SlackError `invalid_json` or `json_not_object`.
    """
    found: dict[str, object] = dict(request.query)
    if request.content_type == "application/json":
        return found | await body(request)
    if request.can_read_body:
        found |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    return found


async def body(request: web.Request) -> dict[str, object]:
    """Return a JSON object sent as the body; an empty body is an empty object."""
    try:
        value = msgspec.json.decode(await request.read() or b"{}")
    except (ValueError, RecursionError):
        raise SlackError("invalid_json") from None
    if not isinstance(value, dict):
        raise SlackError("json_not_object")
    return value


def string(args: Args, name: str, default: str = "") -> str:
    """Return a string argument."""
    value = args.get(name)
    return default if value is None else str(value)


def needed(args: Args, name: str) -> str:
    """Return an argument one cannot do without; raises SlackError `invalid_arguments`."""
    if not (value := string(args, name)):
        details = {"response_metadata": {"messages": [f"[ERROR] missing required field: {name}"]}}
        raise SlackError("invalid_arguments", details)
    return value


def flag(args: Args, name: str) -> bool:
    """Return a boolean argument: true, "true" or 1."""
    return args.get(name) in (True, 1, "1", "true", "True")


def whole(args: Args, name: str, default: int, most: int) -> int:
    """Return a positive whole number, at most `most`; raises SlackError `invalid_limit`."""
    text = string(args, name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise SlackError("invalid_limit")
    return min(int(text), most)


def structure(args: Args, name: str, error: str) -> object:
    """Return a JSON argument, sent as JSON or as a string of it; raises SlackError `error`."""
    value = args.get(name)
    if not isinstance(value, str) or not value:
        return value or None
    try:
        return json.loads(value)
    except ValueError:
        raise SlackError(error) from None
