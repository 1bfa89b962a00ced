"""The body of a request, taken in with care: so much and no more, and only what Slack would send."""

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web

MOST = 256 * 1024  # the largest payload, a modal's submission, stays below
MOST_FIELDS = 200
PATIENCE = 5.0


class Malformed(ValueError):
    """No such body comes from Slack. The message never quotes it."""


async def taken(request: web.Request) -> bytes:
    """Return the raw body. Raises HTTPRequestEntityTooLarge, HTTPRequestTimeout, and what a broken line raises."""
    if (announced := request.content_length or 0) > MOST:
        raise web.HTTPRequestEntityTooLarge(MOST, announced)
    if request.content.is_eof():
        # All of it came with the head, as small requests do: nothing is to be waited for.
        return _fitting(await request.content.read(MOST + 1))
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.content.iter_any():
                body += part
                if len(body) > MOST:
                    raise web.HTTPRequestEntityTooLarge(MOST, len(body))
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    return bytes(body)


def _fitting(body: bytes) -> bytes:
    if len(body) > MOST:
        raise web.HTTPRequestEntityTooLarge(MOST, len(body))
    return body


def parsed(body: bytes, content_type: str) -> Mapping[str, Any]:
    """Return the object that the body holds: a form's fields, its JSON `payload`, or JSON. Raises Malformed."""
    try:
        match content_type:
            case "application/json":
                return _object(body)
            case "application/x-www-form-urlencoded":
                form = dict(_fields(body.decode()))
                return _object(form["payload"].encode()) if "payload" in form else form
    except (ValueError, RecursionError):
        # The cause quotes what was sent, and would be logged with it.
        raise Malformed("not to be parsed") from None
    raise Malformed("unknown content type")


def _fields(form: str) -> list[tuple[str, str]]:
    return parse_qsl(form, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)


def _object(body: bytes) -> dict[str, Any]:
    """Decode strictly: no NaN, no half of a surrogate pair, nothing nested without end."""
    return msgspec.json.decode(body, type=dict[str, Any])
